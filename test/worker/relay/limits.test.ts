import { env, evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  ADMISSION_PAUSE_MS,
  AGENT_WAIT_MS,
  MAX_AGENTS,
  PIN_LIFETIME_MS,
  RECONNECT_ATTEMPT_MS,
  RECONNECT_ATTEMPTS,
  RECONNECT_WINDOW_MS,
  SESSION_IDLE_MS,
  SESSION_LONGEST_MS,
} from '../../../widget/engine/protocol/limits.js';
import { readSessionLimits } from '../../../worker/configuration/session-limits.js';
import type { VariableName } from '../../../worker/configuration/variables.js';
import { admission, agentToken, customerToken, json, requestJoin, requestStart } from '../support/http.js';
import { joinSession, Participant, sessionStub, startSession, type Started } from '../support/participant.js';

const set = new Set<VariableName>();

function configure(name: VariableName, value: string): void {
  set.add(name);
  Reflect.set(env, name, value);
}

beforeEach(() => {
  vi.setSystemTime(Date.now());
});

afterEach(() => {
  for (const name of set) Reflect.deleteProperty(env, name);
  set.clear();
  vi.useRealTimers();
});

const STUB = { awake: false, 'asleep in between': true } as const;
const BOTH = Object.keys(STUB) as (keyof typeof STUB)[];

/** The session's object, which the test may put to sleep before time passes. */
class Clock {
  readonly #stub: ReturnType<typeof sessionStub>;
  readonly #evicts: boolean;

  constructor(of: Participant, mode: keyof typeof STUB) {
    this.#stub = sessionStub(of);
    this.#evicts = STUB[mode];
  }

