/**
 * What `<cobrowse-agent-desk>` does, loaded when the first one is connected: finds the service, gets tokens, frames the desk or
 * opens the page's SDK, and tells the page what happens. Knows no templates and nothing of the engine.
 */
import { capabilitiesOf, type Capabilities } from '../../service/capabilities.js';
import { resolveConfig, type ServiceConfig } from '../../service/config.js';
import { CobrowseError } from '../../service/contract.js';
import { DeskPhase, type DeskTheme, type FromDesk } from '../../service/desk-port.js';
import type { TabMark } from '../../service/tab-mark.js';
import { failure } from '../../service/failures.js';
import { readClaim } from '../../service/token-claims.js';
import { keepTicket, readTicket } from '../../service/agent-ticket.js';
import type { AgentEventMap } from '../../service/agent-sdk.js';
import { isPin, normalisePin } from '../../pin/pin.js';
import { LOAD_SETTINGS, type AgentDeskHost } from './agent-desk-host.js';
import type { AgentDeskState } from './agent-desk-state.js';
import type { DeskAnnouncer } from './desk-announcer.js';
import { DeskLink } from '../../service/desk-link.js';
import { DeskTokens } from './desk-tokens.js';
import { probe } from './probe.js';
import { openSdkDesk, refusal, type SdkDesk } from './sdk-desk.js';
import { TabMarker } from './tab-marker.js';

/** The contract's SESSION_PIN_INVALID_FORMAT. */
const PIN_FORMAT_CODE = 1008;

/** What a bar below a desk that reports nothing says. */
export type DeskNotice = 'silent' | 'doubt' | 'expired' | 'changed';

