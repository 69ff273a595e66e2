/**
 * The customer's session: one machine that starts, resumes, reconnects and ends it, and tells page and panel. It says only what
 * the relay has said. It knows neither how a page is captured nor how frames travel.
 */
import { CobrowseError, type MaskSettings, type SessionInfo, type StartOptions } from '../../service/contract.js';
import { CloseCode } from '../protocol/close-codes.js';
import type {
  Admission,
  AgentInfo,
  CustomerMessage,
  CustomerWelcomeMessage,
  TabStandbyMessage,
} from '../protocol/control.js';
import { decodeCustomerMessage } from '../protocol/control/for-customer.js';
import { EndReason } from '../protocol/control/session-messages.js';
import { ErrorCode } from '../protocol/error-codes.js';
import { FrameClass, Role } from '../protocol/frame.js';
import { socketUrl, startSession } from '../transport/http.js';
import type { InboundMessage } from '../transport/inbox.js';
import { RelaySocket } from '../transport/relay-socket.js';
import { AgentRoster } from './agent-roster.js';
import type { CustomerEngine, EngineHost } from './engine-api.js';
import { cancelled, inAnotherTab, notOpened, toStartError } from './engine-errors.js';
import { featureHost } from './feature-host.js';
import { loadAddressGuard } from './load-address-guard.js';
import { Features } from './features.js';
import { PageShare, warnOfMask } from './page-share.js';
import { Panel } from './panel.js';
import { loadPanelTexts } from './panel-texts.js';
import type { PanelEnding, PanelView } from './panel-view.js';
import { permissionsOf } from './permissions.js';
import { clearMarker, MARKER_INTERVAL_MS, readMarker, writeMarker, type ResumeMarker } from './resume-marker.js';
import { SessionLock } from './session-lock.js';
import { infoOf, type ConnectingState, type LiveState, type SessionState } from './session-state.js';
import { masksOf, readMaskSettings } from './settings.js';

/** A way into a session, with what it masks already. */
type Entry = Admission & { readonly piiMask?: unknown };

/** A relay that does not confirm the end must not hold the page. */
const END_TIMEOUT_MS = 3_000;