  /** Lets time pass, then lets the alarm ring. */
  async elapse(ms: number): Promise<void> {
    if (this.#evicts) await evictDurableObject(this.#stub);
    vi.setSystemTime(Date.now() + ms);
    expect(await runDurableObjectAlarm(this.#stub)).toBe(true);
  }

  /** For when the alarm is set, from now. */
  async untilAlarm(): Promise<number> {
    const at = await runInDurableObject(this.#stub, (_object, state) => state.storage.getAlarm());
    return (at ?? Infinity) - Date.now();
  }

  async isOver(): Promise<boolean> {
    return runInDurableObject(this.#stub, async (_object, state) => (await state.storage.getAlarm()) === null);
  }
}

async function customerLeaves({ customer }: Started, agent: Participant): Promise<number> {
  customer.close(1001);
  const away = await agent.nextMessage();
  if (away.type !== 'customer_away') throw new Error(`Expected customer_away, got ${away.type}`);
  return away.remainingMs;
}

/** The customer's next socket, which falls again without a word. */
async function tryInVain(started: Started, agent: Participant): Promise<number> {
  const back = await started.customer.reconnect();
  expect((await back.nextMessage()).type).toBe('customer_welcome');
  expect((await agent.nextMessage()).type).toBe('customer_back');
  back.close(1001);
  const away = await agent.nextMessage();
  if (away.type !== 'customer_away') throw new Error(`Expected customer_away, got ${away.type}`);
  return away.remainingMs;
}

describe('L1: a session', () => {
  it('has as many agents as agreed, each user id once, one customer', async () => {
    const started = await startSession('c-1');
    for (let i = 1; i <= MAX_AGENTS; i++) await joinSession(started, `a-${i}`);
    const join = async (userId: string) =>
      (await json(await requestJoin(await agentToken(userId), started.pinCode)))['code'];
    expect(await join('a-6')).toBe(1013);
    expect(await join('a-1')).toBe(1015);
    expect(await join('c-1')).toBe(1015);
  });
});

describe.each(BOTH)('L2: a customer who was never there, the relay %s', (mode) => {
  it('is waited for, with the agents who are, and not for longer', async () => {
    const admitted = await admission(await requestStart(await customerToken()));
    const pinCode = await runInDurableObject(
      env.SESSIONS.get(env.SESSIONS.idFromString(admitted.sessionId)),
      (_, { storage }) => String(storage.sql.exec('SELECT pin_code FROM session').one()['pin_code']),
    );
    const agent = await Participant.connect(await admission(await requestJoin(await agentToken(), pinCode)));
    expect(await agent.nextMessage()).toMatchObject({ type: 'agent_welcome', customerPresent: false });
    expect(await agent.nextMessage()).toEqual({ type: 'customer_away', remainingMs: AGENT_WAIT_MS });
    const clock = new Clock(agent, mode);
    agent.send('ping');
    expect(await agent.next()).toEqual({ kind: 'pong' });
    await clock.elapse(AGENT_WAIT_MS - 6000);
    agent.close();
    await agent.nextClose();
    await clock.elapse(6000);
    expect(await clock.isOver()).toBe(true);
  });
});

describe.each(BOTH)('L3: a customer who vanished, the relay %s', (mode) => {
  it('has the window to come back, then the session ends for all', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    const clock = new Clock(agent, mode);
    expect(await customerLeaves(started, agent)).toBe(RECONNECT_WINDOW_MS);
    await clock.elapse(RECONNECT_WINDOW_MS - 6000);
    expect(await clock.untilAlarm()).toBe(6000);
    await clock.elapse(6000);
    expect(await agent.nextMessage()).toEqual({ type: 'session_ended', reason: 'customer_lost' });
    expect(await agent.nextClose()).toBe(4000);
  });

  it('has no more time because a socket opened and fell silently', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    const clock = new Clock(agent, mode);
    await customerLeaves(started, agent);
    await clock.elapse(60_000);
    expect(await tryInVain(started, agent)).toBe(RECONNECT_WINDOW_MS - 60_000);
  });

  it.each(['ping', '{"type":"snapshot"}'])('has all of it again once they were heard of (%s)', async (word) => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    const clock = new Clock(agent, mode);
    await customerLeaves(started, agent);
    await clock.elapse(60_000);
    const back = await started.customer.reconnect();
    await back.nextMessage();
    expect((await agent.nextMessage()).type).toBe('customer_back');
    if (word === 'ping') {
      back.send(word);
      expect(await back.next()).toEqual({ kind: 'pong' });
    } else {
      back.sendFrame(word);
      await agent.nextFrame();
    }
    expect(await customerLeaves({ ...started, customer: back }, agent)).toBe(RECONNECT_WINDOW_MS);
  });

  it('has all of it again though only pings were heard, and their going is what wakes the relay', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    await customerLeaves(started, agent);
    vi.setSystemTime(Date.now() + 60_000);
    const back = await started.customer.reconnect();
    await back.nextMessage();
    expect((await agent.nextMessage()).type).toBe('customer_back');
    back.send('ping');
    expect(await back.next()).toEqual({ kind: 'pong' });
    await evictDurableObject(sessionStub(agent));
    expect(await customerLeaves({ ...started, customer: back }, agent)).toBe(RECONNECT_WINDOW_MS);
    expect(await new Clock(agent, mode).untilAlarm()).toBeGreaterThan(RECONNECT_ATTEMPT_MS);
  });

  it('has all of it again after a socket that stayed, also through a deploy', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    const clock = new Clock(agent, mode);
    await customerLeaves(started, agent);
    await clock.elapse(60_000);
    const back = await started.customer.reconnect();
    await back.nextMessage();
    expect((await agent.nextMessage()).type).toBe('customer_back');
    await clock.elapse(RECONNECT_WINDOW_MS - 61_000);
    await evictDurableObject(sessionStub(agent), { webSockets: 'close' });
    const again = await agent.reconnect();
    expect((await again.nextMessage()).type).toBe('agent_welcome');
    const away = await again.nextMessage();
    if (away.type !== 'customer_away') throw new Error(`Expected customer_away, got ${away.type}`);
    expect(away.remainingMs).toBeGreaterThan(RECONNECT_WINDOW_MS - 1000);
  });
});

describe.each(BOTH)('L4: attempts to come back, the relay %s', (mode) => {
  it('are counted by the relay; after the last one the session ends', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    const clock = new Clock(agent, mode);
    await customerLeaves(started, agent);
    for (let attempt = 1; attempt < RECONNECT_ATTEMPTS; attempt++) {
      vi.setSystemTime(Date.now() + RECONNECT_ATTEMPT_MS);
      expect(await tryInVain(started, agent)).toBeGreaterThan(RECONNECT_ATTEMPT_MS);
    }
    vi.setSystemTime(Date.now() + RECONNECT_ATTEMPT_MS);
    expect(await tryInVain(started, agent)).toBe(RECONNECT_ATTEMPT_MS);
    await clock.elapse(RECONNECT_ATTEMPT_MS);
    expect(await agent.nextMessage()).toEqual({ type: 'session_ended', reason: 'customer_lost' });
  });

  it('are one while they follow each other at once, as pages do that send the browser on', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    await customerLeaves(started, agent);
    for (let i = 0; i < 3 * RECONNECT_ATTEMPTS; i++) await tryInVain(started, agent);
    expect(await new Clock(agent, mode).isOver()).toBe(false);
    const back = await started.customer.reconnect();
    expect((await back.nextMessage()).type).toBe('customer_welcome');
  });

  it('begin at none again once one succeeded', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    let { customer } = started;
    for (let i = 0; i < 3 * RECONNECT_ATTEMPTS; i++) {
      expect(await customerLeaves({ ...started, customer }, agent)).toBe(RECONNECT_WINDOW_MS);
      vi.setSystemTime(Date.now() + RECONNECT_ATTEMPT_MS);
      customer = await customer.reconnect();
      await customer.nextMessage();
      expect((await agent.nextMessage()).type).toBe('customer_back');
      customer.sendFrame('here');
      await agent.nextFrame();
    }
  });
});

