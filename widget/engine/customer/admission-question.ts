/**
 * Asks the customer whether an agent may come in (SPEC W), one after the other, inside the panel. Loaded when somebody waits. It
 * decides nothing: the relay says what became of an answer. It knows no session.
 */
import { loadTexts } from '../../locales/section.js';
import { admissionTexts, type AdmissionTexts } from '../../locales/sections/admission.js';
import type { AdmissionAnswerMessage, AgentWaitingMessage, CustomerMessage } from '../protocol/control.js';
import { ADMISSION_CSS } from './admission-style.js';
import type { Feature, FeatureHost } from './feature.js';

/** A click this soon after a question appeared was meant for what stood there before. */
const GUARD_MS = 600;

/** A name is whatever somebody wrote: it must not turn the direction of the sentence around it. */
const UNREADABLE = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

export interface AdmissionQuestionOptions {
  /** The panel's section, in its shadow root. */
  readonly section: HTMLElement;
  readonly texts: AdmissionTexts;
  readonly answer: (message: AdmissionAnswerMessage) => void;
  /** Whether a person clicked; a page's scripts can make clicks too. Tests, which are such scripts, say yes. */
  readonly isTrusted?: (event: Event) => boolean;
}

/** In the language of the panel. */
export async function createAdmissionQuestion(host: Pick<FeatureHost, 'panel' | 'control'>): Promise<Feature> {
  const { section } = host.panel;
  const { texts } = await loadTexts(admissionTexts, [section.lang]);
  return new AdmissionQuestion({ section, texts, answer: host.control });
}

export class AdmissionQuestion implements Feature {
  readonly #options: AdmissionQuestionOptions;
  readonly #texts: AdmissionTexts;
  readonly #waiting = new Map<number, AgentWaitingMessage>();
  readonly #box = make('div', 'ask');
  readonly #name = make('p', 'name');
  readonly #hint = make('p', 'hint');
  readonly #others = make('p', 'hint');
  readonly #alert = make('p', 'spoken');
  readonly #buttons: readonly HTMLButtonElement[];
  #shown: AgentWaitingMessage | undefined;
  #shownAt = 0;
  /** What had the focus in the panel before the question took it. */
  #before: Element | null = null;

  constructor(options: AdmissionQuestionOptions) {
    this.#options = options;
    const { section, texts } = options;
    this.#texts = texts;
    this.#name.id = 'ask-name';
    this.#hint.id = 'ask-hint';
    const attributes = {
      role: 'alertdialog',
      'aria-labelledby': 'ask-name',
      'aria-describedby': 'ask-hint',
      tabindex: '-1',
    };
    for (const [name, value] of Object.entries(attributes)) this.#box.setAttribute(name, value);
    this.#alert.setAttribute('role', 'alert');
    this.#buttons = [this.#button(this.#texts.refuse, 'refuse'), this.#button(this.#texts.admit, 'admit')];
    const answers = make('div', 'answers');
    answers.append(...this.#buttons);
    this.#box.append(this.#name, this.#hint, this.#others, answers);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(ADMISSION_CSS);
    this.#root.adoptedStyleSheets.push(sheet);
    section.append(this.#alert);
  }

  /** Whatever the relay said; most of it is no concern of the question. */
  hear(message: CustomerMessage): void {
    switch (message.type) {
      case 'agent_waiting':
        this.#waiting.set(message.agent.number, message);
        return this.#update();
      case 'agent_joined':
      case 'agent_left':
        this.#waiting.delete(message.agent.number);
        return this.#update();
      default:
        return;
    }
  }

  /** Asks about nobody any more: the questions come again after the next welcome. */
  reconnecting(): void {
    this.close();
  }

  close(): void {
    this.#waiting.clear();
    this.#update();
  }

  get #root(): ShadowRoot {
    const root = this.#options.section.getRootNode();
    if (!(root instanceof ShadowRoot)) throw new TypeError('the panel has no shadow root');
    return root;
  }

  #update(): void {
    const [first, ...others] = this.#waiting.values();
    this.#others.textContent = others.length > 0 ? this.#texts.others(others.length) : '';
    this.#others.hidden = others.length === 0;
    if (first === this.#shown) return;
    this.#shown = first;
    if (first) this.#ask(first);
    else this.#leave();
  }

  #ask({ agent, verified }: AgentWaitingMessage): void {
    const { question, verified: checked, unverified } = this.#texts;
    this.#name.textContent = question(`\u2068${agent.userName.replace(UNREADABLE, ' ')}\u2069`);
    this.#hint.textContent = verified ? checked : unverified;
    for (const button of this.#buttons) button.disabled = false;
    this.#shownAt = performance.now();
    if (!this.#box.isConnected) {
      this.#before = this.#root.activeElement;
      this.#options.section.prepend(this.#box);
    }
    // Whoever types or reads with the keyboard elsewhere hears of it and stays where they are.
    const moved = this.#root.activeElement !== null || isIdle(document.activeElement);
    if (moved) this.#box.focus({ preventScroll: true });
    this.#alert.textContent = moved ? '' : `${this.#name.textContent}. ${this.#hint.textContent}`;
  }

  #leave(): void {
    const hadFocus = this.#box.contains(this.#root.activeElement);
    this.#box.remove();
    this.#alert.textContent = '';
    const before = this.#before;
    if (hadFocus && before instanceof HTMLElement) before.focus({ preventScroll: true });
  }

  #answer(type: AdmissionAnswerMessage['type'], event: Event): void {
    const { isTrusted = ({ isTrusted: byPerson }) => byPerson, answer } = this.#options;
    // A click that was under way when the question came, or changed, was not meant for it.
    if (!this.#shown || !isTrusted(event) || event.timeStamp - this.#shownAt < GUARD_MS) return;
    // Before the button that has it is disabled, or the page would get the focus.
    this.#box.focus({ preventScroll: true });
    for (const button of this.#buttons) button.disabled = true;
    const { number, userId } = this.#shown.agent;
    answer({ type, agent: number, userId });
  }

  #button(label: string, type: AdmissionAnswerMessage['type']): HTMLButtonElement {
    const button = make('button', type);
    button.type = 'button';
    button.textContent = label;
    button.addEventListener('click', (event) => this.#answer(type, event));
    return button;
  }
}

/** Not the panel's own maker of elements: what both chunks import becomes a third one. */
function make<Name extends keyof HTMLElementTagNameMap>(name: Name, className: string): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.className = className;
  return made;
}

/** Whether nothing of the page has the focus. */
function isIdle(active: Element | null): boolean {
  return active === null || active === document.body || active === document.documentElement;
}
