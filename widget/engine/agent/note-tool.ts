/** Short messages to the customer (SPEC T): a text, a link, or both; and whether they were seen. A tool of the desk. */
import { svg } from 'lit';
import { deskAssistTexts, type DeskAssistTexts } from '../../locales/sections/desk-assist.js';
import { SpokenTexts } from '../../locales/spoken-texts.js';
import type { AgentMessage } from '../protocol/control.js';
import { readNoteLink } from '../protocol/control/note-messages.js';
import { NOTE_BURST, NOTE_INTERVAL_MS, NOTE_LINK_MAX_LENGTH, NOTE_TEXT_MAX_LENGTH } from '../protocol/limits.js';
import { ASSIST_TOOL_CSS } from './assist-tool-style.js';
import { house, make } from './housed.js';
import type { Panel, ToolButton, ToolHost } from './tool.js';

const ICON = svg`<path d="M3 4.500h14v9H9l-4 3.500v-3.500H3z" />`;

/** In sight at the desk; nothing is kept. */
const MAX_SENT = 5;

export function attachNotes(host: ToolHost): void {
  const tool = new NoteTool(host);
  const stop = host.session.onControl((message) => tool.hear(message));
  host.signal.addEventListener('abort', stop);
}

/** Enter alone: Shift breaks the line, and an input method takes it for its own (Safari says so by 229 alone). */
function isSendKey({ key, shiftKey, isComposing, keyCode }: KeyboardEvent): boolean {
  return key === 'Enter' && !shiftKey && !isComposing && keyCode !== 229;
}

/** Why the last one did not go. */
type Wrong = 'noteEmpty' | 'noteLinkWrong' | 'noteTooMany';

interface Sent {
  readonly element: HTMLElement;
  readonly said: HTMLElement;
  state: 'sent' | 'shown' | 'opened';
}

class NoteTool {
  readonly #host: ToolHost;
  readonly #spoken = new SpokenTexts(deskAssistTexts);
  readonly #text = make('textarea', { maxlength: String(NOTE_TEXT_MAX_LENGTH), rows: '3', enterkeyhint: 'send' });
  readonly #link = make('input', { type: 'url', maxlength: String(NOTE_LINK_MAX_LENGTH), placeholder: 'https://' });
  readonly #textLabel = make('span');
  readonly #linkLabel = make('span');
  readonly #linkHint = make('small');
  readonly #send = make('button', { type: 'submit', class: 'send' });
  readonly #problem = make('p', { class: 'problem', role: 'alert' });
  readonly #list = make('ul', { class: 'sent' });
  readonly #panel: Panel;
  readonly #button: ToolButton;
  readonly #sent = new Map<number, Sent>();
  /** When the latest notes went. */
  #recent: readonly number[] = [];
  #lastId = 0;
  #wrong: Wrong | undefined;

  constructor(host: ToolHost) {
    this.#host = host;
    const form = make(
      'form',
      { novalidate: '' },
      make('label', {}, this.#textLabel, this.#text),
      make('label', {}, this.#linkLabel, this.#link, this.#linkHint),
      this.#problem,
      this.#send,
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#text.addEventListener('keydown', (event) => {
      if (!isSendKey(event)) return;
      event.preventDefault();
      // Held down, it would ask for the next message at once.
      if (!event.repeat) this.#submit();
    });
    form.addEventListener('input', () => this.#tell(undefined));
    const content = make('div', { class: 'narrow' });
    house(content, ASSIST_TOOL_CSS, form, this.#list);
    this.#panel = host.addPanel({ label: this.#texts.note, place: 'tray', content });
    this.#button = host.addButton({
      label: this.#texts.note,
      icon: ICON,
      panel: this.#panel,
      press: () => (this.#panel.isOpen ? this.#panel.close() : this.#panel.open(true)),
    });
    host.onLanguage((language) => this.#speak(language));
    this.#speak(host.language);
  }

  get #texts(): DeskAssistTexts {
    return this.#spoken.texts;
  }

  hear(message: AgentMessage): void {
    if (message.type !== 'note_shown') return;
    const sent = this.#sent.get(message.id);
    if (!sent || sent.state === 'opened') return;
    sent.state = message.opened ? 'opened' : 'shown';
    sent.said.textContent = this.#texts[sent.state];
    this.#host.announce(this.#texts[sent.state]);
  }

  #submit(): void {
    const text = this.#text.value.trim();
    const given = this.#link.value.trim();
    const link = given === '' ? '' : readNoteLink(given);
    const now = performance.now();
    const recent = this.#recent.filter((at) => now - at < NOTE_BURST * NOTE_INTERVAL_MS);
    if (link === undefined) return this.#refuse('noteLinkWrong', this.#link);
    if (text === '' && link === '') return this.#refuse('noteEmpty', this.#text);
    // The relay would drop it, and nobody would know.
    if (recent.length >= NOTE_BURST) return this.#refuse('noteTooMany', this.#text);
    this.#recent = [...recent, now];
    const id = ++this.#lastId;
    this.#host.session.control({ type: 'note', id, text, link });
    this.#tell(undefined);
    this.#text.value = this.#link.value = '';
    this.#text.focus();
    this.#add(id, [text, link].filter(Boolean).join(' '));
  }

  #refuse(wrong: Wrong, field: HTMLElement): void {
    this.#tell(wrong);
    field.focus();
  }

  #tell(wrong: Wrong | undefined): void {
    this.#wrong = wrong;
    this.#render();
  }

  #add(id: number, text: string): void {
    const said = make('span', { class: 'said' }, this.#texts.sent);
    const element = make('li', {}, make('span', { dir: 'auto' }, text), said);
    this.#sent.set(id, { element, said, state: 'sent' });
    this.#list.prepend(element);
    for (const [old, { element: row }] of this.#sent) {
      if (this.#sent.size <= MAX_SENT) break;
      row.remove();
      this.#sent.delete(old);
    }
  }

  #speak(language: string): void {
    void this.#spoken.speak([language])?.then(() => this.#render());
    this.#render();
  }

  #render(): void {
    const { note, noteText, noteLink, noteLinkHint, send, sentNotes } = this.#texts;
    this.#button.update({ label: note });
    this.#panel.rename(note);
    this.#textLabel.textContent = noteText;
    this.#linkLabel.textContent = noteLink;
    this.#linkHint.textContent = noteLinkHint;
    this.#send.textContent = send;
    this.#problem.textContent = this.#wrong === undefined ? '' : this.#texts[this.#wrong];
    this.#list.setAttribute('aria-label', sentNotes);
    for (const { said, state } of this.#sent.values()) said.textContent = this.#texts[state];
  }
}
