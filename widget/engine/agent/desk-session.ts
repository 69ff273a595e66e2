/**
 * The agent's session: joins by PIN, keeps the connection, and hands on what the customer's page sends. One machine; it says
 * only what the relay has said. Knows no elements and no mirror.
 */
import { CobrowseError } from '../../service/contract.js';
import { expiresAt } from '../../service/token-claims.js';
import { CloseCode } from '../protocol/close-codes.js';
import { decodeAgentMessage, EndReason, type Admission, type AgentMessage } from '../protocol/control.js';
import { ErrorCode } from '../protocol/error-codes.js';
import { EVERYBODY, FrameClass, Role } from '../protocol/frame.js';
import { decodeOperations } from '../protocol/decoder.js';
import { ASSET_REQUEST_MAX_HASHES, RECONNECT_WINDOW_MS } from '../protocol/limits.js';
import { joinSession, socketUrl, ThrottledError } from '../transport/http.js';
import type { InboundMessage } from '../transport/inbox.js';
import { RelaySocket } from '../transport/relay-socket.js';
import type { DeskEnding, DeskState, JoinProblem, LiveDesk } from './desk-state.js';

/** A mirror that lost the thread may ask again only after this, or a fault of ours would ask for ever. */
const SNAPSHOT_REQUEST_INTERVAL_MS = 2_000;

/** A relay that does not confirm the end must not hold the desk. */
const END_TIMEOUT_MS = 3_000;

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
  readonly onAdmission?: (admission: Admission | undefined) => void;
  /** SNAPSHOT_REQUEST_INTERVAL_MS unless a test has less time. */
  readonly snapshotRequestIntervalMs?: number;
}

export class DeskSession {
  readonly #options: DeskSessionOptions;
  readonly #listeners = new Set<(state: DeskState) => void>();
  #state: DeskState;
  #token: string | undefined;
  #socket: RelaySocket | undefined;
  #cancel: AbortController | undefined;
  /** Operations are of use only on top of a snapshot that came over the same sockets. */
  #needsSnapshot = true;
  #lastRequest = -Infinity;
  #requestTimer: ReturnType<typeof setTimeout> | undefined;
  #endTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: DeskSessionOptions) {
    this.#options = options;
    this.#token = options.token;
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

  /** Refuses a PIN before anybody is asked. */
  refuse(code: ErrorCode): void {
    const { state } = this.#state;
    if (state === 'idle' || state === 'ended') this.#become({ state: 'idle', problem: { code } });
  }

  /** Joins the session behind a PIN; how it went is in the state. */
  async join(pinCode: string): Promise<void> {
    const { state } = this.#state;
    if (state === 'no-token' || state === 'joining' || state === 'waiting' || state === 'live') return;
    const cancel = this.#joining();
    try {
      const admission = await this.#admission(pinCode, cancel.signal);
      if (!cancel.signal.aborted) this.#connect(admission, false);
    } catch (error) {
      if (cancel.signal.aborted) return;
      if (!(error instanceof CobrowseError)) reportError(error);
      this.#become({ state: 'idle', problem: problemOf(error) });
    }
  }