describe.each(BOTH)('L5: a PIN, the relay %s', (mode) => {
  it('lives as long as agreed without an agent, then the session ends', async () => {
    const { customer, pinCode } = await startSession();
    const clock = new Clock(customer, mode);
    await clock.elapse(PIN_LIFETIME_MS - 6000);
    // Silent for that long as well.
    expect(await customer.nextClose()).toBe(4004);
    const back = await customer.reconnect();
    expect((await back.nextMessage()).type).toBe('customer_welcome');
    await clock.elapse(6000);
    expect(await back.nextMessage()).toEqual({ type: 'session_ended', reason: 'expired' });
    expect((await requestJoin(await agentToken(), pinCode)).status).toBe(404);
  });
});

describe.each(BOTH)('L6: a session in which nobody does anything, the relay %s', (mode) => {
  // Shorter than the silence after which a socket is taken for dead.
  beforeEach(() => configure('SESSION_IDLE_SECONDS', '140'));

  it('ends after its time, whatever pings say', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    const clock = new Clock(agent, mode);
    await clock.elapse(130_000);
    agent.send('ping');
    expect(await agent.next()).toEqual({ kind: 'pong' });
    await clock.elapse(10_000);
    for (const each of [started.customer, agent]) {
      expect(await each.nextMessage()).toEqual({ type: 'session_ended', reason: 'idle' });
    }
  });

  it('goes on while there are frames', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    const clock = new Clock(agent, mode);
    await clock.elapse(70_000);
    started.customer.sendFrame('something');
    await agent.nextFrame();
    await clock.elapse(75_000);
    expect(await clock.isOver()).toBe(false);
  });
});

describe.each(BOTH)('L7: a session, the relay %s', (mode) => {
  it('is never longer than the longest, however busy', async () => {
    configure('SESSION_LONGEST_SECONDS', '100');
    const started = await startSession();
    const { agent } = await joinSession(started);
    const clock = new Clock(agent, mode);
    await clock.elapse(90_000);
    started.customer.sendFrame('busy');
    await agent.nextFrame();
    await clock.elapse(10_000);
    for (const each of [started.customer, agent]) {
      expect(await each.nextMessage()).toEqual({ type: 'session_ended', reason: 'too_long' });
    }
  });
});

describe('L8: the numbers', () => {
  it('are those of the protocol', () => {
    expect(readSessionLimits({})).toEqual({
      pinLifetimeMs: PIN_LIFETIME_MS,
      reconnectWindowMs: RECONNECT_WINDOW_MS,
      reconnectAttempts: RECONNECT_ATTEMPTS,
      agentWaitMs: AGENT_WAIT_MS,
      idleMs: SESSION_IDLE_MS,
      longestMs: SESSION_LONGEST_MS,
    });
  });

  it('come from the variables where they say others', async () => {
    configure('RECONNECT_SECONDS', '30');
    configure('RECONNECT_ATTEMPTS', '1');
    configure('PIN_LIFETIME_SECONDS', '60');
    const started = await startSession();
    const { agent } = await joinSession(started);
    expect(await customerLeaves(started, agent)).toBe(30_000);
    vi.setSystemTime(Date.now() + RECONNECT_ATTEMPT_MS);
    expect(await tryInVain(started, agent)).toBe(RECONNECT_ATTEMPT_MS);
    agent.send('{"type":"leave"}');
    expect(await agent.nextClose()).toBe(4001);
    expect(await new Clock(agent, 'awake').untilAlarm()).toBe(RECONNECT_ATTEMPT_MS);
  });
});

