/**
 * What is known of a customer's session, kept on the document: all buttons of a page share it, also across shadow roots and
 * copies of this module. Small, as it is loaded before any press; what moves a session is the driver's affair.
 */
import type { ServiceKind } from './capabilities.js';
import type {
  AgentDetail,
  CobrowseError,
  CustomerEventMap,
  CustomerEventName,
  CustomerSession,
  MaskSettings,
} from './contract.js';
import type { OpenRequest } from './open-request.js';

/** A session as a service hands it out: Zoom documents no `off`. */
export type ServiceSession = Omit<CustomerSession, 'off'> & Partial<Pick<CustomerSession, 'off'>>;

/** A session that the service has confirmed. */
interface Running {
  readonly session: ServiceSession;
  readonly pin: string | undefined;
  readonly agents: readonly AgentDetail[];
  /** `end()` was called, and the service has not confirmed it yet. */
  readonly ending: boolean;
  /** Agents see a curtain in place of the page; only an engine of ours says so. */
  readonly paused?: boolean;
  /** Agents see another tab; as above. */
  readonly elsewhere?: boolean;
}

/** Frozen; each change is a new one. */
export type SessionSnapshot =
  | { readonly state: 'idle' }
  | {
      readonly state: 'loading';
      readonly resuming: boolean;
      readonly cancel: AbortController;
      readonly session?: ServiceSession;
    }
  | ({ readonly state: 'waiting' } & Running)
  | ({ readonly state: 'live' } & Running)
  | ({ readonly state: 'reconnecting' } & Running)
  | { readonly state: 'ended' }
  | { readonly state: 'error'; readonly error: CobrowseError };

export type CobrowseButtonState = SessionSnapshot['state'];
export type RunningSnapshot = Extract<SessionSnapshot, Running>;

/** Not told to pages by an event of an element. */
type UntoldName = Extract<CustomerEventName, `sharing_${string}`>;

/** Something that the service said, or a failure. */
export type SessionFact =
  | {
      readonly [Name in Exclude<CustomerEventName, 'session_error' | UntoldName>]: {
        readonly name: Name;
        readonly detail: CustomerEventMap[Name];
      };
    }[Exclude<CustomerEventName, 'session_error' | UntoldName>]
  | { readonly name: 'session_error'; readonly detail: CobrowseError };

/** Moves the session of a board. */
export interface SessionDriver {
  /** Resumes or starts. Settles when it is decided; what went wrong is on the board. */
  open(request: OpenRequest, cancel: AbortController): Promise<void>;
  /** Ends the session if there is one. */
  end(): Promise<void>;
  /** Tells the service of a caller's other masks while a session is on: it takes those that mask more at once. */
  remask(piiMask: MaskSettings | undefined, caller: string): void;
}

export type BoardListener = (fact: SessionFact | undefined) => void;

export interface SessionBoard {
  snapshot: SessionSnapshot;
  /** As `/config` said it; unknown before. */
  kind: ServiceKind | undefined;
  /** Once a session was asked for. */
  driver: SessionDriver | undefined;
  readonly listeners: Set<BoardListener>;
  /** Puts a new snapshot up and tells everybody. */
  publish(snapshot: SessionSnapshot, fact?: SessionFact): void;
}

/** With a number: copies of this module that differ in the board's shape must not meet. */
const BOARDS_KEY = Symbol.for('cobrowse-elements.boards.1');

declare global {
  interface Document {
    [BOARDS_KEY]?: Map<unknown, SessionBoard>;
  }
}

/** @param service what the session belongs to: a service's origin, or the SDK object that the page handed in. */
export function boardOf(service: unknown): SessionBoard {
  const boards = (document[BOARDS_KEY] ??= new Map<unknown, SessionBoard>());
  let board = boards.get(service);
  if (!board) boards.set(service, (board = createBoard()));
  return board;
}

function createBoard(): SessionBoard {
  return {
    snapshot: { state: 'idle' },
    kind: undefined,
    driver: undefined,
    listeners: new Set(),
    publish(snapshot, fact) {
      this.snapshot = Object.freeze(snapshot);
      // A copy: an element may go because of what it hears.
      for (const listener of Array.from(this.listeners)) listener(fact);
    },
  };
}

/** Whether there is something to end. */
export function isRunning(snapshot: SessionSnapshot): snapshot is RunningSnapshot {
  return 'agents' in snapshot;
}
