/** `<cobrowse-agent-desk>`: an agent's desk in a page. Its settings and its face; the work is in a module that it loads. */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from '../property.js';
import { CobrowseErrorEvent } from '../../events/error-event.js';
import type { AgentSdk } from '../../service/agent-sdk.js';
import type { Capabilities } from '../../service/capabilities.js';
import type { CobrowseError } from '../../service/contract.js';
import type { GetToken } from '../../service/token-client.js';
import type { AgentDeskHost } from './agent-desk-host.js';
import type { AgentDeskParts } from './agent-desk-parts.js';
import type { AgentDeskStateName } from './agent-desk-state.js';

/** The contract's SESSION_JOIN_FAILED. */
const UNLOADED_CODE = 1011;

/** In both languages, since the texts are in what did not load. */
const UNLOADED_TEXT = 'The desk could not be loaded. 无法加载工作台。';

/**
 * The service's desk in a box of the page's: gets a token for the agent, frames the desk, and tells what happens in it where
 * the desk tells anybody.
 *
 * The standard attribute `autofocus` hands the focus on to what the agent needs, once it is there, if nothing else has it.
 *
 * @tag cobrowse-agent-desk
 * @slot viewer - Where an `sdk` draws. The element fills it.
 * @csspart desk - All of it.
 * @csspart frame - The service's desk.
 * @csspart loading - What stands there until the desk does.
 * @csspart card - A message or the form in the middle.
 * @csspart error - The card of an error.
 * @csspart ended - The card after a session of an `sdk`.
 * @csspart form - The card that asks for the PIN of an `sdk`.
 * @csspart input - The field of the PIN.
 * @csspart problem - What is wrong with the PIN.
 * @csspart notice - The bar below a desk that tells nothing.
 * @csspart button - Every button.
 * @csspart retry - The button that tries again.
 * @csspart again - The button that asks for another PIN.
 * @csspart join - The button that joins.
 * @csspart reload - The button that loads the desk again.
 * @csspart hide - The button that hides the bar.
 * @cssprop [--cobrowse-desk-min-height=480px] - Height where the page gives none.
 * @cssprop --cobrowse-ground - Colour behind the cards.
 * @cssprop --cobrowse-surface - Colour of cards, fields and the bar.
 * @cssprop --cobrowse-text - Colour of text.
 * @cssprop --cobrowse-text-soft - Colour of what matters less.
 * @cssprop --cobrowse-border - Colour of lines.
 * @cssprop --cobrowse-accent - Colour of the main button.
 * @cssprop --cobrowse-on-accent - Colour of its text.
 * @cssprop --cobrowse-error - Colour of what is wrong.
 * @cssprop --cobrowse-focus - Colour of the focus ring.
 * @cssprop --cobrowse-radius - Radius of buttons and fields.
 * @cssprop --cobrowse-shadow - Shadow of cards.
 * @cssprop --cobrowse-font - Font, as the shorthand.
 * @fires {CobrowseSessionJoinedEvent} cobrowse-session-joined - The agent is in a session.
 * @fires {CobrowseSessionLeftEvent} cobrowse-session-left - The agent is out of the session, which may go on.
 * @fires {CobrowseSessionEndedEvent} cobrowse-session-ended - The session is over.
 * @fires {CobrowseCustomerFocusLostEvent} cobrowse-customer-focus-lost - The customer looks at something else.
 * @fires {CobrowseCustomerTransferredEvent} cobrowse-customer-transferred - The customer went on in another tab.
 * @fires {CobrowseErrorEvent} cobrowse-error - Something went wrong; the desk says it too.
 * @fires {CobrowseStateChangeEvent} cobrowse-state-change - `state` has another value.
 */
export class CobrowseAgentDeskElement extends LitElement implements AgentDeskHost {
  static override styles = css`
    :host {
      position: relative;
      display: block;
      block-size: 100%;
      min-block-size: var(--cobrowse-desk-min-height, 480px);
    }
    :host([hidden]) {
      display: none;
    }
  `;

  /** The code of the desk did not load. */
  @property({ state: true, attribute: false }) private unloaded = false;

