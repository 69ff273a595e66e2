/**
 * The customer's session: one machine that starts, resumes, reconnects and ends it, and tells page and panel. It says only what
 * the relay has said. It knows neither how a page is captured nor how frames travel.
 */
import { CobrowseError, type SessionInfo, type StartOptions } from '../../service/contract.js';
import { CloseCode } from '../protocol/close-codes.js';
import type { Admission, CustomerMessage, CustomerWelcomeMessage, TabStandbyMessage } from '../protocol/control.js';
import { decodeCustomerMessage } from '../protocol/control/for-customer.js';
import { EndReason } from '../protocol/control/session-messages.js';
import { ErrorCode } from '../protocol/error-codes.js';
import { Role } from '../protocol/frame.js';
import { socketUrl, startSession } from '../transport/http.js';
import { RelaySocket } from '../transport/relay-socket.js';
import type { CustomerEngine, EngineHost } from './engine-api.js';
import { cancelled, inAnotherTab, notOpened, toStartError } from './engine-errors.js';
import { LiveSession, type LiveSessionOptions } from './live-session.js';
import { loadAddressGuard } from './load-address-guard.js';
import { Panel } from './panel.js';
import { loadPanelTexts } from './panel-texts.js';
import type { PanelEnding, PanelView } from './panel-view.js';
import { clearMarker, readMarker, type ResumeMarker } from './resume-marker.js';
import { SessionLock } from './session-lock.js';
import type { SiteMark } from './site-mark.js';
import { infoOf, type ConnectingState, type SessionState } from './session-state.js';
import { masksOf, readMaskSettings } from './settings.js';

/** A way into a session, with what it masks already, and whether it was paused in this tab. */
type Entry = Admission & Pick<ResumeMarker, 'piiMask' | 'paused'>;

/** A relay that does not confirm the end must not hold the page. */
const END_TIMEOUT_MS = 3_000;

export class SessionEngine implements CustomerEngine {
  readonly #host: EngineHost;
  #state: SessionState = { state: 'idle' };
  #panel: Panel | undefined;
  readonly #warned = new Set<string>();
  readonly #lock = new SessionLock();
  #mark: SiteMark | undefined;

  constructor(host: EngineHost) {
    this.#host = host;
  }

  get info(): SessionInfo {
    return infoOf(this.#state);
  }

  async start(options: StartOptions): Promise<void> {
    this.#mustBeFree();
    // The page is plain JavaScript: nothing may be there.
    const given: Partial<StartOptions> = options ?? {};
    const { sdkToken, customPinCode, metadata } = given;
    if (typeof sdkToken !== 'string' || sdkToken === '') {
      throw new CobrowseError(ErrorCode.TOKEN_INVALID, 'start() needs an sdkToken.');
    }
    await this.#open(false, async ({ signal }) => {
      if (await this.#isOn()) throw inAnotherTab();
      return startSession(this.#host.origin, sdkToken, { customPinCode, metadata }, signal);
    });
  }

  async join(): Promise<void> {
    this.#mustBeFree();
    const marker = readMarker(this.#host.origin);
    const tabs = this.#host.tabs?.();
    if (marker) return this.#open(true, () => Promise.resolve(marker));
    if (tabs?.found) return this.#open(true, (cancel, panel) => tabs.admit(cancel, panel));
    throw new CobrowseError(ErrorCode.SESSION_JOIN_FAILED, 'This tab has no session to resume.');
  }

  async end(): Promise<void> {
    const state = this.#state;
    switch (state.state) {
      case 'idle':
      case 'ended':
        return;
      case 'connecting':
        return state.cancel.abort();
      case 'ending':
        return state.over;
      case 'live':
        return this.#end(state.session);
    }
  }

  /** Whether this browser has a session on another page of the site, as far as pages can know of each other (SPEC K9). */
  async #isOn(): Promise<boolean> {
    const tabs = this.#host.tabs?.();
    const own = readMarker(this.#host.origin)?.sessionId;
    return tabs?.found || this.#mark?.isElsewhere(own, tabs) || !(await this.#lock.take());
  }

  /** A page that blocks the chunk has its session, and its other tabs do not know. */
  async #loadMark(): Promise<void> {
    const module = await import('./site-mark.js').catch(() => undefined);
    this.#mark ??= module && new module.SiteMark(this.#host.origin);
  }

  #mustBeFree(): void {
    switch (this.#state.state) {
      case 'idle':
      case 'ended':
        return;
      case 'connecting':
        throw new CobrowseError(ErrorCode.SESSION_CONNECTING_IN_PROGRESS, 'A session is being connected.');
      case 'live':
        throw new CobrowseError(ErrorCode.SESSION_COUNT_LIMIT, 'This page has a session already.');
      case 'ending':
        throw cancelled();
    }
  }

