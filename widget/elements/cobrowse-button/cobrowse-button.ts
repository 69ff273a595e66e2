/**
 * `<cobrowse-button>`: starts a customer's session, shows how it stands, and ends it. All buttons of a page share the session of
 * their service, which outlives any of them. What is only needed for a session is loaded with the first one.
 */
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property } from '../property.js';
import type { ButtonTexts } from '../../locales/sections/button.js';
import { CobrowseErrorEvent } from '../../events/error-event.js';
import { CobrowseStartRequestEvent } from '../../events/start-request-event.js';
import { CobrowseStateChangeEvent } from '../../events/state-change-event.js';
import { capabilitiesOf, serviceKind, type Capabilities } from '../../service/capabilities.js';
import { CobrowseError, type AgentDetail, type CustomerSdk } from '../../service/contract.js';
import { defaultOrigin } from '../../service/default-origin.js';
import { hasMarker } from '../../service/resume-note.js';
import {
  boardOf,
  isRunning,
  type BoardListener,
  type CobrowseButtonState,
  type ServiceSession,
  type SessionBoard,
  type SessionFact,
  type SessionSnapshot,
} from '../../service/session-board.js';
import type { GetToken } from '../../service/token-client.js';
import type { ButtonHost } from './button-attributes.js';
import { ButtonLanguage } from './button-language.js';
import type { ButtonSession } from './button-session.js';
import { buttonStyle } from './button-style.js';
import { buttonView, type ButtonLines } from './button-view.js';

/** Of all others, a change during a session is one for the next; masks that are added hold at once. */
const NOT_SETTINGS: readonly PropertyKey[] = ['showPin', 'locale', 'disabled'];

/**
 * Starts a co-browsing session, shows its state, and ends it.
 *
 * @slot - Label while no session is on; the default is "Share this page".
 * @slot label - The same, by name.
 * @slot icon - Icon while no session is on.
 *
 * @csspart base - Everything. The state is a part's name as well: `::part(base is-live)`.
 * @csspart button - The button, with the state in the same way: `::part(button is-live)`.
 * @csspart icon - The icon in the button.
 * @csspart label - The text in the button.
 * @csspart status - The line that says how the session stands.
 * @csspart error - The sentence about what went wrong.
 * @csspart pin - The box around the PIN, with `show-pin`.
 * @csspart pin-title - The line above the PIN.
 * @csspart pin-digits - The PIN.
 * @csspart copy-button - Copies the PIN.
 *
 * @cssprop --cobrowse-accent - Background of the button that starts; colour of focus rings.
 * @cssprop --cobrowse-on-accent - Text on it.
 * @cssprop --cobrowse-surface - Background of the other buttons and of the PIN.
 * @cssprop --cobrowse-text - Text.
 * @cssprop --cobrowse-muted - Secondary text.
 * @cssprop --cobrowse-line - Borders.
 * @cssprop --cobrowse-danger - Stopping, errors, and the mark that somebody is watching.
 * @cssprop --cobrowse-radius - Corners.
 * @cssprop --cobrowse-font - Font family; the page's by default.
 * @cssprop --cobrowse-font-size - Font size, 1rem by default.
 * @cssprop --cobrowse-status-width - How wide the lines below the button may be, 22rem by default.
 *
 * @fires {CobrowseStartRequestEvent} cobrowse-start-request - Before a start; a page that prevents the default refuses it.
 * @fires {CobrowseStateChangeEvent} cobrowse-state-change - `state` is another one. Comes before the event that explains it.
 * @fires {CobrowsePincodeUpdatedEvent} cobrowse-pincode-updated - The PIN to read to an agent.
 * @fires {CobrowseSessionStartedEvent} cobrowse-session-started - The session began.
 * @fires {CobrowseSessionJoinedEvent} cobrowse-session-joined - The session was resumed.
 * @fires {CobrowseAgentJoinedEvent} cobrowse-agent-joined - An agent sees the page.
 * @fires {CobrowseAgentLeftEvent} cobrowse-agent-left - An agent no longer does.
 * @fires {CobrowseSessionReconnectingEvent} cobrowse-session-reconnecting - The connection was lost and is being restored.
 * @fires {CobrowseRemoteAssistStartedEvent} cobrowse-remote-assist-started - An agent may scroll the page.
 * @fires {CobrowseRemoteAssistStoppedEvent} cobrowse-remote-assist-stopped - No agent may any more.
 * @fires {CobrowseSessionEndedEvent} cobrowse-session-ended - The session is over.
 * @fires {CobrowseErrorEvent} cobrowse-error - Something went wrong; another try can be made.
 */
