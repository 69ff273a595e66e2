/** Where the agent types the PIN. It takes what people paste and read out, and asks to join; it knows no session. */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { DeskTexts } from '../../locales/sections/desk.js';
import { ErrorCode } from '../protocol/error-codes.js';
import { PIN_PATTERN } from '../protocol/limits.js';
import type { JoinProblem } from './desk-state.js';
import { controls } from './desk-style.js';

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

/** A PIN as it is meant: people write "123 456", "123-456", or paste it with what stood around it. */
export function normalisePin(text: string): string {
  return text.replaceAll(/[\s\-–—.·_]+/gu, '');
}

@customElement('cobrowse-pin-form')
export class PinFormElement extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: contents;
      }
      form {
        display: grid;
        gap: 14px;
      }
      label {
        display: block;
        margin-block-end: 6px;
        font-size: 14px;
        font-weight: 600;
      }
      input {
        inline-size: 100%;
        padding: 10px 14px;
        border: 1px solid color-mix(in srgb, var(--soft) 70%, transparent);
        border-radius: 10px;
        background: var(--paper);
        color: var(--ink);
        direction: ltr;
        font:
          600 28px/1.25 ui-monospace,
          'SF Mono',
          Menlo,
          Consolas,
          monospace;
        letter-spacing: 0.14em;
        text-align: center;
        text-transform: uppercase;
      }
      input[aria-invalid='true'] {
        border-color: var(--bad);
      }
      input[readonly] {
        color: var(--soft);
      }
      .actions {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: 1fr;
        gap: 8px;
      }
      .actions button {
        min-block-size: 44px;
        font-size: 15px;
      }
      .problem {
        color: var(--bad);
        font-size: 14px;
      }
      .problem:empty {
        display: none;
      }
    `,
  ];

  @property({ attribute: false }) texts!: DeskTexts;
  @property({ type: Boolean }) joining = false;
  /** Why the last attempt failed. */
  @property({ attribute: false }) problem: JoinProblem | undefined;

  /** A PIN that was known beforehand. */
  @property() given = '';

  /** What is wrong with the text before anybody was asked. */
  @state() private refusal: 'errorEmpty' | 'errorFormat' | undefined;
  @query('input') private input!: HTMLInputElement;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('focus', this.takeFocus);
  }

  override firstUpdated(): void {
    this.takeFocus();
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('given') && this.given !== '') this.input.value = this.given;
    if (changed.has('problem') && this.problem) this.askAgain();
  }

  override render(): TemplateResult {
    const { texts } = this;
    const problem = this.joining ? undefined : this.sentence();
    return html`
      <form class="card" novalidate @submit=${this.submit}>
        <div>
          <h1>${texts.pinTitle}</h1>
          <p class="soft" id="hint">${texts.pinHint}</p>
        </div>
        <div>
          <label for="pin">${texts.pinLabel}</label>
          <input
            id="pin"
            name="pin"
            inputmode="numeric"
            autocomplete="off"
            autocapitalize="characters"
            autocorrect="off"
            spellcheck="false"
            enterkeyhint="go"
            aria-describedby="hint problem"
            aria-invalid=${problem ? 'true' : 'false'}
            ?readonly=${this.joining}
            @input=${this.clear}
          />
        </div>
        <p class="problem" id="problem" role="alert">${problem ?? nothing}</p>
        <div class="actions">
          ${this.joining ? html`<button type="button" @click=${this.giveUp}>${texts.cancel}</button>` : nothing}
          ${
            problem && this.problem?.mayWait
              ? html`<button type="button" class="wait" @click=${this.wait}>${texts.waitForCustomer}</button>`
              : nothing
          }
          <button class="primary" ?disabled=${this.joining}>${this.joining ? texts.joining : texts.join}</button>
        </div>
      </form>
    `;
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    this.request(false);
  }

  private wait(): void {
    this.request(true);
  }

  private request(wait: boolean): void {
    if (this.joining) return;
    const pinCode = normalisePin(this.input.value);
    this.refusal = pinCode === '' ? 'errorEmpty' : PIN_PATTERN.test(pinCode) ? undefined : 'errorFormat';
    if (this.refusal !== undefined) return this.askAgain();
    const request = new PinRequestEvent(pinCode, wait);
    this.dispatchEvent(request);
  }

  private clear(): void {
    this.refusal = undefined;
    this.problem = undefined;
  }

  private giveUp(): void {
    const cancel = new PinCancelEvent();
    this.dispatchEvent(cancel);
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

  private sentence(): string | undefined {
    if (this.refusal) return this.texts[this.refusal];
    return this.problem && this.describe(this.problem);
  }

  private describe({ code, retryAfterSeconds }: JoinProblem): string {
    const { texts } = this;
    if (retryAfterSeconds !== undefined) return texts.errorThrottled(retryAfterSeconds);
    switch (code) {
      case ErrorCode.DESK_PIN_NOT_FOUND:
      case ErrorCode.SESSION_JOIN_PIN_NOT_FOUND:
        return texts.errorNotFound;
      case ErrorCode.SESSION_PIN_INVALID_FORMAT:
        return texts.errorFormat;
      case ErrorCode.SERVER_INVALID_TOKEN:
      case ErrorCode.TOKEN_INVALID:
        return texts.errorToken;
      case ErrorCode.SESSION_AGENT_COUNT_LIMIT:
        return texts.errorAgentLimit;
      case ErrorCode.SESSION_DUPLICATE_USER:
        return texts.errorDuplicate;
      case ErrorCode.NETWORK_ERROR:
        return texts.errorNetwork;
      case ErrorCode.SESSION_JOIN_FAILED:
        return texts.errorConnection(location.host);
      default:
        return texts.errorOther(code);
    }
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
