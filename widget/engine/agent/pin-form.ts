/** Where the agent types the PIN. It takes what people paste and read out, and asks to join; it knows no session. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { DeskTexts } from '../../locales/sections/desk.js';
import { fillPin, pinField } from '../../pin/pin-field.js';
import { pinFieldStyle } from '../../pin/pin-field-style.js';
import { pinSentence, type PinProblem } from '../../pin/pin-problem.js';
import { normalisePin, pinFault } from '../../pin/pin.js';
import { ErrorCode } from '../protocol/error-codes.js';
import { clockTime } from './clock-time.js';
import { controls } from './desk-style.js';
import { pinFormStyle } from './pin-form-style.js';

const SECOND_MS = 1_000;

/** From here on an agent should know how many tries are left. */
const FEW_TRIES = 5;

/** The agent wants to join the session behind a PIN. */
export class PinRequestEvent extends Event {
  static readonly type = 'pin-request';
  readonly detail: { readonly pinCode: string; readonly wait: boolean };

  /** @param wait also for a customer who has not started yet. */
  constructor(pinCode: string, wait: boolean) {
    super(PinRequestEvent.type, { bubbles: true, composed: true });
    this.detail = { pinCode, wait };
  }
}

/** The agent gave up a join that is under way. */
export class PinCancelEvent extends Event {
  static readonly type = 'pin-cancel';

  constructor() {
    super(PinCancelEvent.type, { bubbles: true, composed: true });
  }
}

@customElement('cobrowse-pin-form')
export class PinFormElement extends LitElement {
  static override styles = [controls, pinFieldStyle, pinFormStyle];

  @property({ attribute: false }) texts!: DeskTexts;
  @property({ type: Boolean }) joining = false;
  /** Why the last attempt failed. */
  @property({ attribute: false }) problem: PinProblem | undefined;

  /** A PIN that was known beforehand. */
  @property() given = '';

  /** What is wrong with the text before anybody was asked. */
  @state() private refusal: 'errorEmpty' | 'errorFormat' | undefined;
  /** What is left of the time in which the service takes no attempts. */
  @state() private waitMs = 0;
  /** What was refused is not what stands there any more. */
  @state() private retyped = false;
  /** Whether a touch keyboard shows letters too. */
  @state() private letters = false;
  @query('input') private input!: HTMLInputElement;
  private waitUntil = 0;
  private clock: ReturnType<typeof setInterval> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('focus', this.takeFocus);
    clearInterval(this.clock);
  }

  override firstUpdated(): void {
    this.takeFocus();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('problem')) return;
    const seconds = this.problem?.retryAfterSeconds;
    clearInterval(this.clock);
    this.retyped = false;
    this.waitMs = (seconds ?? 0) * SECOND_MS;
    this.waitUntil = Date.now() + this.waitMs;
    if (seconds !== undefined) this.clock = setInterval(() => this.countDown(), SECOND_MS);
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('given') && this.given !== '') fillPin(this.input, this.given);
    if (changed.has('problem') && this.problem) this.askAgain();
  }

  override render(): TemplateResult {
    const { texts, joining, waitMs } = this;
    const problem = joining ? [] : this.sentences();
    const waits = waitMs > 0 && !joining;
    const mayWait = problem.length > 0 && this.problem?.mayWait;
    const join = joining ? texts.joining : waits ? texts.joinIn(clockTime(waitMs)) : texts.join;
    return html`
      <form class="card" novalidate @submit=${this.submit}>
        <div class="head">
          <h1>${texts.pinTitle}</h1>
          <p class="soft" id="hint">${texts.pinHint}</p>
        </div>
        <div class="field">
          ${pinField({
            label: texts.pinLabel,
            describedBy: 'hint problem',
            invalid: problem.length > 0,
            readonly: joining,
            letters: this.letters,
            onInput: () => this.clear(),
          })}
          <button type="button" class="letters" @click=${this.turnKeyboard}>
            ${this.letters ? texts.digitKeys : texts.letterKeys}
          </button>
        </div>
        <p class="problem" id="problem" role="alert">${problem.map((each) => html`<span>${each}</span>`)}</p>
        ${mayWait ? html`<p class="soft" id="wait">${texts.waitHint}</p>` : nothing}
        <div class="actions">
          ${joining ? html`<button type="button" @click=${this.giveUp}>${texts.cancel}</button>` : nothing}
          ${
            mayWait
              ? html`<button
                  type="button"
                  class="wait"
                  aria-describedby="wait"
                  aria-disabled=${waits}
                  @click=${this.wait}
                >
                  ${texts.waitForCustomer}
                </button>`
              : nothing
          }
          <button class="primary" aria-disabled=${joining || waits}>${join}</button>
        </div>
      </form>
    `;
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    this.request(false);
  }

  /** The button goes, and must not take the focus along. */
  private wait(): void {
    this.input.focus();
    this.request(true);
  }

  private request(wait: boolean): void {
    if (this.joining || this.waitMs > 0) return;
    const pinCode = normalisePin(this.input.value);
    this.refusal = pinFault(pinCode);
    if (this.refusal !== undefined) return this.askAgain();
    const request = new PinRequestEvent(pinCode, wait);
    this.dispatchEvent(request);
  }

  private clear(): void {
    this.refusal = undefined;
    // A wait stays a wait, whatever is typed meanwhile.
    if (this.waitMs <= 0) this.problem = undefined;
    this.retyped = true;
  }

  private giveUp(): void {
    this.input.focus();
    const cancel = new PinCancelEvent();
    this.dispatchEvent(cancel);
  }

  private turnKeyboard(): void {
    this.letters = !this.letters;
    this.input.focus();
  }

  private countDown(): void {
    this.waitMs = Math.max(0, this.waitUntil - Date.now());
    if (this.waitMs > 0) return;
    clearInterval(this.clock);
    // That nobody has this PIN is as true as before.
    if (this.retyped || !this.isUnknown) this.problem = undefined;
  }

  private get isUnknown(): boolean {
    return this.problem?.code === ErrorCode.DESK_PIN_NOT_FOUND;
  }

  /** In a frame without the focus it would be taken from whatever has it in the page around: then, when the frame gets it. */
  private readonly takeFocus = (): void => {
    if (window.parent === window || document.hasFocus()) this.input.focus();
    else window.addEventListener('focus', this.takeFocus, { once: true });
  };

  /** Typing replaces the PIN that was refused. */
  private askAgain(): void {
    this.takeFocus();
    // Not `select`, which takes the focus.
    this.input.setSelectionRange(0, this.input.value.length);
  }

  /** What is wrong, and what is said of further tries: each by itself, since what joins sentences is the language's. */
  private sentences(): readonly string[] {
    const { texts, problem, refusal } = this;
    if (refusal) return [texts[refusal]];
    if (!problem) return [];
    const { code, retryAfterSeconds, triesLeft } = problem;
    const waits = retryAfterSeconds !== undefined && this.waitMs > 0;
    if (waits && (this.retyped || !this.isUnknown)) return [texts.errorThrottled(retryAfterSeconds)];
    if (code === ErrorCode.SESSION_JOIN_FAILED) return [texts.errorConnection(location.host)];
    const sentence = pinSentence(texts, code) ?? texts.errorOther(code);
    if (waits) return [sentence, texts.triesOver(retryAfterSeconds)];
    return triesLeft !== undefined && triesLeft <= FEW_TRIES ? [sentence, texts.triesLeft(triesLeft)] : [sentence];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cobrowse-pin-form': PinFormElement;
  }
  interface HTMLElementEventMap {
    'pin-request': PinRequestEvent;
    'pin-cancel': PinCancelEvent;
  }
}
