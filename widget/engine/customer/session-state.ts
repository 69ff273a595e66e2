/** The customer's session machine: its states, each with only what belongs to it. */
import { SessionStatus, type SessionInfo } from '../../service/contract.js';
import type { AddressGuard } from './address-guard.js';
import type { LiveSession } from './live-session.js';

export type SessionState = IdleState | ConnectingState | LiveState | EndingState | EndedState;

export interface IdleState {
  readonly state: 'idle';
}

export interface ConnectingState {
  readonly state: 'connecting';
  /** Whether a session is resumed, not started. */
  readonly resuming: boolean;
  /** Aborted by `end()`. */
  readonly cancel: AbortController;
  guard?: AddressGuard | undefined;
}

export interface LiveState {
  readonly state: 'live';
  readonly session: LiveSession;
}

/** The customer asked for the end; the relay has not said so yet. */
export interface EndingState {
  readonly state: 'ending';
  readonly session: LiveSession;
  /** Settles once the session is over. */
  readonly over: Promise<void>;
  readonly settle: () => void;
}

export interface EndedState {
  readonly state: 'ended';
}

/** What a page may know of a state. */
export function infoOf(state: SessionState): SessionInfo {
  switch (state.state) {
    case 'idle':
      return { sessionStatus: SessionStatus.IDLE };
    case 'connecting':
      return { sessionStatus: SessionStatus.CONNECTING };
    case 'live':
      return {
        sessionStatus: state.session.connected ? SessionStatus.STARTED : SessionStatus.RECONNECTING,
        pinCode: state.session.pinCode,
      };
    case 'ending':
    case 'ended':
      return { sessionStatus: SessionStatus.ENDED };
  }
}