describe('L9: an agent whom the customer removes', () => {
  const remove = ({ customer }: Started, agent: number, userId: string) =>
    customer.send(JSON.stringify({ type: 'remove', agent, userId }));

  it('loses the socket, and the secret opens no other; the others and the customer hear of it', async () => {
    const started = await startSession();
    const { agent, info } = await joinSession(started, 'a-1');
    const { agent: other, info: otherInfo } = await joinSession(started, 'a-2');
    remove(started, info.number, 'a-1');
    expect(await agent.nextClose()).toBe(4007);
    expect(await started.customer.nextMessage()).toEqual({ type: 'agent_left', agent: info });
    started.customer.sendFrame('for those who stay');
    expect((await other.nextFrame()).text).toBe('for those who stay');
    expect(other.watchers).toEqual([otherInfo]);
    expect(await (await agent.reconnect()).nextClose()).toBe(4007);
    await evictDurableObject(sessionStub(other));
    expect(await (await agent.reconnect()).nextClose()).toBe(4007);
  });

  it('who joins by PIN again gets nothing at first, and later the customer is asked, though the PIN is enough for others', async () => {
    const started = await startSession();
    const { agent, info } = await joinSession(started, 'a-1');
    remove(started, info.number, 'a-1');
    expect(await agent.nextClose()).toBe(4007);
    expect((await started.customer.nextMessage()).type).toBe('agent_left');
    const knock = async () =>
      Participant.connect(await admission(await requestJoin(await agentToken('a-1'), started.pinCode)));
    expect(await (await knock()).nextClose()).toBe(4007);
    vi.setSystemTime(Date.now() + ADMISSION_PAUSE_MS);
    expect((await (await knock()).nextMessage()).type).toBe('waiting_welcome');
    expect((await started.customer.nextMessage()).type).toBe('agent_waiting');
    await joinSession(started, 'a-2');
  });

  it.each([
    ['leaves', '{"type":"leave"}', 4001],
    ['sends what may not be sent', 'nonsense', 4014],
  ])('who waits then and %s comes back as a question again', async (_name, sent, code) => {
    const started = await startSession();
    const { agent, info } = await joinSession(started, 'a-1');
    remove(started, info.number, 'a-1');
    expect(await agent.nextClose()).toBe(4007);
    expect((await started.customer.nextMessage()).type).toBe('agent_left');
    vi.setSystemTime(Date.now() + ADMISSION_PAUSE_MS);
    for (let i = 0; i < 2; i++) {
      const again = await Participant.connect(
        await admission(await requestJoin(await agentToken('a-1'), started.pinCode)),
      );
      expect((await again.nextMessage()).type).toBe('waiting_welcome');
      expect((await started.customer.nextMessage()).type).toBe('agent_waiting');
      again.send(sent);
      expect(await again.nextClose()).toBe(code);
      expect((await started.customer.nextMessage()).type).toBe('agent_left');
      expect(await (await again.reconnect()).nextClose()).toBe(4005);
    }
    // They hold no place.
    for (let i = 2; i <= 6; i++) await joinSession(started, `a-${i}`);
  });

  it.each([
    ['another user id', 1, 'a-2'],
    ['a number that nobody has', 9, 'a-1'],
    ['the customer', 0, 'c-1'],
  ])('is nobody where the message names %s', async (_name, number, userId) => {
    const started = await startSession('c-1');
    const { agent } = await joinSession(started, 'a-1');
    remove(started, number, userId);
    started.customer.sendFrame('still here');
    expect((await agent.nextFrame()).text).toBe('still here');
  });

  it('is removed by the customer alone', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started, 'a-1');
    const { agent: other } = await joinSession(started, 'a-2');
    other.send(JSON.stringify({ type: 'remove', agent: 1, userId: 'a-1' }));
    expect(await other.nextClose()).toBe(4013);
    started.customer.sendFrame('still here');
    expect((await agent.nextFrame()).text).toBe('still here');
  });
});

describe('L10: agents', () => {
  it('see each other come and go, and nobody who waits', async () => {
    const started = await startSession();
    const { agent, info } = await joinSession(started, 'a-1');
    const second = await joinSession(started, 'a-2');
    started.customer.sendFrame('after the news');
    await agent.nextFrame();
    await second.agent.nextFrame();
    for (const each of [agent, second.agent]) expect(each.watchers).toEqual([info, second.info]);
    second.agent.close();
    expect((await started.customer.nextMessage()).type).toBe('agent_left');
    started.customer.sendFrame('again');
    await agent.nextFrame();
    expect(agent.watchers).toEqual([info]);
  });
});