export class CobrowseButtonElement extends LitElement implements ButtonHost {
  static override styles = buttonStyle;

  /** Where tokens are minted. */
  @property({ attribute: 'token-url' }) tokenUrl = '';

  /** Origin of the service: a Worker of this project, or Zoom's. */
  @property({ attribute: 'service-url' }) serviceUrl = '';

  /** SDK key. */
  @property({ attribute: 'sdk-key' }) sdkKey = '';

  /** Version of the SDK: exact (`2.13.2`), floating (`2.13.x`), or none. */
  @property({ attribute: 'sdk-version' }) sdkVersion = '';

  /** The customer's identifier, for the token endpoint. */
  @property({ attribute: 'user-id' }) userId = '';

  /** The customer's name, for the token endpoint. */
  @property({ attribute: 'user-name' }) userName = '';

  /** `custom_input`: what the selectors and attributes name is masked; `all_input`: and every input; `all`: everything. Passwords always are. */
  @property({ attribute: 'mask-type' }) maskType = '';

  /** CSS selectors of what agents must not read: `.pii-mask, #ssn`. */
  @property({ attribute: 'mask-selectors' }) maskSelectors = '';

  /** HTML attributes of what agents must not read: `data-sensitive=true`, with commas between several. */
  @property({ attribute: 'mask-attributes' }) maskAttributes = '';

  /** CSS selectors of what may be read inside what is masked, where the service can do that. Never opens a password. */
  @property({ attribute: 'unmask-selectors' }) unmaskSelectors = '';

  /** CSS selectors of what agents see as an empty box, with all that is in it. A service that cannot do that masks it. */
  @property({ attribute: 'block-selectors' }) blockSelectors = '';

  /** Parameters in the query of the page's address that agents may read, by name and with commas between: `page, tab`. */
  @property({ attribute: 'unmask-query-parameters' }) unmaskQueryParameters = '';

  /** Share only with a service that guarantees masking; a start with another one is refused. */
  @property({ type: Boolean, attribute: 'mask-strict' }) maskStrict = false;

  /** Addresses at which agents see a curtain: `/account/*`, or whole ones, with white space or commas between. */
  @property({ attribute: 'block-urls' }) blockUrls = '';

  /** Agents may draw. */
  @property({ type: Boolean, attribute: 'agent-annotation' }) agentAnnotation = false;

  /** The customer may draw. */
  @property({ type: Boolean, attribute: 'customer-annotation' }) customerAnnotation = false;

  /** Agents may ask to scroll the page; with a list of `scroll_page`, `click` and `fill_form`, to do these. Each needs the customer's yes. */
  @property({ attribute: 'remote-assist', converter: (value) => value ?? false }) remoteAssist: boolean | string =
    false;

  /** The session follows the customer into new tabs. */
  @property({ type: Boolean, attribute: 'multi-tab' }) multiTab = false;

  /** A PIN of the page's own, such as a ticket number: 1 to 10 letters or digits. */
  @property({ attribute: 'custom-pin' }) customPin = '';

  /** Shows the PIN below the button. The service shows it as well, in a panel of its own. */
  @property({ type: Boolean, attribute: 'show-pin' }) showPin = false;

  /** Language tag of the texts; else that of the page around the element, else the browser's. */
  @property() locale = '';

  /** No session can be started. One that is on can still be ended. */
  @property({ type: Boolean, reflect: true }) disabled = false;

  /** What the page knows of the session, such as a ticket: for the desk, REST and webhooks. Up to ten names with texts of up to 200 characters. */
  @property({ attribute: false }) metadata: Readonly<Record<string, string>> | undefined = undefined;

  /** The `ZoomCobrowseSDK` of an npm package; no script is loaded then. */
  @property({ attribute: false }) sdk: CustomerSdk | undefined = undefined;

  /** Mints tokens in the page's own way; called whenever one is needed. */
  @property({ attribute: false }) getToken: GetToken | undefined = undefined;

