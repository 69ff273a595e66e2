/** What each event of a service means for the state: a pure function, so that it can be read and tested in one place. */
import type { AgentDetail, CustomerEventName } from './contract.js';
import { failure } from './failures.js';
import { readAgent, readError, readPin } from './sdk-shape.js';
import type { RunningSnapshot, ServiceSession, SessionFact, SessionSnapshot } from './session-board.js';

export interface SessionStep {
  readonly snapshot: SessionSnapshot;
  /** Without one, only how the session stands has changed. */
  readonly fact?: SessionFact;
}

/** Every event that is listened to. */
export const SESSION_EVENTS = [
  'pincode_updated',
  'session_started',
  'session_joined',
  'agent_joined',
  'agent_left',
  'session_reconnecting',
  'remote_assist_started',
  'remote_assist_stopped',
  'sharing_paused',
  'sharing_resumed',
  'sharing_elsewhere',
  'sharing_here',
  'session_ended',
  'session_error',
] as const satisfies readonly CustomerEventName[];

/**
 * The state after an event.
 * @param detail as the service gave it: anything.
 * @returns `undefined` for what says nothing in this state, such as an agent who leaves a session that is over.
 */
export function stepOf(
  snapshot: SessionSnapshot,
  session: ServiceSession,
  name: CustomerEventName,
  detail: unknown,
): SessionStep | undefined {
  const running = runningOf(snapshot);
  const pin = running?.pin;
  const agents = running?.agents ?? [];
  const confirmed = (change: { pin?: string | undefined; agents?: readonly AgentDetail[] }): RunningSnapshot => {
    const watching = change.agents ?? agents;
    const state = watching.length > 0 ? 'live' : 'waiting';
    const { ending = false, paused = false, elsewhere = false } = running ?? {};
    const seen = { ...(paused && { paused }), ...(elsewhere && { elsewhere }) };
    return { state, session, pin: change.pin ?? pin, agents: watching, ending, ...seen };
  };

  switch (name) {
    case 'pincode_updated': {
      const pinCode = readPin(detail);
      if (pinCode === undefined) return undefined;
      return { snapshot: confirmed({ pin: pinCode }), fact: { name, detail: { pinCode, pincode: pinCode } } };
    }
    case 'session_started':
    case 'session_joined':
      return { snapshot: confirmed({}), fact: { name, detail: undefined } };
    case 'agent_joined': {
      // A resumed session may tell of an agent before anything else; one that is over may not.
      if (!running && snapshot.state !== 'loading') return undefined;
      const agent = readAgent(detail);
      const others = agents.filter(({ userId }) => userId === '' || userId !== agent.userId);
      return { snapshot: confirmed({ agents: [...others, agent] }), fact: { name, detail: agent } };
    }
    case 'agent_left': {
      if (!running) return undefined;
      const agent = readAgent(detail);
      const index = agents.findIndex(({ userId }) => userId === agent.userId);
      const others = agents.toSpliced(index, index < 0 ? 0 : 1);
      const isBack = running.state !== 'reconnecting';
      const next = isBack ? confirmed({ agents: others }) : { ...running, agents: others };
      return { snapshot: next, fact: { name, detail: agent } };
    }
    case 'session_reconnecting':
      return running && { snapshot: { ...running, state: 'reconnecting' }, fact: { name, detail: undefined } };
    case 'remote_assist_started':
    case 'remote_assist_stopped':
      return running && { snapshot: running, fact: { name, detail: undefined } };
    case 'sharing_paused':
    case 'sharing_resumed':
      return running && { snapshot: { ...running, paused: name === 'sharing_paused' } };
    case 'sharing_elsewhere':
    case 'sharing_here':
      return running && { snapshot: { ...running, elsewhere: name === 'sharing_elsewhere' } };
    case 'session_ended':
      if (!running && snapshot.state !== 'loading') return undefined;
      return { snapshot: { state: 'ended' }, fact: { name, detail: undefined } };
    case 'session_error': {
      const { code, errorMsg } = readError(detail);
      return { snapshot, fact: { name, detail: failure('service', { code, message: errorMsg }) } };
    }
  }
}

/**
 * The snapshot, if there is something to end. As `isRunning` of the board, but here: a module that both halves of the button
 * import becomes a file of its own, which every page would load.
 */
export function runningOf(snapshot: SessionSnapshot): RunningSnapshot | undefined {
  return 'agents' in snapshot ? snapshot : undefined;
}
