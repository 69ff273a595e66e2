/**
 * The customer's session: one machine that starts, resumes, reconnects and ends it, and tells page and panel. It says only what
 * the relay has said. It knows neither how a page is captured nor how frames travel.
 */
import { CobrowseError, type SessionInfo, type StartOptions } from '../../service/contract.js';
import { Capture } from '../capture/capture.js';
import { PasswordMemory } from '../capture/masking/password-memory.js';
import { CloseCode } from '../protocol/close-codes.js';
import {
  decodeCustomerMessage,
  EndReason,
  type Admission,
  type AgentInfo,
  type CustomerMessage,
} from '../protocol/control.js';
import { ErrorCode } from '../protocol/error-codes.js';
import { FrameClass, Role } from '../protocol/frame.js';
import { socketUrl, startSession } from '../transport/http.js';
import type { InboundMessage } from '../transport/inbox.js';
import { RelaySocket } from '../transport/relay-socket.js';
import { AgentRoster } from './agent-roster.js';
import { AssetGate } from './asset-gate.js';
import type { CustomerEngine, EngineHost } from './engine-api.js';
import { cancelled, notOpened, toStartError } from './engine-errors.js';
import { Panel } from './panel.js';
import { loadPanelTexts } from './panel-texts.js';
import type { PanelEnding, PanelView } from './panel-view.js';
import { clearMarker, readMarker, writeMarker, type ResumeMarker } from './resume-marker.js';
import { infoOf, type ConnectingState, type LiveState, type SessionState } from './session-state.js';
import { readMaskSettings } from './settings.js';
import { SnapshotPace } from './snapshot-pace.js';

/** With more than this waiting to be sent, the pointer is out of date before it arrives. */
const POINTER_BACKLOG_BYTES = 64 * 1024;

/** A relay that does not confirm the end must not hold the page. */
const END_TIMEOUT_MS = 3_000;

/** Of a setting, in a warning. */
const WARNING_MAX_LENGTH = 200;

type WelcomeMessage = Extract<CustomerMessage, { type: 'customer_welcome' }>;