  /** Gets back into a session that a reload interrupted. */
  resume(admission: Admission): void {
    if (this.#state.state !== 'idle') return;
    this.#joining();
    this.#connect(admission, true);
  }

  /** Gives up a join that is under way, or that waits for the customer. */
  cancel(): void {
    if (this.#state.state !== 'joining' && this.#state.state !== 'waiting') return;
    this.#socket?.control({ type: 'leave' });
    this.#drop();
    this.#become({ state: 'idle' });
  }

  /** Leaves; the session goes on without this agent. */
  leave(): void {
    if (this.#state.state !== 'live') return;
    this.#socket?.control({ type: 'leave' });
    this.#finish('left');
  }

  /** Ends the session for everybody. */
  end(): void {
    if (this.#state.state !== 'live' || this.#endTimer !== undefined) return;
    this.#socket?.control({ type: 'end' });
    this.#endTimer = setTimeout(() => this.#finish(EndReason.AGENT_ENDED), END_TIMEOUT_MS);
  }

  /** Back to the PIN form after an end. */
  reset(): void {
    if (this.#state.state === 'ended') this.#become({ state: 'idle' });
  }

  /** The mirror lost the thread: nothing but a snapshot is handed on until one comes. */
  requestSnapshot(): void {
    this.#needsSnapshot = true;
    if (this.#requestTimer !== undefined) return;
    const interval = this.#options.snapshotRequestIntervalMs ?? SNAPSHOT_REQUEST_INTERVAL_MS;
    const wait = this.#lastRequest + interval - performance.now();
    // The mirror says it once, so a wish that comes too early must not be forgotten.
    if (wait > 0) this.#requestTimer = setTimeout(() => this.#askForSnapshot(), wait);
    else this.#askForSnapshot();
  }

  /** Asks the customer's page for the bytes of images and fonts. */
  requestAssets(hashes: readonly string[]): void {
    for (let start = 0; start < hashes.length; start += ASSET_REQUEST_MAX_HASHES) {
      const part = hashes.slice(start, start + ASSET_REQUEST_MAX_HASHES);
      this.#socket?.send(FrameClass.ASSET_REQUEST, EVERYBODY, new TextEncoder().encode(JSON.stringify(part)));
    }
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
  async #admission(pinCode: string, signal: AbortSignal): Promise<Admission> {
    const { origin } = this.#options;
    const ask = () => joinSession(origin, this.#token ?? '', pinCode, signal);
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
        onControl: (message) => {
          if (message.type === 'agent_welcome' || message.type === 'waiting_welcome') onAdmission?.(admission);
          this.#control(message);
        },
        onMessage: (message) => {
          if (this.#isUsable(message)) onMessage(message);
        },
        onReconnecting: (deadline) => {
          const state = this.#state;
          if (state.state === 'live') this.#become({ ...state, reconnectingUntil: deadline });
        },
        onClosed: (code) => this.#closed(code, resuming),
      },
    });
    this.#socket = socket;
    this.#needsSnapshot = true;
    socket.connect();
  }

  #askForSnapshot(): void {
    this.#forgetRequest();
    this.#lastRequest = performance.now();
    this.#socket?.control({ type: 'snapshot_request' });
  }

  #forgetRequest(): void {
    clearTimeout(this.#requestTimer);
    this.#requestTimer = undefined;
  }

  #isUsable({ class: frameClass, body }: InboundMessage): boolean {
    if (frameClass === FrameClass.ASSET || !this.#needsSnapshot) return true;
    // What is left of a snapshot that was given up has the same class, and no mirror can be built from it.
    if (frameClass !== FrameClass.SNAPSHOT || !this.#begins(body)) return false;
    this.#waitForSnapshot(false);
    return true;
  }

  #begins(body: Uint8Array): boolean {
    try {
      return decodeOperations(body).some(({ type }) => type === 'begin');
    } catch {
      this.requestSnapshot();
      return false;
    }
  }

  #waitForSnapshot(needed: boolean): void {
    this.#needsSnapshot = needed;
    this.#forgetRequest();
  }

  #control(message: AgentMessage): void {
    const state = this.#state;
    switch (message.type) {
      case 'agent_welcome': {
        const { agent, customerName, customerVerified, customerPresent } = message;
        // The relay's news of a socket makes the customer send one; so does the customer's own.
        this.#waitForSnapshot(true);
        const present: LiveDesk = { state: 'live', agent, customerName, customerVerified };
        return this.#become(customerPresent ? present : { ...present, awayUntil: Date.now() + RECONNECT_WINDOW_MS });
      }
      case 'waiting_welcome':
        return this.#become({ state: 'waiting', agent: message.agent });
      case 'customer_away':
        if (state.state !== 'live') return;
        return this.#become({ ...state, awayUntil: Date.now() + message.remainingMs });
      case 'customer_back': {
        if (state.state !== 'live') return;
        this.#waitForSnapshot(true);
        const { awayUntil: _, ...present } = state;
        return this.#become(present);
      }
      case 'session_ended':
        return this.#finish(message.reason);
    }
  }

  #closed(code: number, resuming: boolean): void {
    const { state } = this.#state;
    const answered = code === CloseCode.REFUSED || code === CloseCode.UNANSWERED;
    if (state === 'joining' && !answered) {
      this.#drop();
      // A session that ended while this desk was reloading is no fault to show on an empty form.
      const over = resuming && (code === CloseCode.UNAUTHORIZED || code === CloseCode.SESSION_ENDED);
      const problem = { code: ErrorCode.SESSION_JOIN_FAILED };
      return this.#become(over ? { state: 'idle' } : { state: 'idle', problem });
    }
    this.#finish(endingOf(code));
  }

  #finish(ending: DeskEnding): void {
    const { state } = this.#state;
    if (state !== 'live' && state !== 'joining' && state !== 'waiting') return;
    this.#drop();
    this.#become({ state: 'ended', ending });
  }

  #drop(): void {
    clearTimeout(this.#endTimer);
    this.#endTimer = undefined;
    this.#forgetRequest();
    this.#cancel?.abort();
    this.#socket?.close();
    this.#socket = undefined;
    this.#options.onAdmission?.(undefined);
  }

  #become(state: DeskState): void {
    this.#state = Object.freeze(state);
    for (const listener of Array.from(this.#listeners)) listener(state);
  }
}

function endingOf(code: number): DeskEnding {
  switch (code) {
    case CloseCode.LEFT:
      return 'left';
    case CloseCode.REPLACED:
      return 'replaced';
    case CloseCode.SESSION_ENDED:
      return EndReason.EXPIRED;
    case CloseCode.REFUSED:
      return 'refused';
    case CloseCode.UNANSWERED:
      return 'unanswered';
    default:
      return 'lost';
  }
}

function problemOf(error: unknown): JoinProblem {
  if (error instanceof ThrottledError) return { code: error.code, retryAfterSeconds: error.retryAfterSeconds };
  return { code: error instanceof CobrowseError ? error.code : ErrorCode.UNDEFINED };
}