  readonly #language = new ButtonLanguage(this);
  #board: SessionBoard | undefined;
  /** Which state listeners were told last. */
  #told: CobrowseButtonState = 'idle';
  #loading: Promise<ButtonSession> | undefined;
  /** Once it is loaded. */
  #session: ButtonSession | undefined;
  #hadFocus: Element | null | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#board?.listeners.add(this.#heard);
    this.#tellState();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // In a moment, as a move within the document is a removal first.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#board?.listeners.delete(this.#heard);
      this.#session?.stop();
    });
  }

  /** Moves the focus to the button. */
  override focus(options?: FocusOptions): void {
    this.#button?.focus(options);
  }

  /** Presses the button. */
  override click(): void {
    this.#button?.click();
  }

  /** The wanted languages, best first: `locale`, that of the page around the element, the browser's. */
  get languages(): readonly string[] {
    return this.#language.languages;
  }

  /** How the session stands. Also known to a button that has been removed from the page. */
  get state(): CobrowseButtonState {
    return this.#snapshot.state;
  }

  /** The service's session, once it has answered. What it is told here, every button of the page shows. */
  get session(): ServiceSession | undefined {
    const snapshot = this.#snapshot;
    return isRunning(snapshot) ? snapshot.session : undefined;
  }

  /** The PIN to read to an agent, while there is one. */
  get pin(): string | undefined {
    const snapshot = this.#snapshot;
    return isRunning(snapshot) ? snapshot.pin : undefined;
  }

  /** Who sees the page. Names are empty with a service that tells none. */
  get agents(): readonly AgentDetail[] {
    const snapshot = this.#snapshot;
    return isRunning(snapshot) ? snapshot.agents : [];
  }

  /** Why there is no session, in the state `error`. */
  get error(): CobrowseError | undefined {
    const snapshot = this.#snapshot;
    return snapshot.state === 'error' ? snapshot.error : undefined;
  }

  /** What the service can do. Frozen. Certain once a session was asked for; before, by what the attributes say. */
  get capabilities(): Capabilities {
    const guess = this.sdk && !this.serviceUrl ? 'zoom' : serviceKind(this.serviceUrl);
    return capabilitiesOf(this.#bind().kind ?? guess);
  }

  /** Starts a session, as a press does. Settles when that is decided; never rejects, see `error`. */
  async start(): Promise<void> {
    const board = this.#bind();
    if (!canStart(board.snapshot)) return;
    const request = new CobrowseStartRequestEvent();
    if (this.dispatchEvent(request)) await this.#open(board, false);
  }

  /** Ends the session, or gives up to start one. Settles when the service has confirmed it. */
  async end(): Promise<void> {
    const board = this.#bind();
    const { snapshot } = board;
    if (snapshot.state === 'loading') {
      board.publish({ state: 'idle' });
      snapshot.cancel.abort();
    }
    await board.driver?.end();
  }

  /** Nothing is drawn in another language first: that of the page is there as soon as anything that a press needs would be. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    const { spoken, languages } = this.#language;
    const loading = spoken.speak(languages);
    if (loading && !spoken.ready) return loading.then(() => this.scheduleUpdate());
    void loading?.then(this.#changed);
    return super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { snapshot } = this.#bind();
    const settings = [...changed.keys()].filter((name) => !NOT_SETTINGS.includes(name));
    if (this.hasUpdated && settings.length > 0 && isRunning(snapshot))
      this.#session?.settingsChanged(settings, this.#bind());
    this.#hadFocus = this.shadowRoot?.activeElement;
  }

  protected override render(): TemplateResult {
    const snapshot = this.#snapshot;
    const { texts, language } = this.#language.spoken;
    return buttonView({
      snapshot,
      texts,
      language,
      hasLabel: [...this.childNodes].some(isLabel),
      disabled: this.disabled && canStart(snapshot),
      focused: Boolean(this.#hadFocus) && this.#hadFocus === this.#button,
      lines: this.#session?.lines(snapshot, texts.connecting) ?? firstLines(snapshot, texts),
      onPress: this.#press,
      onChange: this.#changed,
    });
  }

  protected override updated(): void {
    // What had the focus may be gone; the focus must not fall back to the page's beginning.
    if (this.#hadFocus && !this.#hadFocus.isConnected) this.focus();
    // Another button of the page may have started: what the session adds is needed here as well.
    if (this.state !== 'idle') this.#load().catch(() => undefined);
  }

  get #button(): HTMLElement | null | undefined {
    return this.shadowRoot?.querySelector<HTMLElement>('.button');
  }

  get #snapshot(): SessionSnapshot {
    return this.#bind().snapshot;
  }

  /** What the session belongs to: the page's SDK object, else the service's origin. */
  get #service(): CustomerSdk | string {
    return this.sdk ?? originOf(this.serviceUrl) ?? defaultOrigin() ?? '';
  }

  /** The board of the service that the attributes name now; with a session on, that session's. */
  #bind(): SessionBoard {
    const known = this.#board;
    if (known && !canStart(known.snapshot)) return known;
    const service = this.#service;
    const board = boardOf(service);
    if (board === known) return board;
    known?.listeners.delete(this.#heard);
    this.#board = board;
    if (!this.isConnected) return board;
    board.listeners.add(this.#heard);
    this.#tellState();
    if (board.snapshot.state === 'idle' && hasMarker(nameOf(service))) void this.#open(board, true);
    if (this.multiTab) void this.#follow(board);
    return board;
  }

  async #follow(board: SessionBoard): Promise<void> {
    const { followTabs } = await import('./button-follow.js');
    // Once a session was asked for, the service follows by itself.
    followTabs(this, () => board.snapshot.state === 'idle' && !board.driver && void this.#open(board, true));
  }

  readonly #heard: BoardListener = (fact) => {
    this.#tellState();
    this.requestUpdate();
    if (fact) void this.#report(fact);
  };

  async #report(fact: SessionFact): Promise<void> {
    const error = fact.name === 'session_error' ? fact.detail : undefined;
    const session = this.#session ?? (await this.#load().catch(() => undefined));
    const message = this.#language.spoken.texts.failed;
    const event =
      session?.eventOf(fact) ?? (error && new CobrowseErrorEvent({ ...error.info, retryable: true, message }));
    if (event) this.dispatchEvent(event);
  }

  #tellState(): void {
    const now = this.#board?.snapshot.state ?? 'idle';
    if (now === this.#told) return;
    this.#told = now;
    const event = new CobrowseStateChangeEvent({ state: now });
    this.dispatchEvent(event);
  }

  /** @param resuming nobody pressed: only a session that is there already. */
  async #open(board: SessionBoard, resuming: boolean): Promise<void> {
    const cancel = new AbortController();
    const service = nameOf(this.#service);
    board.publish({ state: 'loading', resuming, cancel });
    let session: ButtonSession;
    try {
      session = await this.#load();
    } catch (cause) {
      if (cancel.signal.aborted) return;
      const message = 'A part of the element did not load.';
      const error = new CobrowseError(1001, message, { reason: 'script-failed', retryable: true, cause });
      return board.publish({ state: 'error', error }, { name: 'session_error', detail: error });
    }
    if (!cancel.signal.aborted) await session.open(board, service, cancel, resuming);
  }

  /** The later half, with the texts of the element's language. */
  #load(): Promise<ButtonSession> {
    return (this.#loading ??= this.#import().catch((cause: unknown) => {
      this.#loading = undefined;
      throw cause;
    }));
  }

  async #import(): Promise<ButtonSession> {
    const module = await import('./button-session.js');
    const session = new module.ButtonSession(this);
    await session.useLanguage();
    this.#session = session;
    this.requestUpdate();
    return session;
  }

  readonly #press = (): void => {
    const snapshot = this.#snapshot;
    if (!canStart(snapshot)) void this.end();
    else if (!this.disabled) void this.start();
  };

  readonly #changed = (): void => this.requestUpdate();
}

function canStart(snapshot: SessionSnapshot): boolean {
  return snapshot.state === 'idle' || snapshot.state === 'ended' || snapshot.state === 'error';
}

function originOf(url: string): string | undefined {
  if (!url) return undefined;
  return URL.parse(url, document.baseURI)?.origin ?? url;
}

/** Until the later half of the button is there. */
function firstLines({ state }: SessionSnapshot, { connecting, failed }: ButtonTexts): ButtonLines {
  const line = (text: string): TemplateResult => html`<span dir="auto">${text}</span>`;
  return {
    error: state === 'error' ? line(failed) : '',
    status: state === 'loading' ? line(connecting) : '',
  };
}

/** For the note that a tab keeps over a navigation. */
function nameOf(service: CustomerSdk | string): string {
  return typeof service === 'string' ? service : 'sdk';
}

/** Whether a child is a label: anything but white space and what goes to another slot. */
function isLabel(node: Node): boolean {
  if (node instanceof Element) return node.slot === '' || node.slot === 'label';
  return node instanceof Text && node.data.trim() !== '';
}

declare global {
  interface HTMLElementTagNameMap {
    'cobrowse-button': CobrowseButtonElement;
  }
}
