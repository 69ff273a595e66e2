/** What each event of a service means: the table of the state machine, without a browser. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SESSION_EVENTS, stepOf } from '../../../widget/service/session-step.js';
import type { RunningSnapshot, ServiceSession, SessionSnapshot } from '../../../widget/service/session-board.js';

const session: ServiceSession = {
  start: () => Promise.resolve({ success: true }),
  join: () => Promise.resolve({ success: true }),
  end: () => Promise.resolve({ success: true }),
  on: () => undefined,
  getSessionInfo: () => ({ sessionStatus: 'session_idle' }),
};
const MARIA = { userId: 'a', userName: 'Maria' };
const waiting: RunningSnapshot = { state: 'waiting', session, pin: '123456', agents: [], ending: false };
const live: RunningSnapshot = { ...waiting, state: 'live', agents: [MARIA] };
const loading: SessionSnapshot = { state: 'loading', resuming: false, cancel: new AbortController() };

describe('an event of the service', () => {
  it.each([
    ['pincode_updated', { pinCode: '123456' }],
    ['pincode_updated', { pincode: '123456' }],
    ['pincode_updated', { pinCode: 123456 }],
    ['session_started', undefined],
    ['session_joined', { anything: 1 }],
  ] as const)('%s with %j makes a session that waits', (name, detail) => {
    expect(stepOf(loading, session, name, detail)?.snapshot.state).toBe('waiting');
  });

  it.each([undefined, null, {}, { pinCode: '' }, 'text'])('pincode_updated with %j says nothing', (detail) => {
    expect(stepOf(loading, session, 'pincode_updated', detail)).toBeUndefined();
  });

  it('makes it live only by an agent', () => {
    expect(stepOf(waiting, session, 'agent_joined', MARIA)?.snapshot).toMatchObject({ state: 'live', agents: [MARIA] });
  });

  it('counts the same agent once, and unnamed ones each', () => {
    expect(stepOf(live, session, 'agent_joined', MARIA)?.snapshot).toMatchObject({ agents: [MARIA] });
    const one = stepOf(waiting, session, 'agent_joined', undefined)?.snapshot ?? waiting;
    expect(stepOf(one, session, 'agent_joined', undefined)?.snapshot).toMatchObject({ agents: [{}, {}] });
  });

  it('who leaves a broken connection does not mend it', () => {
    const broken = { ...live, state: 'reconnecting' } as const;
    expect(stepOf(broken, session, 'agent_left', MARIA)?.snapshot).toMatchObject({ state: 'reconnecting', agents: [] });
  });

  it.each(['idle', 'ended'] as const)('about agents does not bring a session back that is %s', (state) => {
    for (const name of ['agent_joined', 'agent_left', 'session_reconnecting', 'session_ended'] as const) {
      expect(stepOf({ state }, session, name, MARIA)).toBeUndefined();
    }
  });

  it('of any shape never throws, and never says live without an agent', () => {
    const snapshots: readonly SessionSnapshot[] = [{ state: 'idle' }, loading, waiting, live, { state: 'ended' }];
    fc.assert(
      fc.property(
        fc.constantFrom(...snapshots),
        fc.array(fc.tuple(fc.constantFrom(...SESSION_EVENTS), fc.anything())),
        (first, events) => {
          let snapshot = first;
          for (const [name, detail] of events) {
            snapshot = stepOf(snapshot, session, name, detail)?.snapshot ?? snapshot;
            if (snapshot.state === 'live') expect(snapshot.agents).not.toEqual([]);
            if (snapshot.state === 'waiting') expect(snapshot.agents).toEqual([]);
          }
        },
      ),
    );
  });
});
