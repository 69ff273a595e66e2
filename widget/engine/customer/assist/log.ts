/** The list of what an agent did, which the customer can open and read (SPEC G10). Of typed text it says where, not what. */
import type { AssistTexts, DoneVerb } from '../../../locales/sections/assist.js';
import { element } from '../dom.js';

/** More than anybody reads. */
const MAX_ENTRIES = 100;

export class AssistLog {
  readonly element = element('details', { class: 'log' });
  readonly #texts: AssistTexts;
  readonly #summary = element('summary');
  readonly #list = element('ol', { tabindex: '0' });
  #count = 0;
  #last = '';

  constructor(texts: AssistTexts) {
    this.#texts = texts;
    this.element.append(this.#summary, this.#list);
    this.element.hidden = true;
  }

  /** What is done several times in a row, as a wheel turns or a text is typed, is one entry. */
  add(verb: DoneVerb, name: string, target: string): void {
    const text = this.#texts.did[verb](name, target);
    if (text === this.#last && (verb === 'scrolled' || verb === 'typed')) return;
    this.#last = text;
    this.#count++;
    const time = new Date().toLocaleTimeString(document.documentElement.lang || undefined);
    this.#list.append(element('li', {}, text, element('time', {}, time)));
    if (this.#list.childElementCount > MAX_ENTRIES) this.#list.firstElementChild?.remove();
    this.#summary.textContent = this.#texts.log(this.#count);
    this.#list.setAttribute('aria-label', this.#texts.log(this.#count));
    this.element.hidden = false;
  }
}