export class SessionEngine implements CustomerEngine {
  readonly #host: EngineHost;
  #state: SessionState = { state: 'idle' };
  #panel: Panel | undefined;
  #warned = false;
  readonly #lock = new SessionLock();

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
      // Of a sub-domain's tab there is no lock here.
      if (this.#host.tabs?.()?.found || !(await this.#lock.take())) throw inAnotherTab();
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
        return this.#end(state);
    }
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
      const chosen = await loadPanelTexts(document);
      if (state.cancel.signal.aborted) throw cancelled();
      this.#panel?.remove();
      const panel = new Panel({ chosen, onEnd: () => void this.end() });
      this.#panel = panel;
      // Nobody may be watched without being shown it: where the panel cannot be put up, nothing starts.
      panel.show({ state: resuming ? 'reconnecting' : 'connecting' });
      state.guard = await loadAddressGuard(
        this.#host.settings(),
        () => this.#state.state === 'live' && this.#curtain(this.#state),
      );
      const admission = await admit(state.cancel, panel);
      if (state.cancel.signal.aborted) throw cancelled();
      await this.#connect(state, panel, admission);
    } catch (cause) {
      throw this.#failed(state, toStartError(cause, resuming));
    }
  }

  /** Settles once the relay has welcomed the customer, or will not. */
  #connect(state: ConnectingState, panel: Panel, { sessionId, secret, piiMask: masked }: Entry): Promise<void> {
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
            this.#goLive(state, panel, socket, { origin, sessionId, secret, pinCode, piiMask }, message);
            resolve();
          },
          onMessage: (message) => this.#message(message),
          onReconnecting: () => this.#reconnecting(),
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
    this.#show(
      gone
        ? { state: 'ended', ending: EndReason.CUSTOMER_LOST }
        : { state: 'failed', code: error.code, service: this.#host.origin },
    );
    this.#host.emit('session_error', error.info);
    return error;
  }

  #goLive(
    { resuming, guard }: ConnectingState,
    panel: Panel,
    socket: RelaySocket,
    marker: ResumeMarker & { readonly piiMask: Required<MaskSettings> },
    welcome: CustomerWelcomeMessage | TabStandbyMessage,
  ): void {
    const { sessionId, pinCode, piiMask: masking } = marker;
    const teardown = new AbortController();
    const agents = new AgentRoster({
      onJoined: (agent) => this.#agentJoined(agent),
      onLeft: (agent) => this.#agentLeft(live, agent),
    });
    const share = new PageShare({
      masking,
      settings: this.#host.settings,
      socket,
      agents,
      ignored: [panel.host],
      isConnected: () => live.connected && !live.standby && guard?.blocked !== true,
      onSnapshot: (recipient) => live.features.snapshotSent(recipient),
      onGivenUp: () => {
        const error = new CobrowseError(ErrorCode.UNDEFINED, 'The page could not be shown any further.');
        this.#host.emit('session_error', error.info);
      },
      onUnreadableMask: (setting) => {
        if (!this.#warned) this.#host.emit('session_error', warnOfMask(setting));
        this.#warned = true;
      },
    });
    const live: LiveState = {
      state: 'live',
      marker,
      socket,
      agents,
      share,
      features: new Features(
        featureHost({
          engine: this.#host,
          panel,
          socket,
          agents,
          page: share,
          pause: (paused) => this.#pause(live, paused),
          isBarred: () => guard?.blocked === true,
        }),
      ),
      connected: true,
      standby: welcome.type === 'tab_standby',
      paused: false,
      guard,
      tab: this.#host.tabs?.()?.link({ sessionId, masking, control: (message) => socket.control(message) }),
      teardown,
    };
    this.#state = live;
    guard?.watch(teardown.signal);
    if (resuming) this.#lock.wait();
    const keep = (left = false): void => writeMarker(marker, left);
    // A crash fires no event.
    const keeping = setInterval(keep, MARKER_INTERVAL_MS);
    teardown.signal.addEventListener('abort', () => clearInterval(keeping));
    keep();
    // An open socket keeps a page out of the back/forward cache, and so does a lock.
    const leave = (): void => {
      if (this.#state === live) keep(true);
      live.connected = false;
      socket.suspend();
      this.#lock.release();
    };
    const comeBack = (event: PageTransitionEvent): void => {
      if (!event.persisted) return;
      this.#lock.wait();
      keep();
      this.#reconnecting();
      socket.connect();
    };
    const { signal } = teardown;
    // Whoever does something on the page may find the panel in the way.
    for (const name of ['pointerdown', 'focusin'])
      addEventListener(name, () => live.features.wake('placement'), { once: true, capture: true, signal });
    addEventListener('pagehide', leave, { signal });
    addEventListener('pageshow', comeBack, { signal });

    this.#host.emit('pincode_updated', { pinCode, pincode: pinCode });
    this.#host.emit(resuming ? 'session_joined' : 'session_started', undefined);
    this.#takeIn(live, welcome);
    live.features.hear(welcome);
    live.tab?.hear(welcome);
  }

  #control(message: CustomerMessage): void {
    const state = this.#state;
    if (state.state === 'ending' && message.type === 'session_ended') return this.#finish(state.live, message.reason);
    if (state.state !== 'live') return;
    this.#takeIn(state, message);
    state.features.hear(message);
    state.tab?.hear(message);
  }

  #takeIn(live: LiveState, message: CustomerMessage): void {
    switch (message.type) {
      case 'customer_welcome':
        this.#connected(live);
        live.standby = false;
        return this.#welcomed(live, message);
      case 'tab_standby':
        this.#connected(live);
        live.standby = true;
        if (live.guard) live.guard.lowered = false;
        live.share.disconnected();
        live.share.rest();
        live.agents.reset(message.agents);
        return this.#render();
      case 'agent_joined':
        live.share.forget(message.agent.number);
        live.agents.came(message.agent);
        return live.share.show([message.agent.number]);
      case 'agent_left':
        live.share.forget(message.agent.number);
        return live.agents.went(message.agent.number);
      case 'snapshot_wanted':
        return live.share.wanted(message.agent);
      case 'session_ended':
        return this.#finish(live, message.reason);
      case 'pace':
        return live.share.pace(message.agent, message.slow);
      case 'ack':
      case 'agent_waiting':
      case 'assist_asked':
      case 'assist_state':
      case 'note_arrived':
        // A part's alone, or the socket's.
        return;
    }
  }

  /** Not on the first socket, and not when the customer only comes from another tab. */
  #connected(live: LiveState): void {
    if (live.connected) return;
    live.connected = true;
    this.#host.emit('session_joined', undefined);
  }

  /** A new socket: who is here now, and all of them need a snapshot. */
  #welcomed(live: LiveState, { agents, paused }: CustomerWelcomeMessage): void {
    // A curtain for the address of the page before goes with that page.
    live.paused = live.pausedHere === true || (paused === true && live.guard?.lowered !== true);
    live.share.hold(true);
    live.socket.control({ type: 'permissions', ...permissionsOf(this.#host.settings()) });
    live.agents.reset(agents);
    this.#curtain(live, paused === true);
  }

  /** The customer pauses, or goes on. */
  #pause(live: LiveState, paused: boolean): void {
    live.paused = live.pausedHere = paused;
    this.#curtain(live);
  }

  /** Agents see a curtain, or the page again. @param known what the relay knows of it. */
  #curtain(live: LiveState, known?: boolean): void {
    if (this.#state !== live || !live.connected || live.standby) return;
    const barred = live.guard?.blocked === true;
    const paused = live.paused || barred;
    // First of all: nothing of the page leaves it from here on.
    live.share.hold(paused);
    if (live.guard) live.guard.lowered = barred && !live.paused;
    if (paused !== known) live.socket.control({ type: 'sharing', paused });
    live.features.curtain();
    this.#render();
    live.share.show(live.agents.all.map(({ number }) => number).filter((number) => live.agents.has(number)));
  }

  #agentJoined({ userId, userName }: AgentInfo): void {
    this.#render();
    this.#host.emit('agent_joined', { userId, userName });
  }

  #agentLeft(live: LiveState, { userId, userName }: AgentInfo): void {
    if (live.agents.size === 0) live.share.rest();
    this.#render();
    this.#host.emit('agent_left', { userId, userName });
  }

  #message(message: InboundMessage): void {
    const state = this.#state;
    if (state.state !== 'live' || !state.agents.has(message.sender)) return;
    if (message.class === FrameClass.ASSET_REQUEST) state.share.ask(message.sender, message.body);
    else state.features.receive(message);
  }

  #reconnecting(): void {
    const state = this.#state;
    if (state.state !== 'live') return;
    state.connected = false;
    state.share.disconnected();
    state.features.reconnecting();
    state.tab?.reconnecting();
    this.#render();
    this.#host.emit('session_reconnecting', undefined);
  }

  async #end(live: LiveState): Promise<void> {
    // Before the relay knows: from here on nothing of the page may leave it.
    live.share.stop();
    live.socket.mute();
    if (!live.connected) return this.#finish(live, EndReason.CUSTOMER_ENDED);
    let settle = (): void => undefined;
    const over = new Promise<void>((resolve) => (settle = resolve));
    this.#state = { state: 'ending', live, over, settle };
    live.socket.control({ type: 'end' });
    const timer = setTimeout(() => this.#finish(live, EndReason.CUSTOMER_ENDED), END_TIMEOUT_MS);
    await over;
    clearTimeout(timer);
  }

  #closed(code: number): void {
    const state = this.#state;
    if (state.state === 'ending') return this.#finish(state.live, EndReason.CUSTOMER_ENDED);
    if (state.state !== 'live') return;
    if (code === CloseCode.REPLACED) return this.#finish(state, 'elsewhere');
    if (code === CloseCode.SESSION_ENDED) return this.#finish(state, EndReason.EXPIRED);
    this.#finish(state, EndReason.CUSTOMER_LOST, notOpened(code, true));
  }

  #finish(live: LiveState, ending: PanelEnding, error?: CobrowseError): void {
    const state = this.#state;
    if (state !== live && !(state.state === 'ending' && state.live === live)) return;
    this.#state = { state: 'ended' };
    // First of all: whatever else may fail, nothing of the page leaves it from here on.
    live.share.stop();
    live.socket.close();
    live.agents.stop();
    live.features.close();
    live.tab?.close();
    live.teardown.abort();
    this.#lock.release();
    clearMarker();
    this.#show({ state: 'ended', ending });
    if (state.state === 'ending') state.settle();
    if (error) this.#host.emit('session_error', error.info);
    this.#host.emit('session_ended', undefined);
  }

  #render(): void {
    const state = this.#state;
    if (state.state !== 'live') return;
    const { pinCode } = state.marker;
    const { names } = state.agents;
    if (!state.connected) return this.#show({ state: 'reconnecting' });
    if (state.standby) return this.#show({ state: 'standby' });
    if (state.share.held) return this.#show({ state: 'paused', names, barred: !state.paused });
    this.#show(names.length > 0 ? { state: 'watched', pinCode, names } : { state: 'waiting', pinCode });
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
