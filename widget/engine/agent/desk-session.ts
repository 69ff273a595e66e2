/**
 * The agent's session: joins by PIN, keeps the connection, and hands on what the customer's page sends. One machine; it says
 * only what the relay has said. Knows no elements and no mirror.
 */
import { CobrowseError } from '../../service/contract.js';
import { expiresAt } from '../../service/token-claims.js';
import { CloseCode } from '../protocol/close-codes.js';
import type { Admission, AgentMessage, ClientMessage } from '../protocol/control.js';
import { decodeAgentMessage } from '../protocol/control/for-agent.js';
import { EndReason } from '../protocol/control/session-messages.js';
import { ErrorCode } from '../protocol/error-codes.js';
import { EVERYBODY, FrameClass, Role } from '../protocol/frame.js';
import { ASSET_REQUEST_MAX_HASHES, RECONNECT_WINDOW_MS } from '../protocol/limits.js';
import { joinSession, socketUrl } from '../transport/http.js';
import type { InboundMessage } from '../transport/inbox.js';
import { RelaySocket } from '../transport/relay-socket.js';
import { tabNameOf } from './customer-name.js';
import { endingOf, problemOf } from './desk-outcomes.js';
import type { DeskEnding, DeskState, LiveDesk, SessionSummary } from './desk-state.js';
import { SessionFeed } from './session-feed.js';
import { SnapshotGate } from './snapshot-gate.js';
import type { ToolSession } from './tool.js';

/** A relay that does not confirm the end must not hold the desk. */
const END_TIMEOUT_MS = 3_000;

/** What the mirror is made of; everything else is for the tools. */
const MIRROR_CLASSES: ReadonlySet<FrameClass> = new Set([
  FrameClass.SNAPSHOT,
  FrameClass.OPERATIONS,
  FrameClass.POINTER,
  FrameClass.ASSET,
]);

/** The first messages of a socket, after which a reload can come back to it. */
const WELCOMES: ReadonlySet<AgentMessage['type']> = new Set(['agent_welcome', 'waiting_welcome', 'customer_awaited']);

/** Between the form and the customer's page; to be cancelled. */
const ON_THE_WAY: ReadonlySet<DeskState['state']> = new Set(['joining', 'awaiting', 'waiting']);

/** What the customer had to say about this agent, also to one who is not in yet. */
const ANSWERS: ReadonlySet<number> = new Set([CloseCode.REFUSED, CloseCode.UNANSWERED, CloseCode.REMOVED]);

export interface DeskSessionOptions {
  /** The service's origin. */
  readonly origin: string;
  /** `undefined` leaves the desk in the state `no-token` until it takes one. */
  readonly token: string | undefined;
  /** Asked before a join with a token that has expired, and after one that the service refused. */
  readonly renewToken?: (signal: AbortSignal) => Promise<string | undefined>;
  /** What the customer's page sent, in order. */
  readonly onMessage: (message: InboundMessage) => void;
  /** Hears of the session that a reload could resume, and of its end. */
  readonly onAdmission?: (admission: Admission | undefined, token: string | undefined, joinedAt: number) => void;
  /** The name to show for the one that the service tells, in the language of now. */
  readonly nameCustomer?: (name: string) => string;
  /** How soon a mirror may ask again; a test has less time. */
  readonly snapshotRequestIntervalMs?: number;
}