  /** Token endpoint for agents. Absent, that of the Worker's configuration, which answers its own pages alone. */
  @property({ attribute: 'token-url' }) tokenUrl: string | undefined;
  /** Origin of the service. Absent, that of the Worker's configuration. */
  @property({ attribute: 'service-url' }) serviceUrl: string | undefined;
  /** SDK key; only an `sdk` needs one. Absent, that of the Worker's configuration. */
  @property({ attribute: 'sdk-key' }) sdkKey: string | undefined;
  /** Who the agent is, for the token endpoint, which may know better. At most 35 characters. */
  @property({ attribute: 'user-id' }) userId: string | undefined;
  /** The name that customers see, for the token endpoint. At most 80 characters. */
  @property({ attribute: 'user-name' }) userName: string | undefined;
  /** A PIN that is known beforehand: joined once, when the desk can. Zoom's desk takes none; see `capabilities.deskPin`. */
  @property() pin: string | undefined;
  /** PINs may be agreed beforehand: tokens are asked for with `byop`, and the agent can wait for a customer who has not started. */
  @property({ type: Boolean }) byop = false;
  /** Language tag, such as `zh-CN`; a desk of our own engine follows it. Absent, the page's language, then the browser's. */
  @property() locale: string | undefined;
  /**
   * Has the tab say which customer the desk shows: state and name in front of the document's title, and an icon with the customer's
   * initial. For a page that is a desk and little else; a desk of our own engine tells it.
   */
  @property({ type: Boolean, attribute: 'mark-tab' }) markTab = false;
  /** Mints tokens instead of the endpoint. Called again whenever one is needed. */
  @property({ attribute: false }) getToken: GetToken | undefined;
  /** `ZoomCobrowseAgentSDK` of `@zoom/cobrowsesdk/agent`: draws here, instead of a frame. */
  @property({ attribute: false }) sdk: AgentSdk | undefined;

  #parts: AgentDeskParts | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A move in the page disconnects and connects at once, and is no end.
    queueMicrotask(() => this.isConnected || this.#parts?.disconnected());
  }

  /** Where the browser can move an element without reloading its frames, only the language around it may be another. */
  connectedMoveCallback(): void {
    void this.#open();
  }

  override updated(changed: PropertyValues<this>): void {
    this.#parts?.controller.settingsChanged(new Set(changed.keys()));
    this.#parts?.updated();
  }

  /** What the desk is doing. One that tells nothing, as Zoom's, stays `ready`. */
  get state(): AgentDeskStateName {
    return this.#parts?.controller.state.state ?? 'idle';
  }

  /** What went wrong, in the state `error`. */
  get error(): CobrowseError | undefined {
    const shown = this.#parts?.controller.state;
    return shown?.state === 'error' ? shown.error : undefined;
  }

  /** What the service can do; `undefined` until it is known. */
  get capabilities(): Capabilities | undefined {
    return this.#parts?.controller.capabilities;
  }

  /** Loads the desk again, with a fresh token. A session of our own engine goes on in it. */
  reload(): void {
    if (this.#parts) this.#parts.controller.reload();
    else void this.#open();
  }

  async #open(): Promise<void> {
    try {
      const { AgentDeskParts: Parts } = await import('./agent-desk-parts.js');
      // What the page set until now is what the desk begins with, and no change.
      await this.updateComplete;
      const root = this.shadowRoot;
      if (!this.isConnected || !root) return;
      this.unloaded = false;
      this.#parts ??= new Parts(this, root);
      this.#parts.connected();
    } catch {
      this.unloaded = true;
      const event = new CobrowseErrorEvent({
        code: UNLOADED_CODE,
        errorMsg: 'The code of the desk did not load.',
        retryable: true,
        message: UNLOADED_TEXT,
      });
      this.dispatchEvent(event);
    }
  }

  override render(): TemplateResult | typeof nothing {
    if (this.#parts) return this.#parts.render();
    return this.unloaded
      ? html`<p role="alert">${UNLOADED_TEXT}</p>
          <button type="button" @click=${this.reload}>Try again / 重试</button>`
      : nothing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cobrowse-agent-desk': CobrowseAgentDeskElement;
  }
}
