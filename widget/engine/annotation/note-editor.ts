/** Where a note is written: a field at the place that it is for. It decides nothing about the note. */
import type { DrawingTexts } from '../../locales/sections/drawing.js';
import { NOTE_MAX_LENGTH } from '../protocol/limits.js';
import type { Point } from './sketch.js';
import type { Sight } from './surface.js';

/** As its look has it. */
const WIDTH_PX = 240;
const HEIGHT_PX = 130;

export interface NoteEditor {
  /** What was written, or nothing if the author thought better of it; the field goes by itself. */
  readonly text: Promise<string | undefined>;
  /** From now on in these texts; what was written so far stays. */
  speak(texts: DrawingTexts): void;
}

/** Opens in a parent that is as large as the customer's viewport; as large as it is to be read, however large the page is shown. */
export function openNoteEditor(
  parent: Node,
  at: Point,
  sight: Sight,
  texts: DrawingTexts,
  signal: AbortSignal,
): NoteEditor {
  const form = document.createElement('form');
  const field = document.createElement('textarea');
  const add = document.createElement('button');
  const cancel = document.createElement('button');
  form.className = 'note-editor';
  field.maxLength = NOTE_MAX_LENGTH;
  field.rows = 3;
  field.dir = 'auto';
  add.type = 'submit';
  add.className = 'primary';
  cancel.type = 'button';
  const speak = (now: DrawingTexts): void => {
    field.setAttribute('aria-label', now.note);
    add.textContent = now.noteAdd;
    cancel.textContent = now.cancel;
  };
  speak(texts);
  form.append(field, cancel, add);
  const within = (value: number, from: number, room: number): number => Math.max(from, Math.min(value, from + room));
  const x = within(at.x, sight.x, sight.width - WIDTH_PX / sight.scale);
  const y = within(at.y, sight.y, sight.height - HEIGHT_PX / sight.scale);
  form.style.transform = `translate(${x}px, ${y}px) scale(${1 / sight.scale})`;
  const text = new Promise<string | undefined>((resolve) => {
    const listener = new AbortController();
    const end = (written: string | undefined): void => {
      listener.abort();
      form.remove();
      resolve(written);
    };
    const options = { signal: listener.signal };
    form.addEventListener(
      'submit',
      (event) => {
        event.preventDefault();
        end(field.value);
      },
      options,
    );
    cancel.addEventListener('click', () => end(undefined), options);
    form.addEventListener(
      'keydown',
      (event) => {
        // Neither the desk's keys nor the page's.
        event.stopPropagation();
        if (event.isComposing) return;
        if (event.key === 'Escape') end(undefined);
        if (event.key === 'Enter' && !event.shiftKey && event.target === field) {
          event.preventDefault();
          end(field.value);
        }
      },
      options,
    );
    for (const type of ['pointerdown', 'keyup', 'keypress'] as const) {
      form.addEventListener(type, (event) => event.stopPropagation(), options);
    }
    signal.addEventListener('abort', () => end(undefined), options);
    parent.appendChild(form);
    field.focus({ preventScroll: true });
  });
  return { text, speak };
}
