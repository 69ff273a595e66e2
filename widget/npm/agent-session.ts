/**
 * An agent's session of the npm shape (contract, sections 3 and 4): one frame of the service's desk in the page's own element, hidden
 * until the agent is in. The frame is the service's, so the page never holds the customer's page or the way into the session.
 */
import { ErrorCode } from '../engine/protocol/error-codes.js';
import type { AgentCallResult, AgentEventMap, AgentJoinOptions, AgentSession } from '../service/agent-sdk.js';
import { agentViewerEndpoint, type CreateAgentViewerEndpoint } from '../service/agent-viewer-endpoint.js';
import { keepTicket, readTicket } from '../service/agent-ticket.js';
import { CobrowseError, PIN_PATTERN, SessionStatus } from '../service/contract.js';
import { DESK_FRAME_ALLOW, DeskLink } from '../service/desk-link.js';
import { DeskPhase, type FromDesk } from '../service/desk-port.js';
import { isToken } from '../service/token-claims.js';

type Callback = (result: AgentCallResult) => void;
type Handler = (detail?: unknown) => void;

/** A call of `join` that is under way. */
interface Attempt {
  /** Absent, a reload is to be undone. */
  readonly options: AgentJoinOptions | undefined;
  readonly callback: Callback | undefined;
  /** Whether the desk was given the PIN, or the ticket. */
  asked: boolean;
  /** Whether the desk was asked to leave another session, and has not said yet that it did. */
  leaving: boolean;
}

export class FramedAgentSession implements AgentSession {
  /** An address of the desk that joins by itself, for a window of its own. */
  readonly createAgentViewerEndpoint: CreateAgentViewerEndpoint;
  readonly #origin: string;
  readonly #root: Element;
  readonly #handlers = new Map<string, Set<Handler>>();
  readonly #link: DeskLink;
  #frame: HTMLIFrameElement | undefined;
  #attempt: Attempt | undefined;
  #live = false;
  #token = '';

  constructor(origin: string, root: Element) {
    this.createAgentViewerEndpoint = agentViewerEndpoint(origin);
    this.#origin = origin;
    this.#root = root;
    this.#link = new DeskLink({ onMessage: (message) => this.#hear(message), onSilence: () => this.#silent() });
  }

  on(event: keyof AgentEventMap, handler: Handler): void {
    const handlers = this.#handlers.get(event) ?? new Set();
    this.#handlers.set(event, handlers.add(handler));
  }

  off(event: keyof AgentEventMap, handler: Handler): void {
    this.#handlers.get(event)?.delete(handler);
  }