  async #open(resuming: boolean, admit: (cancel: AbortController, panel: Panel) => Promise<Entry>): Promise<void> {
    const state: ConnectingState = { state: 'connecting', resuming, cancel: new AbortController() };
    this.#state = state;
    try {
      const [chosen] = await Promise.all([loadPanelTexts(document), this.#loadMark()]);
      if (state.cancel.signal.aborted) throw cancelled();
      this.#panel?.remove();
      const panel = new Panel({ chosen, onEnd: () => void this.end() });
      this.#panel = panel;
      // Nobody may be watched without being shown it: where the panel cannot be put up, nothing starts.
      panel.show({ state: resuming ? 'reconnecting' : 'connecting' });
      state.guard = await loadAddressGuard(
        this.#host.settings(),
        () => this.#state.state === 'live' && this.#state.session.addressChanged(),
      );
      const admission = await admit(state.cancel, panel);
      if (state.cancel.signal.aborted) throw cancelled();
      await this.#connect(state, panel, admission);
    } catch (cause) {
      throw this.#failed(state, toStartError(cause, resuming));
    }
  }

  /** Settles once the relay has welcomed the customer, or will not. */
  #connect(state: ConnectingState, panel: Panel, { sessionId, secret, piiMask: masked, paused }: Entry): Promise<void> {
    const { origin } = this.#host;
    // As it is when the session begins: a later `init` must not unmask what this session's customer was promised.
    const piiMask = readMaskSettings(masksOf(this.#host.settings()), [masked]);
    return new Promise((resolve, reject) => {
      const socket = new RelaySocket({
        url: socketUrl(origin, sessionId),
        secret,
        role: Role.CUSTOMER,
        decode: decodeCustomerMessage,
        listener: {
          onControl: (message) => {
            if (this.#state !== state) return this.#control(message);
            if (message.type !== 'customer_welcome' && message.type !== 'tab_standby') return;
            const { pinCode } = message;
            const marker = { origin, sessionId, secret, pinCode, piiMask, ...(paused && { paused }) };
            this.#goLive(state, panel, socket, marker, message);
            resolve();
          },
          onMessage: (message) => this.#state.state === 'live' && this.#state.session.receive(message),
          onReconnecting: () => this.#state.state === 'live' && this.#state.session.reconnecting(),
          onClosed: (code) => (this.#state === state ? reject(notOpened(code, state.resuming)) : this.#closed(code)),
        },
      });
      state.cancel.signal.addEventListener('abort', () => {
        socket.control({ type: 'end' });
        socket.close();
        reject(cancelled());
      });
      socket.connect();
    });
  }

  #failed(state: ConnectingState, error: CobrowseError): CobrowseError {
    if (this.#state !== state) return error;
    this.#state = { state: 'idle' };
    this.#lock.release();
    if (state.cancel.signal.aborted) {
      clearMarker();
      this.#panel?.remove();
      return error;
    }
    const gone = state.resuming && !error.retryable;
    if (gone) clearMarker();
    const { code } = error;
    const ending = code === ErrorCode.SESSION_CUSTOMER_COUNT_LIMIT ? 'elsewhere' : EndReason.CUSTOMER_LOST;
    this.#show(gone ? { state: 'ended', ending } : { state: 'failed', code, service: this.#host.origin });
    this.#host.emit('session_error', error.info);
    return error;
  }

  #goLive(
    { resuming: resumed, guard }: ConnectingState,
    panel: Panel,
    socket: RelaySocket,
    marker: LiveSessionOptions['marker'],
    welcome: CustomerWelcomeMessage | TabStandbyMessage,
  ): void {
    const options: LiveSessionOptions = {
      host: this.#host,
      panel,
      socket,
      lock: this.#lock,
      mark: this.#mark,
      marker,
      resumed,
      guard,
      show: (view) => this.#show(view),
      onUnreadableMask: (setting) => {
        if (this.#warned.has(setting)) return;
        this.#warned.add(setting);
        import('./mask-warning.js')
          .then(({ warnOfMask }) => this.#host.emit('session_error', warnOfMask(setting)))
          .catch(reportError);
      },
      onEnded: (reason) => this.#finish(session, reason),
    };
    const session = new LiveSession(options, welcome);
    this.#state = { state: 'live', session };
    const { pinCode } = marker;
    this.#host.emit('pincode_updated', { pinCode, pincode: pinCode });
    this.#host.emit(resumed ? 'session_joined' : 'session_started', undefined);
    session.hear(welcome);
    session.checkMasks();
  }

  #control(message: CustomerMessage): void {
    const state = this.#state;
    if (state.state === 'ending' && message.type === 'session_ended')
      return this.#finish(state.session, message.reason);
    if (state.state === 'live') state.session.hear(message);
  }

  async #end(session: LiveSession): Promise<void> {
    // Before the relay knows: from here on nothing of the page may leave it.
    session.mute();
    if (!session.connected) return this.#finish(session, EndReason.CUSTOMER_ENDED);
    let settle = (): void => undefined;
    const over = new Promise<void>((resolve) => (settle = resolve));
    this.#state = { state: 'ending', session, over, settle };
    session.socket.control({ type: 'end' });
    const timer = setTimeout(() => this.#finish(session, EndReason.CUSTOMER_ENDED), END_TIMEOUT_MS);
    await over;
    clearTimeout(timer);
  }

  #closed(code: number): void {
    const state = this.#state;
    if (state.state === 'ending') return this.#finish(state.session, EndReason.CUSTOMER_ENDED);
    if (state.state !== 'live') return;
    if (code === CloseCode.REPLACED) return this.#finish(state.session, 'elsewhere');
    // It came back too late: another page has its seat.
    if (code === CloseCode.OCCUPIED) return this.#finish(state.session, 'elsewhere', notOpened(code, true));
    if (code === CloseCode.SESSION_ENDED) return this.#finish(state.session, EndReason.EXPIRED);
    this.#finish(state.session, EndReason.CUSTOMER_LOST, notOpened(code, true));
  }

  #finish(session: LiveSession, ending: PanelEnding, error?: CobrowseError): void {
    const state = this.#state;
    if (!('session' in state) || state.session !== session) return;
    this.#state = { state: 'ended' };
    session.close();
    this.#lock.release();
    clearMarker();
    this.#show({ state: 'ended', ending });
    if (state.state === 'ending') state.settle();
    if (error) this.#host.emit('session_error', error.info);
    this.#host.emit('session_ended', undefined);
  }

  /** The session never depends on the page's DOM, which its scripts may have broken. */
  #show(view: PanelView): void {
    try {
      this.#panel?.show(view);
    } catch (error) {
      reportError(error);
    }
  }
}
