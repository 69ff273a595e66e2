/**
 * Short messages from agents in the customer's panel (SPEC T): text, whatever it says, and a link that opens by a press and shows its host.
 * Loaded when one arrives. Nothing is kept, and there is no answer.
 */
import { quotable } from '../../locales/plain-text.js';
import { loadTexts } from '../../locales/section.js';
import { notesTexts, type NotesTexts } from '../../locales/sections/notes.js';
import type { CustomerMessage } from '../protocol/control.js';
import { readNoteArrived, type NoteArrivedMessage } from '../protocol/control/note-messages.js';
import { NOTE_BURST, NOTE_INTERVAL_MS } from '../protocol/limits.js';
import { element } from './dom.js';
import type { CreateFeature, Feature, FeatureHost } from './feature.js';
import { NOTES_CSS } from './notes-style.js';
import { PanelSurface } from './panel-surface.js';
import type { PressGuard } from './press-guard.js';

/** More in sight would be a wall; the oldest makes room. */
const MAX_SHOWN = 3;

export interface NotesOptions {
  readonly host: Pick<FeatureHost, 'panel' | 'control'> & { readonly agents: Pick<FeatureHost['agents'], 'get'> };
  readonly texts: NotesTexts;
  /** Whether a person did this; a page's scripts can make events too. Tests, which are such scripts, say yes. */
  readonly isTrusted?: (event: Event) => boolean;
  /** Opens an address in another tab. */
  readonly open?: (link: string) => void;
}

export const createNotes: CreateFeature = async (host) => {
  const { texts } = await loadTexts(notesTexts, [host.panel.section.lang]);
  return new Notes({ host, texts });
};

export class Notes implements Feature {
  readonly #options: NotesOptions;
  readonly #panel: PanelSurface;
  /** A note may come, or move up, under a finger. */
  readonly #guard: PressGuard;
  readonly #shown: HTMLElement[] = [];
  /** When each agent's latest notes came. */
  readonly #arrivals = new Map<number, number[]>();

  constructor(options: NotesOptions) {
    this.#options = options;
    this.#panel = new PanelSurface(options.host.panel);
    this.#panel.adopt(NOTES_CSS);
    this.#guard = this.#panel.guard(this.#panel.slot('note'));
  }

  hear(message: CustomerMessage): void {
    if (message.type !== 'note_arrived') return;
    const note = readNoteArrived(message.json);
    const author = note && this.#options.host.agents.get(note.agent);
    if (note && author && this.#mayCome(note.agent)) this.#show(note, quotable(author.userName));
  }

  close(): void {
    for (const note of this.#shown.splice(0)) this.#panel.drop(note);
  }

  /** As many as the relay lets pass, in case that it does not look. */
  #mayCome(agent: number): boolean {
    const now = performance.now();
    const recent = (this.#arrivals.get(agent) ?? []).filter((at) => now - at < NOTE_BURST * NOTE_INTERVAL_MS);
    const fits = recent.length < NOTE_BURST * 2;
    this.#arrivals.set(agent, fits ? [...recent, now] : recent);
    return fits;
  }

  #show(note: NoteArrivedMessage, name: string): void {
    const { host, texts } = this.#options;
    const { agent, id, text, link } = note;
    const title = texts.from(name);
    const dismiss = element('button', { type: 'button', class: 'dismiss' }, texts.dismiss);
    const box = element('article', { class: 'note', 'aria-label': title }, element('p', { class: 'hint' }, title));
    if (text !== '') box.append(element('p', { class: 'said', dir: 'auto' }, text));
    const buttons = element('div', { class: 'answers' }, dismiss);
    if (link !== '') {
      box.append(element('p', { class: 'hint' }, texts.opensElsewhere));
      buttons.prepend(this.#opener(note));
    }
    box.append(buttons);
    dismiss.addEventListener('click', () => this.#dismiss(box));
    this.#panel.slot('note').append(box);
    this.#guard.renew();
    this.#shown.push(box);
    const [oldest] = this.#shown;
    if (oldest && this.#shown.length > MAX_SHOWN) this.#dismiss(oldest);
    this.#panel.announce(`${title}: ${text}`);
    this.#panel.whenInSight(box, () => host.control({ type: 'note_seen', agent, id, opened: false }));
  }

  #opener({ agent, id, link }: NoteArrivedMessage): HTMLElement {
    const { host, texts, isTrusted = (event: Event) => event.isTrusted, open = openElsewhere } = this.#options;
    const { host: address, href } = new URL(link);
    // Bidirectional text must not make a host look like another.
    const button = element(
      'button',
      { type: 'button', class: 'open', title: href },
      texts.open(`\u2066${address}\u2069`),
    );
    button.addEventListener('click', (event) => {
      // Keys get here only by who came to the button with them.
      const isPointer = event.detail > 0;
      if (!isTrusted(event) || (isPointer && !this.#guard.allows(event))) return;
      open(href);
      host.control({ type: 'note_seen', agent, id, opened: true });
    });
    return button;
  }

  #dismiss(box: HTMLElement): void {
    const panel = this.#panel;
    const at = this.#shown.indexOf(box);
    if (at >= 0) this.#shown.splice(at, 1);
    const hadFocus = box.contains(panel.focused);
    box.remove();
    this.#guard.renew();
    // The focus must not fall back to the page's beginning.
    const next = this.#shown.at(-1)?.querySelector<HTMLElement>('.dismiss');
    if (!hadFocus) return;
    if (next) next.focus();
    else panel.keepFocus();
  }
}

/** The new page learns neither where it was opened from nor how to reach back. */
function openElsewhere(link: string): void {
  window.open(link, '_blank', 'noopener,noreferrer');
}