export class SessionEngine implements CustomerEngine {
  readonly #host: EngineHost;
  #state: SessionState = { state: 'idle' };
  #panel: Panel | undefined;
  #warned = false;

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
    await this.#open(false, (signal) => startSession(this.#host.origin, sdkToken, { customPinCode, metadata }, signal));
  }

  async join(): Promise<void> {
    this.#mustBeFree();
    const marker = readMarker(this.#host.origin);
    if (!marker) throw new CobrowseError(ErrorCode.SESSION_JOIN_FAILED, 'This tab has no session to resume.');
    await this.#open(true, () => Promise.resolve(marker), marker.piiMask);
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

  /** @param masked by the session that is resumed. */
  async #open(resuming: boolean, admit: (signal: AbortSignal) => Promise<Admission>, masked?: unknown): Promise<void> {
    const masking = readMaskSettings([...this.#host.settings().map(({ piiMask }) => piiMask), masked]);
    const state: ConnectingState = { state: 'connecting', resuming, masking, cancel: new AbortController() };
    this.#state = state;
    try {
      const chosen = await loadPanelTexts(document);
      if (state.cancel.signal.aborted) throw cancelled();
      this.#panel?.remove();
      this.#panel = new Panel({
        chosen,
        onEnd: () => void this.end(),
      });
      // Nobody may be watched without being shown it: where the panel cannot be put up, nothing starts.
      this.#panel.show({ state: resuming ? 'reconnecting' : 'connecting' });
      const admission = await admit(state.cancel.signal);
      if (state.cancel.signal.aborted) throw cancelled();
      await this.#connect(state, admission);
    } catch (cause) {
      throw this.#failed(state, toStartError(cause, resuming));
    }
  }

  /** Settles once the relay has welcomed the customer, or will not. */
  #connect(state: ConnectingState, { sessionId, secret }: Admission): Promise<void> {
    const { origin } = this.#host;
    return new Promise((resolve, reject) => {
      const socket = new RelaySocket({
        url: socketUrl(origin, sessionId),
        secret,
        role: Role.CUSTOMER,
        decode: decodeCustomerMessage,
        listener: {
          onControl: (message) => {
            if (this.#state !== state) return this.#control(message);
            if (message.type !== 'customer_welcome') return;
            this.#goLive(state, socket, { origin, sessionId, secret, pinCode: message.pinCode }, message);
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
    if (state.cancel.signal.aborted) {
      clearMarker();
      this.#panel?.remove();
      return error;
    }
    const gone = state.resuming && !error.retryable;
    if (gone) clearMarker();
    this.#show(gone ? { state: 'ended', ending: EndReason.CUSTOMER_LOST } : { state: 'failed', code: error.code });
    this.#host.emit('session_error', error.info);
    return error;
  }

  #goLive(
    { resuming, masking }: ConnectingState,
    socket: RelaySocket,
    marker: ResumeMarker,
    welcome: WelcomeMessage,
  ): void {
    const teardown = new AbortController();
    const passwords = new PasswordMemory(window);
    passwords.watch();
    const live: LiveState = {
      state: 'live',
      marker,
      masking,
      socket,
      agents: new AgentRoster({
        onJoined: (agent) => this.#agentJoined(agent),
        onLeft: (agent) => this.#agentLeft(live, agent),
      }),
      snapshots: new SnapshotPace((agent) => live.agents.has(agent) && this.#capture(live, [agent])),
      assets: new AssetGate({
        backlog: () => socket.bufferedAmount,
        answer: (agent, request) => live.capture?.answer(agent, request),
      }),
      passwords,
      connected: true,
      capture: undefined,
      question: undefined,
      teardown,
    };
    this.#state = live;
    // Only a page that is left leaves a marker: a new tab gets a copy of this one's storage, and must not take the session over.
    clearMarker();
    // An open socket keeps a page out of the back/forward cache.
    const leave = (): void => {
      if (this.#state === live) writeMarker({ ...marker, piiMask: masking });
      live.connected = false;
      socket.suspend();
    };
    const comeBack = (event: PageTransitionEvent): void => {
      if (!event.persisted) return;
      clearMarker();
      this.#reconnecting();
      socket.connect();
    };
    addEventListener('pagehide', leave, { signal: teardown.signal });
    addEventListener('pageshow', comeBack, { signal: teardown.signal });

    const { pinCode } = marker;
    this.#host.emit('pincode_updated', { pinCode, pincode: pinCode });
    this.#host.emit(resuming ? 'session_joined' : 'session_started', undefined);
    this.#welcomed(live, welcome.agents);
  }

  #control(message: CustomerMessage): void {
    const state = this.#state;
    if (state.state === 'ending' && message.type === 'session_ended') return this.#finish(state.live, message.reason);
    if (state.state !== 'live') return;
    if (message.type === 'agent_waiting') state.question ??= this.#loadQuestion(state);
    void state.question?.then((question) => question?.hear(message));
    switch (message.type) {
      case 'customer_welcome':
        state.connected = true;
        this.#host.emit('session_joined', undefined);
        return this.#welcomed(state, message.agents);
      case 'agent_joined':
        state.assets.forget(message.agent.number);
        state.agents.came(message.agent);
        return this.#capture(state, [message.agent.number]);
      case 'agent_left':
        state.assets.forget(message.agent.number);
        return state.agents.went(message.agent.number);
      case 'snapshot_wanted':
        return state.agents.has(message.agent) ? state.snapshots.wanted(message.agent) : undefined;
      case 'session_ended':
        return this.#finish(state, message.reason);
      case 'agent_waiting':
        // The question's alone.
        return;
    }
  }

  /** A page that blocks the chunk lets nobody in; the next who waits is another try. */
  #loadQuestion(live: LiveState): NonNullable<LiveState['question']> {
    return import('./admission-question.js')
      .then(({ askIn }) => askIn(this.#panel, (answer) => live.socket.control(answer)))
      .catch((error: unknown) => {
        live.question = undefined;
        reportError(error);
        return undefined;
      });
  }

  /** A new socket: who is here now, and all of them need a snapshot. */
  #welcomed(live: LiveState, agents: readonly AgentInfo[]): void {
    live.agents.reset(agents);
    this.#render();
    this.#capture(
      live,
      agents.map(({ number }) => number),
    );
  }

  #agentJoined({ userId, userName }: AgentInfo): void {
    this.#render();
    this.#host.emit('agent_joined', { userId, userName });
  }

  #agentLeft(live: LiveState, { userId, userName }: AgentInfo): void {
    // Nobody watches: the page costs nothing until somebody does again.
    if (live.agents.size === 0) this.#stopCapture(live);
    this.#render();
    this.#host.emit('agent_left', { userId, userName });
  }

  #capture(live: LiveState, agents: readonly number[]): void {
    // A page's event handler may have ended the session by now.
    if (this.#state !== live || agents.length === 0) return;
    for (const agent of agents) live.snapshots.given(agent);
    const running = live.capture;
    const capture = running ?? (live.capture = this.#newCapture(live));
    // The first snapshot of a capture goes to everybody.
    for (const agent of running ? agents : agents.slice(0, 1)) capture.snapshotFor(agent);
  }

  #newCapture(live: LiveState): Capture {
    const capture: Capture = new Capture({
      window,
      masking: live.masking,
      passwords: live.passwords,
      ignored: this.#panel ? [this.#panel.host] : [],
      output: {
        send: (frameClass, recipient, body) => {
          if (!live.connected || !live.agents.anyConnected) return;
          if (frameClass === FrameClass.POINTER && live.socket.bufferedAmount > POINTER_BACKLOG_BYTES) return;
          live.socket.send(frameClass, recipient, body);
        },
      },
      onFault: reportError,
      onGivenUp: () => {
        if (live.capture !== capture) return;
        this.#stopCapture(live);
        const error = new CobrowseError(ErrorCode.UNDEFINED, 'The page could not be shown any further.');
        this.#host.emit('session_error', error.info);
      },
    });
    this.#warnOf(capture.unreadableMask);
    return capture;
  }

  /** To the page's developer, who would else look for the reason in the mirror. */
  #warnOf(unreadableMask: string | undefined): void {
    if (unreadableMask === undefined || this.#warned) return;
    this.#warned = true;
    const setting = JSON.stringify(unreadableMask.slice(0, WARNING_MAX_LENGTH));
    // oxlint-disable-next-line no-console -- a developer's mistake is said once, and nowhere else
    console.warn(
      `[cobrowse] ${ErrorCode.UNDEFINED}: piiMask cannot be read, so everything is masked: ${setting}. See README.md#what-is-masked`,
    );
  }

  #stopCapture(live: LiveState): void {
    const { capture } = live;
    live.capture = undefined;
    live.assets.clear();
    try {
      capture?.stop();
    } catch (error) {
      reportError(error);
    }
  }

  #message({ class: frameClass, sender, body }: InboundMessage): void {
    const state = this.#state;
    if (state.state !== 'live' || frameClass !== FrameClass.ASSET_REQUEST || !state.agents.has(sender)) return;
    state.assets.ask(sender, body);
  }

  #reconnecting(): void {
    const state = this.#state;
    if (state.state !== 'live') return;
    state.connected = false;
    state.snapshots.clear();
    state.assets.clear();
    void state.question?.then((question) => question?.close());
    this.#render();
    this.#host.emit('session_reconnecting', undefined);
  }

  async #end(live: LiveState): Promise<void> {
    // Before the relay knows: from here on nothing of the page may leave it.
    this.#stopCapture(live);
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
    this.#stopCapture(live);
    live.socket.close();
    live.passwords.stop();
    live.agents.stop();
    live.snapshots.clear();
    void live.question?.then((question) => question?.close());
    live.teardown.abort();
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