export class AgentDeskController {
  readonly #host: AgentDeskHost;
  readonly #announcer: DeskAnnouncer;
  readonly #link = new DeskLink({
    onMessage: (message) => this.#hear(message),
    onSilence: () => void this.#findOutSilence(),
  });
  #state: AgentDeskState = { state: 'idle' };
  #config: ServiceConfig | undefined;
  #connection: AbortController | undefined;
  #sdkDesk: SdkDesk | undefined;
  /** Where the page's SDK draws: in the page's own tree, where the style sheets that it adds apply. */
  #sdkRoot: HTMLElement | undefined;
  #notice: 'expired' | 'changed' | undefined;
  /** Said once to this agent; it stays true. */
  #silenceHidden = false;
  /** Whether the desk has answered the hello: then it takes a PIN and tells what happens. */
  #answers = false;
  /** A PIN of the page's that the desk has not been given yet. */
  #pin: string | undefined;
  /** Whether the desk that was loaded has not said yet whether it is in a session. */
  #resumes = false;
  /** Of what leads back into a session: this service and this agent. */
  #owner = '';
  #language = '';
  /** The language that the desk was told, since a document that loads anew knows of none. */
  #toldLanguage = '';
  #look: DeskTheme | undefined;
  /** The look that the desk was told, as text. */
  #toldLook = '';
  readonly #tokens: DeskTokens;
  readonly #marker = new TabMarker();
  #mark: TabMark | undefined;

  constructor(host: AgentDeskHost, announcer: DeskAnnouncer) {
    this.#host = host;
    this.#announcer = announcer;
    this.#tokens = new DeskTokens(host, () => {
      this.#notice = 'expired';
      host.requestUpdate();
    });
  }

  get state(): AgentDeskState {
    return this.#state;
  }

  /** What the agent should know of a desk that tells nothing itself. */
  get notice(): DeskNotice | undefined {
    if (this.#silence === undefined) return undefined;
    return this.#notice ?? (this.#silence === 'doubt' ? 'doubt' : this.#silenceHidden ? undefined : 'silent');
  }

  /** Whether the service is an engine of ours. */
  get isEngine(): boolean {
    return this.#config?.kind === 'engine';
  }

  /** `undefined` until the service is known. */
  get capabilities(): Capabilities | undefined {
    if (!this.#config) return undefined;
    const known = capabilitiesOf(this.#config.kind);
    const told = this.#answers ? true : this.#silence === undefined ? undefined : false;
    return told === undefined
      ? known
      : Object.freeze({ ...known, deskEvents: told, deskPin: told, deskLook: told && this.isEngine });
  }

  open(): void {
    if (this.#connection) return;
    this.#pin = this.#host.pin || undefined;
    void this.#load();
  }

  close(): void {
    this.#drop();
    this.#connection = undefined;
    this.#sdkRoot?.remove();
    this.#sdkRoot = undefined;
    this.#become({ state: 'idle' });
  }

  /** Loads the desk anew. A session of our engine's goes on in it. */
  reload(): void {
    if (this.#connection) void this.#load();
  }

  hideNotice(): void {
    if (this.#notice === undefined) this.#silenceHidden = true;
    this.#notice = undefined;
    this.#host.requestUpdate();
  }

  /** The page changed settings. */
  settingsChanged(names: ReadonlySet<PropertyKey>): void {
    if (!this.#connection) return;
    if (names.has('pin')) {
      this.#pin = this.#host.pin || undefined;
      this.#offerPin();
    }
    if (names.has('markTab')) this.#show(this.#mark);
    const { state } = this.#state;
    // Frameworks hand in a new function with each rendering, and the latest is asked anyway.
    if (names.has('getToken') && state === 'error') return this.reload();
    if (!LOAD_SETTINGS.some((name) => names.has(name))) return;
    const silent = this.#silence !== undefined;
    if (!silent && state !== DeskPhase.LIVE && state !== DeskPhase.JOINING) return this.reload();
    // Whether a desk that tells nothing is in a session is for the agent to know.
    if (silent) this.#notice = 'changed';
    this.#announcer.warn(
      'settings-next-load',
      'The settings of a desk in use changed; they apply when it is loaded again.',
    );
    this.#host.requestUpdate();
  }

  /** The element speaks this language, and so should a desk that listens. */
  speak(language: string): void {
    this.#language = language;
    if (!this.#answers || this.#toldLanguage === language) return;
    this.#toldLanguage = language;
    this.#link.send({ type: 'locale', locale: language });
  }

  /** The page looks like this, and so should a desk that listens. */
  wear(look: DeskTheme): void {
    this.#look = look;
    const text = JSON.stringify(look);
    if (!this.#answers || this.#toldLook === text) return;
    this.#toldLook = text;
    this.#link.send({ type: 'theme', ...look });
  }

  /** The frame has loaded a document: the first time, or again after a move in the page. */
  frameLoaded(frame: HTMLIFrameElement): void {
    const { state } = this;
    if (!('frame' in state) || !state.frame) return;
    const { silence, ...rest } = state.frame;
    this.#answers = false;
    this.#resumes = true;
    if (silence === undefined) this.#become({ state: 'loading', frame: rest });
    this.#link.hello(frame, rest.origin, this.#config?.kind === 'zoom');
  }

  /** The agent typed a PIN into the element's own form, which there is with the page's SDK alone. */
  submitPin(text: string): void {
    const pinCode = normalisePin(text);
    const { state } = this.#state;
    if (!this.#sdkDesk || (state !== DeskPhase.READY && state !== DeskPhase.ENDED)) return;
    if (pinCode === '') return this.#become({ state: DeskPhase.READY, sdk: true, problem: 'empty' });
    if (!isPin(pinCode)) {
      return this.#refusePin(
        failure('service', { code: PIN_FORMAT_CODE, message: 'A PIN has 1 to 10 letters or digits.' }),
      );
    }
    void this.#joinBySdk(pinCode);
  }

  /** Back to the element's own form. */
  again(): void {
    if (this.#sdkDesk) this.#become({ state: DeskPhase.READY, sdk: true });
  }

  /** The page's policy keeps the frame out. */
  frameForbidden(): void {
    this.#fail(
      failure('desk-refused', { message: 'The frame-src of the page does not allow the desk of the service.' }),
    );
  }

  /** Set while the framed desk tells nothing. */
  get #silence(): 'known' | 'doubt' | undefined {
    const state = this.#state;
    return 'frame' in state ? state.frame?.silence : undefined;
  }

  async #load(): Promise<void> {
    this.#drop();
    const connection = new AbortController();
    this.#connection = connection;
    const { signal } = connection;
    this.#become({ state: 'loading' });
    try {
      const { serviceUrl, sdkKey, tokenUrl, getToken, sdk } = this.#host;
      const config = await resolveConfig(
        { serviceUrl, sdkKey, tokenUrl, hasTokenSource: getToken !== undefined, needsSdkKey: sdk !== undefined },
        signal,
      );
      signal.throwIfAborted();
      this.#config = config;
      if (sdk) return await this.#openSdk(config, signal);
      const token = await this.#tokens.mint(this.#config, signal);
      signal.throwIfAborted();
      this.#owner = `${config.serviceUrl} ${String(readClaim(token, 'user_id') ?? token)}`;
      this.#tokens.watch(token);
      this.#watchPolicy(config.serviceUrl, signal);
      const src = `${config.serviceUrl}/sdkapi/zcb/frame-templates/desk?access_token=${encodeURIComponent(token)}`;
      this.#become({ state: 'loading', frame: { src, origin: config.serviceUrl } });
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  async #openSdk({ sdkKey, serviceUrl }: ServiceConfig, signal: AbortSignal): Promise<void> {
    const { sdk } = this.#host;
    if (!sdk) return;
    if (!this.#sdkRoot) {
      this.#sdkRoot = document.createElement('div');
      this.#sdkRoot.slot = 'viewer';
      this.#host.append(this.#sdkRoot);
    }
    const settings = { appKey: sdkKey, zoomAppRoot: this.#sdkRoot, zoomHostName: new URL(serviceUrl).host };
    const desk = await openSdkDesk({ sdk, settings, onEvent: (name, detail) => this.#hearSdk(name, detail) }, signal);
    signal.throwIfAborted();
    this.#sdkDesk = desk;
    this.#answers = true;
    if (!desk.recoverable) {
      this.#become({ state: DeskPhase.READY, sdk: true });
      return this.#offerPin();
    }
    this.#become({ state: DeskPhase.JOINING, sdk: true });
    desk.resume((error) => this.#refusePin(error));
  }

  async #joinBySdk(pinCode: string): Promise<void> {
    const signal = this.#connection?.signal;
    if (!signal) return;
    this.#become({ state: DeskPhase.JOINING, sdk: true });
    try {
      const token = await this.#tokens.mint(this.#config, signal);
      if (signal.aborted) return;
      this.#sdkDesk?.join(pinCode, token, (error) => this.#refusePin(error));
    } catch (error) {
      if (!signal.aborted)
        this.#refusePin(error instanceof CobrowseError ? error : failure('service', { cause: error }));
    }
  }

  #refusePin(error: CobrowseError): void {
    const { state } = this.#state;
    if (state !== DeskPhase.JOINING && state !== DeskPhase.READY && state !== DeskPhase.ENDED) return;
    this.#become({ state: DeskPhase.READY, sdk: true, problem: { code: error.code } });
    this.#announcer.error(error);
  }

  /** A frame that the page's own policy blocks fires `load` all the same. */
  #watchPolicy(origin: string, signal: AbortSignal): void {
    document.addEventListener(
      'securitypolicyviolation',
      ({ effectiveDirective, blockedURI }) => {
        if (effectiveDirective === 'frame-src' && blockedURI.startsWith(origin)) this.frameForbidden();
      },
      { signal },
    );
  }

  async #findOutSilence(): Promise<void> {
    const { state } = this;
    const signal = this.#connection?.signal;
    if (!('frame' in state) || !state.frame || !signal) return;
    const { frame } = state;
    const isZoom = this.#config?.kind === 'zoom';
    const silent = (silence: 'known' | 'doubt') =>
      this.#become({ state: DeskPhase.READY, frame: { ...frame, silence } });
    if (isZoom) silent('known');
    try {
      const reach = await probe(frame.origin, !isZoom, signal);
      if (this.#answers || signal.aborted) return;
      // Something in the page's way may stop a request and not a frame, so of Zoom's desk this is only a doubt.
      if (isZoom) return reach === 'unreachable' ? silent('doubt') : undefined;
      if (reach === 'engine') return this.#fail(failure('desk-refused'));
      if (reach === 'unreachable') return this.#fail(failure('desk-unreachable'));
      silent(reach === 'unknown' ? 'doubt' : 'known');
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  #hear(message: FromDesk): void {
    const { state } = this;
    if (!('frame' in state) || !state.frame) return;
    this.#answers = true;
    switch (message.type) {
      case 'welcome':
        this.#toldLanguage = this.#toldLook = '';
        if (this.#look) this.wear(this.#look);
        return this.speak(this.#language);
      case 'state': {
        const { src, origin } = state.frame;
        this.#become({ state: message.state, frame: { src, origin } });
        return this.#offerTicket() ? undefined : this.#offerPin();
      }
      case 'session_joined':
        // The one that led here, or one that came too late for it.
        this.#pin = undefined;
        return this.#announcer.joined();
      case 'ticket':
        return keepTicket(this.#owner, message.ticket);
      case 'session_left':
        return this.#announcer.left();
      case 'session_ended':
        return this.#announcer.ended();
      case 'customer_focus_lost':
        return this.#announcer.focusLost();
      case 'customer_transferred':
        return this.#announcer.transferred();
      case 'session_error':
        return this.#announcer.error(failure('service', { code: message.code, message: message.errorMsg }));
      case 'mark':
        return this.#show(message.mark);
      case 'token_wanted':
        return void this.#renew();
    }
  }

  #show(mark: TabMark | undefined): void {
    this.#mark = mark;
    this.#marker.show(this.#host.markTab ? mark : undefined);
  }

  async #renew(): Promise<void> {
    const signal = this.#connection?.signal;
    if (!signal) return;
    try {
      const token = await this.#tokens.mint(this.#config, signal);
      if (!signal.aborted) this.#link.send({ type: 'token', token });
    } catch (error) {
      // The desk stays as it is, and says itself that it has no access.
      if (!signal.aborted && error instanceof CobrowseError) this.#announcer.error(error);
    }
  }

  #hearSdk(name: keyof AgentEventMap, detail: unknown): void {
    switch (name) {
      case 'session_joined':
        this.#pin = undefined;
        this.#become({ state: DeskPhase.LIVE, sdk: true });
        return this.#announcer.joined();
      case 'session_left':
      case 'session_ended':
        this.#become({ state: DeskPhase.ENDED, sdk: true });
        if (name === 'session_left') this.#announcer.left();
        else this.#announcer.ended();
        return this.#offerPin();
      case 'session_error':
        return this.#announcer.error(refusal('service', detail));
      case 'customer_focus_lost':
        return this.#announcer.focusLost();
      case 'customer_transferred':
        return this.#announcer.transferred();
    }
  }

  /** Once a load: a session that a reload interrupted goes before a PIN. Answers whether there was one. */
  #offerTicket(): boolean {
    const ticket = this.#resumes && this.#state.state === DeskPhase.READY ? readTicket(this.#owner) : undefined;
    this.#resumes = false;
    if (ticket === undefined) return false;
    this.#link.send({ type: 'resume', ticket });
    return true;
  }

  #offerPin(): void {
    const { state } = this.#state;
    if (this.#pin === undefined || !this.#answers) return;
    if (state !== DeskPhase.READY && state !== DeskPhase.ENDED) return;
    const pinCode = this.#pin;
    this.#pin = undefined;
    if (this.#sdkDesk) this.submitPin(pinCode);
    else this.#link.send({ type: 'pin', pinCode });
  }

  #fail(error: unknown): void {
    this.#drop();
    this.#connection = new AbortController();
    const known = error instanceof CobrowseError ? error : failure('service', { cause: error });
    this.#become({ state: 'error', error: known });
    this.#announcer.error(known);
  }

  /** Everything of the present load. */
  #drop(): void {
    this.#connection?.abort();
    this.#link.close();
    this.#tokens.unwatch();
    this.#notice = undefined;
    this.#answers = false;
    this.#sdkDesk = undefined;
    this.#show(undefined);
  }

  #become(state: AgentDeskState): void {
    const before = this.#state.state;
    this.#state = Object.freeze(state);
    this.#host.requestUpdate();
    if (before !== state.state) this.#announcer.state(state.state);
  }
}