export class DeskSession implements ToolSession {
  readonly #options: DeskSessionOptions;
  readonly #listeners = new Set<(state: DeskState) => void>();
  #state: DeskState;
  #token: string | undefined;
  #socket: RelaySocket | undefined;
  #cancel: AbortController | undefined;
  readonly #gate: SnapshotGate;
  /** Whether the customer shows nothing at the moment. */
  #curtained = false;
  readonly #feed = new SessionFeed();
  /** When this agent came into the session; a reload does not change it. */
  #joinedAt = 0;
  /** What the service calls the customer. */
  #customer = '';
  /** Names of the other agents of this session, also of those who left. */
  readonly #met = new Set<string>();
  #endTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: DeskSessionOptions) {
    this.#options = options;
    this.#token = options.token;
    this.#gate = new SnapshotGate(() => this.control({ type: 'snapshot_request' }), options.snapshotRequestIntervalMs);
    this.#state = options.token === undefined ? { state: 'no-token' } : { state: 'idle' };
  }

  get state(): DeskState {
    return this.#state;
  }

  /** Hears of every state from now on. Answers how to stop. */
  subscribe(listener: (state: DeskState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A token for the joins to come. A session that is live outlives its token. */
  takeToken(token: string): void {
    this.#token = token;
    if (this.#state.state === 'no-token') this.#become({ state: 'idle' });
  }

  /** What a customer without a name is called is said in another language now. */
  renameCustomer(): void {
    const state = this.#state;
    const customerName = this.#shownName;
    if (state.state === 'live') this.#become({ ...state, customerName });
    if (state.state === 'ended' && state.summary)
      this.#become({ ...state, summary: { ...state.summary, customerName } });
  }

  /** Refuses a PIN before anybody is asked. */
  refuse(code: ErrorCode): void {
    if (this.isFree) this.#become({ state: 'idle', problem: { code } });
  }

  /** Whether a PIN would be taken now. */
  get isFree(): boolean {
    return this.#state.state === 'idle' || this.#state.state === 'ended';
  }

  /**
   * Joins the session behind a PIN; how it went is in the state.
   * @param wait for a customer who has not started yet, with a PIN that was agreed beforehand.
   */
  async join(pinCode: string, wait = false): Promise<void> {
    if (!this.isFree) return;
    const cancel = this.#joining();
    try {
      const admission = await this.#admission(pinCode, wait, cancel.signal);
      if (!cancel.signal.aborted) this.#connect(admission, false);
    } catch (error) {
      if (cancel.signal.aborted) return;
      if (!(error instanceof CobrowseError)) reportError(error);
      this.#become({ state: 'idle', problem: problemOf(error, this.#token) });
    }
  }

  /** Gets back into a session that a reload interrupted. `joinedAt` as `onAdmission` was told it, if it is known. */
  resume(admission: Admission, joinedAt = 0): void {
    // The admission is enough: a token is needed for the next PIN alone.
    if (this.#state.state !== 'idle' && this.#state.state !== 'no-token') return;
    this.#joining();
    this.#joinedAt = joinedAt;
    this.#connect(admission, true);
  }

  /** Gives up a join that is under way, or that waits for the customer. */
  cancel(): void {
    if (!ON_THE_WAY.has(this.#state.state)) return;
    this.control({ type: 'leave' });
    this.#drop();
    this.#become({ state: 'idle' });
  }

  /** Leaves; the session goes on without this agent. */
  leave(): void {
    if (this.#state.state !== 'live') return;
    this.control({ type: 'leave' });
    this.#finish('left');
  }

  /** Ends the session for everybody. */
  end(): void {
    if (this.#state.state !== 'live' || this.#endTimer !== undefined) return;
    this.control({ type: 'end' });
    this.#endTimer = setTimeout(() => this.#finish(EndReason.AGENT_ENDED), END_TIMEOUT_MS);
  }

  /** Back to the PIN form after an end. */
  reset(): void {
    if (this.#state.state === 'ended') this.#become({ state: 'idle' });
  }

  /** The mirror lost the thread: nothing but a snapshot is handed on until one comes. */
  requestSnapshot(): void {
    this.#gate.request();
  }

  /** How long a ping and its answer took last, in milliseconds; `undefined` before the first. */
  get roundTripMs(): number | undefined {
    return this.#socket?.roundTripMs;
  }

  /** Asks the customer's page for the bytes of images and fonts. */
  requestAssets(hashes: readonly string[]): void {
    for (let start = 0; start < hashes.length; start += ASSET_REQUEST_MAX_HASHES) {
      const part = hashes.slice(start, start + ASSET_REQUEST_MAX_HASHES);
      this.send(FrameClass.ASSET_REQUEST, EVERYBODY, new TextEncoder().encode(JSON.stringify(part)));
    }
  }

  /** Sends a control message to the relay. Without an open socket it is lost. */
  control(message: ClientMessage): void {
    this.#socket?.control(message);
  }

  /** Sends a message. Without an open socket it is lost. */
  send(frameClass: FrameClass, recipient: number, body: Uint8Array<ArrayBuffer>): void {
    this.#socket?.send(frameClass, recipient, body);
  }

  /** Hears every control message, those since the newest welcome at once. Answers how to stop. */
  onControl(listener: (message: AgentMessage) => void): () => void {
    return this.#feed.onControl(listener);
  }

  /** Hears the messages of classes that are not the mirror's, those that nobody heard yet at once. Answers how to stop. */
  onFrames(classes: readonly FrameClass[], listener: (message: InboundMessage) => void): () => void {
    return this.#feed.onFrames(classes, listener);
  }

  /** For the page's way into the back/forward cache and out of it. */
  suspend(): void {
    this.#socket?.suspend();
  }

  comeBack(): void {
    const state = this.#state;
    if (!this.#socket) return;
    if (state.state === 'live') this.#become({ ...state, reconnectingUntil: Date.now() + RECONNECT_WINDOW_MS });
    this.#socket.connect();
  }

  /** With a token that is renewed at most once: one that is refused again is not a matter of time. */
  async #admission(pinCode: string, wait: boolean, signal: AbortSignal): Promise<Admission> {
    const { origin } = this.#options;
    const ask = () => joinSession(origin, this.#token ?? '', pinCode, signal, wait);
    if ((expiresAt(this.#token ?? '') ?? Infinity) <= Date.now() && (await this.#renewToken(signal))) return ask();
    try {
      return await ask();
    } catch (error) {
      const refused = error instanceof CobrowseError && error.code === ErrorCode.SERVER_INVALID_TOKEN;
      if (!refused || !(await this.#renewToken(signal))) throw error;
      return ask();
    }
  }

  async #renewToken(signal: AbortSignal): Promise<boolean> {
    const token = await this.#options.renewToken?.(signal);
    if (token === undefined || signal.aborted) return false;
    this.#token = token;
    return true;
  }

  #joining(): AbortController {
    this.#cancel = new AbortController();
    this.#joinedAt = 0;
    this.#met.clear();
    this.#become({ state: 'joining' });
    return this.#cancel;
  }

  #connect(admission: Admission, resuming: boolean): void {
    const { origin, onMessage, onAdmission } = this.#options;
    const socket: RelaySocket = new RelaySocket({
      url: socketUrl(origin, admission.sessionId),
      secret: admission.secret,
      role: Role.AGENT,
      decode: decodeAgentMessage,
      listener: {
        onControl: (told) => {
          if (told.type === 'agent_welcome') this.#customer = told.customerName;
          const message = told.type === 'agent_welcome' ? { ...told, customerName: this.#shownName } : told;
          // What the agent waited for has begun; it is another address, with the same secret.
          if (message.type === 'customer_started') {
            socket.close();
            return this.#connect({ ...admission, sessionId: message.sessionId }, false);
          }
          if (told.type === 'agent_welcome') this.#joinedAt ||= Date.now();
          if (WELCOMES.has(message.type)) onAdmission?.(admission, this.#token, this.#joinedAt);
          if (message.type === 'agent_welcome') this.#feed.clear();
          this.#control(message);
          this.#feed.control(message);
        },
        onMessage: (message) => {
          if (!MIRROR_CLASSES.has(message.class)) this.#feed.frame(message);
          else if (this.#isUseful(message)) onMessage(message);
        },
        onReconnecting: (deadline) => {
          const state = this.#state;
          if (state.state === 'live') this.#become({ ...state, reconnectingUntil: deadline });
        },
        onClosed: (code) => this.#closed(code, resuming),
      },
    });
    this.#socket = socket;
    this.#gate.close();
    socket.connect();
  }

  get #shownName(): string {
    return this.#options.nameCustomer?.(this.#customer) ?? this.#customer;
  }

  #control(message: AgentMessage): void {
    const state = this.#state;
    switch (message.type) {
      case 'agent_welcome': {
        const { agent, customerName, customerVerified, customerPresent } = message;
        // The relay's news of a socket makes the customer send one; so does the customer's own.
        this.#gate.close();
        // If there is a curtain, that comes next.
        this.#curtained = false;
        // A count that fell back would look like one more transfer.
        const { watchers, transfers = 0 } = state.state === 'live' ? state : { watchers: [] };
        const joinedAt = this.#joinedAt;
        const tabName = tabNameOf(this.#customer);
        const present: LiveDesk = {
          state: 'live',
          agent,
          customerName,
          customerVerified,
          joinedAt,
          watchers,
          ...(transfers && { transfers }),
          ...(tabName && { tabName }),
        };
        return this.#become(customerPresent ? present : { ...present, awayUntil: Date.now() + RECONNECT_WINDOW_MS });
      }
      case 'customer_awaited':
        return this.#become({ state: 'awaiting', remainingMs: message.remainingMs });
      case 'waiting_welcome':
        return this.#become({ state: 'waiting', agent: message.agent });
      case 'customer_away':
        if (state.state !== 'live') return;
        return this.#become({ ...state, awayUntil: Date.now() + message.remainingMs });
      case 'skipped':
        return this.#gate.close();
      case 'sharing':
        // What came before it may still be on its way through the inflater; a snapshot follows once the curtain goes up.
        this.#curtained = message.paused;
        if (state.state === 'live')
          this.#become({ ...state, paused: message.paused, barred: message.reason === 'barred' });
        return this.#gate.close();
      case 'customer_back': {
        if (state.state !== 'live') return;
        this.#gate.close();
        const { awayUntil: _, elsewhere: __, ...present } = state;
        return this.#become(present);
      }
      case 'customer_transferred':
        return state.state === 'live' ? this.#become({ ...state, transfers: (state.transfers ?? 0) + 1 }) : undefined;
      case 'customer_focus':
        return state.state === 'live' ? this.#become({ ...state, elsewhere: !message.focused }) : undefined;
      case 'watchers': {
        if (state.state !== 'live') return;
        const { agents: watchers } = message;
        for (const { number, userName } of watchers) if (number !== state.agent.number) this.#met.add(userName);
        return this.#become({ ...state, watchers });
      }
      case 'session_ended':
        return this.#finish(message.reason);
    }
  }

  /** Bytes of a picture are, whenever they come: the mirror shows what it has a place for. */
  #isUseful(message: InboundMessage): boolean {
    return (!this.#curtained || message.class === FrameClass.ASSET) && this.#gate.passes(message);
  }

  #closed(code: number, resuming: boolean): void {
    const { state } = this.#state;
    const answered = ANSWERS.has(code);
    if (state === 'joining' && !answered) {
      this.#drop();
      // A session that ended while this desk was reloading is no fault to show on an empty form.
      const over = resuming && (code === CloseCode.UNAUTHORIZED || code === CloseCode.SESSION_ENDED);
      const problem = { code: ErrorCode.SESSION_JOIN_FAILED };
      if (over && this.#token === undefined) return this.#become({ state: 'no-token' });
      return this.#become(over ? { state: 'idle' } : { state: 'idle', problem });
    }
    this.#finish(endingOf(code));
  }

  #finish(ending: DeskEnding): void {
    const { state } = this.#state;
    if (state !== 'live' && !ON_THE_WAY.has(state)) return;
    const summary = this.#summary();
    this.#drop();
    this.#become({ state: 'ended', ending, ...(summary && { summary }) });
  }

  #summary(): SessionSummary | undefined {
    const state = this.#state;
    if (state.state !== 'live') return undefined;
    const { customerName, joinedAt, tabName } = state;
    return {
      customerName,
      ...(tabName && { tabName }),
      durationMs: Date.now() - joinedAt,
      others: Array.from(this.#met),
    };
  }

  #drop(): void {
    clearTimeout(this.#endTimer);
    this.#endTimer = undefined;
    this.#gate.forget();
    this.#feed.clear();
    this.#cancel?.abort();
    this.#socket?.close();
    this.#socket = undefined;
    this.#options.onAdmission?.(undefined, this.#token, 0);
  }

  #become(state: DeskState): void {
    this.#state = Object.freeze(state);
    for (const listener of Array.from(this.#listeners)) listener(state);
  }
}
