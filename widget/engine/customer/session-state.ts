/** The customer's session machine: its states, each with only what belongs to it. */
import { SessionStatus, type SessionInfo } from '../../service/contract.js';
import type { RelaySocket } from '../transport/relay-socket.js';
import type { AddressGuard } from './address-guard.js';
import type { AgentRoster } from './agent-roster.js';
import type { TabLink } from './engine-api.js';
import type { Features } from './features.js';
import type { PageShare } from './page-share.js';
import type { ResumeMarker } from './resume-marker.js';

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
  readonly marker: ResumeMarker;
  readonly socket: RelaySocket;
  readonly agents: AgentRoster;
  readonly share: PageShare;
  readonly features: Features;
  /** Whether the relay has welcomed the present socket; nothing is sent before. */
  connected: boolean;
  /** Whether the agents see another tab of the customer's. */
  standby: boolean;
  /** Whether the customer has paused. */
  paused: boolean;
  /** Whether they did it in this tab: then nothing lifts it but what they do here (SPEC U4). */
  pausedHere?: boolean;
  /** On pages that name addresses which are not shared. */
  readonly guard: AddressGuard | undefined;
  /** On pages that ask for several tabs. */
  readonly tab: TabLink | undefined;
  /** Ends what the session listens to on the page. */
  readonly teardown: AbortController;
}

/** The customer asked for the end; the relay has not said so yet. */
export interface EndingState {
  readonly state: 'ending';
  readonly live: LiveState;
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
        sessionStatus: state.connected ? SessionStatus.STARTED : SessionStatus.RECONNECTING,
        pinCode: state.marker.pinCode,
      };
    case 'ending':
    case 'ended':
      return { sessionStatus: SessionStatus.ENDED };
  }
}