  getSessionInfo(): { readonly sessionStatus: SessionStatus } {
    if (this.#live) return { sessionStatus: SessionStatus.STARTED };
    if (this.#attempt) return { sessionStatus: SessionStatus.CONNECTING };
    return { sessionStatus: readTicket(this.#origin) ? SessionStatus.RECOVERABLE : SessionStatus.IDLE };
  }

  /**
   * Joins the session behind a PIN; without options it goes on with the one that a reload of the page interrupted.
   * A failure reaches the callback and `session_error`: 1002, 1004, 1006, 1008, 1011, 1013, 1015, 1016, 2001.
   */
  join(...given: readonly unknown[]): void {
    const callback = given.find((each): each is Callback => typeof each === 'function');
    const options = given.find((each) => typeof each === 'object' && each !== null);
    try {
      this.#begin({ options: options && readOptions(options), callback, asked: false, leaving: false });
    } catch (error) {
      this.#refused(
        error instanceof CobrowseError ? error : new CobrowseError(ErrorCode.UNDEFINED, 'join() failed.'),
        callback,
      );
    }
  }

  #begin(attempt: Attempt): void {
    if (this.#live) throw new CobrowseError(ErrorCode.SESSION_COUNT_LIMIT, 'This agent is in a session already.');
    if (this.#attempt) throw new CobrowseError(ErrorCode.SESSION_CONNECTING_IN_PROGRESS, 'A session is being joined.');
    if (!attempt.options && !readTicket(this.#origin)) {
      throw new CobrowseError(ErrorCode.SESSION_JOIN_FAILED, 'This tab has no session to resume.');
    }
    // What another agent of this tab left behind is not for this one.
    if (attempt.options) keepTicket(this.#origin, '');
    this.#attempt = attempt;
    this.#token = attempt.options?.sdkToken ?? '';
    this.#openFrame();
  }

  /** The desk is told the token by the port, not by the address: nothing that is logged or kept has it. */
  #openFrame(): void {
    const frame = document.createElement('iframe');
    frame.allow = DESK_FRAME_ALLOW;
    frame.referrerPolicy = 'no-referrer';
    frame.title = 'Co-browsing';
    frame.style.cssText = 'display:block;border:0;inline-size:100%;block-size:100%';
    frame.style.visibility = 'hidden';
    frame.addEventListener('load', () => this.#link.hello(frame, this.#origin, false));
    frame.src = `${this.#origin}/sdkapi/zcb/frame-templates/desk`;
    this.#frame?.remove();
    this.#frame = frame;
    this.#root.append(frame);
  }

  #hear(message: FromDesk): void {
    switch (message.type) {
      case 'welcome':
        return;
      case 'state':
        return this.#phase(message.state);
      case 'token_wanted':
        if (this.#token !== '') this.#link.send({ type: 'token', token: this.#token });
        return;
      case 'ticket':
        // One that is over before another attempt has begun is not to be forgotten by it.
        if (message.ticket !== '' || this.#live) keepTicket(this.#origin, message.ticket);
        return;
      case 'session_joined':
        return this.#joined();
      case 'session_left':
      case 'session_ended':
        return this.#out(message.type);
      case 'customer_focus_lost':
      case 'customer_transferred':
        return this.#emit(message.type);
      case 'session_error':
        return this.#failed(errorOf(message.code, message.errorMsg));
    }
  }

  #phase(phase: DeskPhase): void {
    const attempt = this.#attempt;
    if (!attempt) return;
    const { options } = attempt;
    const isFree = phase === DeskPhase.READY || phase === DeskPhase.ENDED;
    if (!options) {
      if (!isFree) return;
      if (attempt.asked) return this.#failed(new CobrowseError(ErrorCode.SESSION_JOIN_FAILED, 'The session is over.'));
      attempt.asked = true;
      return this.#link.send({ type: 'resume', ticket: readTicket(this.#origin) ?? '' });
    }
    if (attempt.asked) return;
    // What a reload left there is not what is asked for now.
    if (!isFree) {
      attempt.leaving = phase === DeskPhase.LIVE;
      return this.#link.send({ type: 'leave' });
    }
    attempt.asked = true;
    this.#link.send({ type: 'token', token: options.sdkToken });
    this.#link.send({ type: 'pin', pinCode: options.pinCode });
  }

  #out(event: 'session_left' | 'session_ended'): void {
    const attempt = this.#attempt;
    if (attempt?.leaving) {
      attempt.leaving = false;
      return;
    }
    if (attempt) return this.#failed(new CobrowseError(ErrorCode.SESSION_JOIN_FAILED, 'The agent was not let in.'));
    this.#close();
    this.#emit(event);
  }

  #joined(): void {
    const attempt = this.#attempt;
    if (!attempt || (attempt.options && !attempt.asked)) return;
    this.#attempt = undefined;
    this.#live = true;
    if (this.#frame) this.#frame.style.visibility = 'visible';
    this.#emit('session_joined');
    attempt.callback?.({ success: true });
  }

  #silent(): void {
    const about =
      'The desk did not answer. Check the frame-src of the page, and that ALLOWED_ORIGINS names its origin.';
    this.#failed(new CobrowseError(ErrorCode.SESSION_JOIN_FAILED, about, { retryable: true }));
  }

  #failed(error: CobrowseError): void {
    const attempt = this.#attempt;
    if (attempt) this.#close();
    this.#refused(error, attempt?.callback);
  }

  #refused(error: CobrowseError, callback: Callback | undefined): void {
    this.#emit('session_error', error.info);
    callback?.({ success: false, error: error.info });
  }

  #close(): void {
    this.#attempt = undefined;
    this.#live = false;
    this.#token = '';
    this.#link.close();
    this.#frame?.remove();
    this.#frame = undefined;
    keepTicket(this.#origin, '');
  }

  #emit(event: keyof AgentEventMap, detail?: unknown): void {
    for (const handler of Array.from(this.#handlers.get(event) ?? [])) {
      try {
        handler(detail);
      } catch (error) {
        // A page's mistake must not stop the session, but its developer has to hear of it.
        reportError(error);
      }
    }
  }
}

function readOptions(given: object): AgentJoinOptions {
  const [pinCode, sdkToken]: unknown[] = [Reflect.get(given, 'pinCode'), Reflect.get(given, 'sdkToken')];
  if (typeof pinCode !== 'string' || !PIN_PATTERN.test(pinCode)) {
    throw new CobrowseError(ErrorCode.SESSION_PIN_INVALID_FORMAT, 'A pinCode has 1 to 10 letters or digits.');
  }
  if (!isToken(sdkToken)) {
    throw new CobrowseError(ErrorCode.TOKEN_INVALID, 'join() needs an sdkToken.');
  }
  return { pinCode, sdkToken };
}

/** The desk says 30308 where the SDK says 1006 (contract, section 7). */
function errorOf(code: number, message: string): CobrowseError {
  return new CobrowseError(
    code === ErrorCode.DESK_PIN_NOT_FOUND ? ErrorCode.SESSION_JOIN_PIN_NOT_FOUND : code,
    message,
  );
}
