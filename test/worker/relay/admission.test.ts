import { env, evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AgentInfo } from '../../../widget/engine/protocol/control.js';
import { FrameClass } from '../../../widget/engine/protocol/frame.js';
import {
  ADMISSION_PAUSE_MS,
  ADMISSION_WAIT_MS,
  PIN_LIFETIME_MS,
  SILENCE_LIMIT_MS,
} from '../../../widget/engine/protocol/limits.js';
import { admission, agentToken, json, requestJoin } from '../support/http.js';
import { joinSession, Participant, sessionStub, startSession, type Started } from '../support/participant.js';

beforeEach(() => {
  Reflect.set(env, 'ADMISSION', 'customer');
});

afterEach(() => {
  Reflect.deleteProperty(env, 'ADMISSION');
  vi.useRealTimers();
});

interface Waiting {
  readonly agent: Participant;
  readonly info: AgentInfo;
}

/** An agent with the PIN and a socket. */
async function knock({ pinCode }: Started, userId = 'a-1', userName = 'Alex Agent'): Promise<Participant> {
  return Participant.connect(await admission(await requestJoin(await agentToken(userId, userName), pinCode)));
}

/** An agent who waits, and of whom the customer was asked. */
async function waitAtDoor(started: Started, userId = 'a-1'): Promise<Waiting> {
  const agent = await knock(started, userId);
  const welcome = await agent.nextMessage();
  if (welcome.type !== 'waiting_welcome') throw new Error(`Expected a wait, got ${welcome.type}`);
  const asked = await started.customer.nextMessage();
  if (asked.type !== 'agent_waiting') throw new Error(`Expected a question, got ${asked.type}`);
  expect(asked.agent).toEqual(welcome.agent);
  return { agent, info: welcome.agent };
}

function answer(customer: Participant, type: 'admit' | 'refuse', { number: agent, userId }: AgentInfo): void {
  customer.send(JSON.stringify({ type, agent, userId }));
}

/** An agent whom the customer let in. */
async function letIn(started: Started, userId = 'a-1'): Promise<Waiting> {
  const waiting = await waitAtDoor(started, userId);
  answer(started.customer, 'admit', waiting.info);
  expect(await started.customer.nextMessage()).toEqual({ type: 'agent_joined', agent: waiting.info });
  expect((await waiting.agent.nextMessage()).type).toBe('agent_welcome');
  return waiting;
}

/** Whoever gets the pongs next has got nothing before, also once the relay has worked off what it was sent. */
async function heardNothing(participant: Participant): Promise<void> {
  for (let i = 0; i < 2; i++) {
    participant.send('ping');
    expect(await participant.next()).toEqual({ kind: 'pong' });
    await runInDurableObject(sessionStub(participant), () => undefined);
  }
}

async function elapse(participant: Participant, ms: number): Promise<void> {
  vi.setSystemTime(Date.now() + ms);
  expect(await runDurableObjectAlarm(sessionStub(participant))).toBe(true);
}

describe('an agent who joins a session whose customer lets agents in', () => {
  it('W1 waits, and is told no more than their own name, while the customer is asked', async () => {
    const started = await startSession();
    const agent = await knock(started);
    const info = { number: 1, userId: 'a-1', userName: 'Alex Agent' };
    expect(await agent.nextMessage()).toEqual({ type: 'waiting_welcome', agent: info });
    expect(await started.customer.nextMessage()).toEqual({ type: 'agent_waiting', agent: info, verified: false });
  });

  it('W1 is as checked as the token says', async () => {
    const started = await startSession();
    const stub = sessionStub(started.customer);
    const joined = await stub.join({ userId: 'a-1', userName: 'Ann', verified: true });
    if (joined.state !== 'admitted') throw new Error(joined.state);
    await Participant.connect(joined.admission);
    expect(await started.customer.nextMessage()).toMatchObject({ type: 'agent_waiting', verified: true });
  });

  it('W1 has one of the five seats', async () => {
    const started = await startSession();
    for (let i = 1; i <= 5; i++) await waitAtDoor(started, `a-${i}`);
    const refused = await requestJoin(await agentToken('a-6'), started.pinCode);
    expect([refused.status, (await json(refused))['code']]).toEqual([409, 1013]);
  });

  it('W2 Z2 gets no frame, whoever it is for, and no news of the session', async () => {
    const started = await startSession();
    const { agent: inside, info: insideInfo } = await letIn(started, 'a-1');
    const { agent, info } = await waitAtDoor(started, 'a-2');
    const { SNAPSHOT, OPERATIONS, POINTER, ASSET, FACTS } = FrameClass;
    for (const letter of [SNAPSHOT, OPERATIONS, POINTER, ASSET, FACTS]) {
      started.customer.sendFrame('secret', { class: letter });
      started.customer.sendFrame('secret', { class: letter, recipient: info.number });
    }
    for (let i = 0; i < 5; i++) expect((await inside.nextFrame()).text).toBe('secret');
    started.customer.close(1001);
    expect((await inside.nextMessage()).type).toBe('customer_away');
    const back = await started.customer.reconnect();
    expect(await back.nextMessage()).toMatchObject({ type: 'customer_welcome', agents: [insideInfo] });
    expect((await inside.nextMessage()).type).toBe('customer_back');
    inside.send('{"type":"leave"}');
    expect(await inside.nextClose()).toBe(4001);
    await heardNothing(agent);
  });

  const FORBIDDEN: readonly (readonly [string, (agent: Participant) => void])[] = [
    ['a request for assets', (agent) => agent.sendFrame('["0"]', { class: FrameClass.ASSET_REQUEST })],
    ['a frame of the customer’s', (agent) => agent.sendFrame('forged')],
    ['a frame without a header', (agent) => agent.send(new ArrayBuffer(3))],
    ['a request for a snapshot', (agent) => agent.send('{"type":"snapshot_request"}')],
    ['the end for everybody', (agent) => agent.send('{"type":"end"}')],
    ['their own admission', (agent) => agent.send('{"type":"admit","agent":1,"userId":"a-1"}')],
    ['nonsense', (agent) => agent.send('nonsense')],
    ['far too much', (agent) => void Array.from({ length: 200 }, () => agent.send('x'.repeat(5000)))],
  ];

  it.each(FORBIDDEN)(
    'W2 loses socket and seat by sending %s, of which the customer gets nothing',
    async (_name, send) => {
      const started = await startSession();
      const { agent, info } = await waitAtDoor(started);
      send(agent);
      expect(await agent.nextClose()).toBe(4014);
      expect(await started.customer.nextMessage()).toEqual({ type: 'agent_left', agent: info });
      await heardNothing(started.customer);
      expect(await (await agent.reconnect()).nextClose()).toBe(4002);
      // The session goes on.
      await letIn(started, 'a-2');
    },
  );

  it('W2 may leave, and the question is gone', async () => {
    const started = await startSession();
    const { agent, info } = await waitAtDoor(started);
    agent.send('{"type":"leave"}');
    expect(await agent.nextClose()).toBe(4001);
    expect(await started.customer.nextMessage()).toEqual({ type: 'agent_left', agent: info });
    answer(started.customer, 'admit', info);
    await heardNothing(started.customer);
  });

  it('W2 hears of the end', async () => {
    const started = await startSession();
    const { agent } = await waitAtDoor(started);
    started.customer.send('{"type":"end"}');
    expect(await agent.nextMessage()).toEqual({ type: 'session_ended', reason: 'customer_ended' });
    expect(await agent.nextClose()).toBe(4000);
  });

  it('keeps no PIN alive', async () => {
    vi.setSystemTime(Date.now());
    const started = await startSession();
    vi.setSystemTime(Date.now() + PIN_LIFETIME_MS - 1000);
    const { agent } = await waitAtDoor(started);
    await elapse(started.customer, 1000);
    expect(await agent.nextMessage()).toEqual({ type: 'session_ended', reason: 'expired' });
  });
});

describe('the customer’s answer', () => {
  it('W3 that lets them in gives the welcome, and from then on frames pass both ways', async () => {
    const started = await startSession();
    const { agent, info } = await waitAtDoor(started);
    started.customer.sendFrame('before');
    answer(started.customer, 'admit', info);
    expect(await started.customer.nextMessage()).toEqual({ type: 'agent_joined', agent: info });
    expect(await agent.nextMessage()).toEqual({
      type: 'agent_welcome',
      agent: info,
      customerName: 'Carla Customer',
      customerVerified: false,
      customerPresent: true,
      permissions: { agentAnnotation: false, customerAnnotation: false, assist: [] },
      metadata: {},
    });
    started.customer.sendFrame('after');
    expect((await agent.nextFrame()).text).toBe('after');
    agent.sendFrame('asset?', { class: FrameClass.ASSET_REQUEST });
    expect((await started.customer.nextFrame()).header.sender).toBe(info.number);
  });

  it('W3 that does not let them in closes their socket without a reason, and the old secret opens nothing', async () => {
    const started = await startSession();
    const { agent, info } = await waitAtDoor(started);
    answer(started.customer, 'refuse', info);
    expect(await started.customer.nextMessage()).toEqual({ type: 'agent_left', agent: info });
    expect(await agent.nextClose()).toBe(4005);
    expect(await (await agent.reconnect()).nextClose()).toBe(4005);
    started.customer.sendFrame('nobody');
    await heardNothing(started.customer);
  });

  it('W3 given twice counts once', async () => {
    const started = await startSession();
    const { agent, info } = await waitAtDoor(started);
    for (const type of ['admit', 'admit', 'refuse'] as const) answer(started.customer, type, info);
    expect((await started.customer.nextMessage()).type).toBe('agent_joined');
    expect((await agent.nextMessage()).type).toBe('agent_welcome');
    await heardNothing(started.customer);
    await heardNothing(agent);
  });

  it('W3 about nobody, the customer themselves or another user changes nothing', async () => {
    const started = await startSession();
    const { agent, info } = await waitAtDoor(started);
    for (const wrong of [{ number: 77 }, { number: 0, userId: 'c-1' }, { userId: 'a-2' }, { userId: '' }]) {
      answer(started.customer, 'admit', { ...info, ...wrong });
    }
    await heardNothing(started.customer);
    await heardNothing(agent);
  });

  it('W3 about one who went does not let in who got the number', async () => {
    const started = await startSession();
    const { agent: ann, info: annInfo } = await waitAtDoor(started, 'ann');
    ann.send('{"type":"leave"}');
    expect((await started.customer.nextMessage()).type).toBe('agent_left');
    const { agent: mallory, info } = await waitAtDoor(started, 'mallory');
    expect(info.number).toBe(annInfo.number);
    answer(started.customer, 'admit', annInfo);
    await heardNothing(started.customer);
    await heardNothing(mallory);
  });

  it.each(['admit', 'refuse'] as const)('W3 from an agent’s socket (%s) closes that socket', async (type) => {
    const started = await startSession();
    const { agent: inside, info: insideInfo } = await letIn(started, 'a-1');
    const { agent, info } = await waitAtDoor(started, 'a-2');
    answer(inside, type, info);
    expect(await inside.nextClose()).toBe(4013);
    expect(await started.customer.nextMessage()).toEqual({ type: 'agent_left', agent: insideInfo });
    await heardNothing(agent);
  });

  it('W3 that cannot be read costs the customer their socket, and lets nobody in', async () => {
    const started = await startSession();
    const { agent } = await waitAtDoor(started);
    started.customer.send('{"type":"admit","agent":"1"}');
    expect(await started.customer.nextClose()).toBe(4010);
    await heardNothing(agent);
  });

  it('W4 is not asked for again soon after a refusal, and is afterwards', async () => {
    vi.setSystemTime(Date.now());
    const started = await startSession();
    const { info } = await waitAtDoor(started);
    answer(started.customer, 'refuse', info);
    expect((await started.customer.nextMessage()).type).toBe('agent_left');
    for (let i = 0; i < 3; i++) expect(await (await knock(started)).nextClose()).toBe(4005);
    await heardNothing(started.customer);
    vi.setSystemTime(Date.now() + ADMISSION_PAUSE_MS);
    await waitAtDoor(started);
  });

  it('W4 that does not come ends the wait, by the alarm', async () => {
    vi.setSystemTime(Date.now());
    const started = await startSession();
    const { agent, info } = await waitAtDoor(started);
    await elapse(started.customer, ADMISSION_WAIT_MS - 1);
    await heardNothing(agent);
    await elapse(started.customer, 1);
    expect(await agent.nextClose()).toBe(4006);
    expect(await started.customer.nextMessage()).toEqual({ type: 'agent_left', agent: info });
    answer(started.customer, 'admit', info);
    await heardNothing(started.customer);
    await letIn(started);
  });
});

describe('a lost socket', () => {
  it('W5 of one who waits brings no question again, and no more time', async () => {
    vi.setSystemTime(Date.now());
    const started = await startSession();
    const { agent, info } = await waitAtDoor(started);
    vi.setSystemTime(Date.now() + ADMISSION_WAIT_MS - 1000);
    agent.close(1001);
    let back = await agent.reconnect();
    for (let i = 0; i < 5; i++) {
      expect(await back.nextMessage()).toEqual({ type: 'waiting_welcome', agent: info });
      const next = await back.reconnect();
      expect(await back.nextClose()).toBe(4003);
      back = next;
    }
    expect((await back.nextMessage()).type).toBe('waiting_welcome');
    await heardNothing(started.customer);
    await elapse(started.customer, 1000);
    expect(await back.nextClose()).toBe(4006);
  });

  it('W5 of one who waits and joins by PIN again brings no other question', async () => {
    const started = await startSession();
    const { agent, info } = await waitAtDoor(started);
    agent.close(1001);
    await agent.nextClose();
    const again = await knock(started, 'a-1', 'The Bank');
    expect(await again.nextMessage()).toEqual({ type: 'waiting_welcome', agent: info });
    await heardNothing(started.customer);
  });

  it('W5 of one who waits is no answer: who is let in meanwhile comes back into the session', async () => {
    const started = await startSession();
    const { agent, info } = await waitAtDoor(started);
    agent.close(1001);
    await agent.nextClose();
    answer(started.customer, 'admit', info);
    expect(await started.customer.nextMessage()).toEqual({ type: 'agent_left', agent: info });
    expect((await (await agent.reconnect()).nextMessage()).type).toBe('agent_welcome');
    expect(await started.customer.nextMessage()).toEqual({ type: 'agent_joined', agent: info });
  });

  it('W5 of one who was let in needs no other admission, a join by PIN does', async () => {
    const started = await startSession();
    const { agent, info } = await letIn(started);
    agent.close(1001);
    expect((await started.customer.nextMessage()).type).toBe('agent_left');
    const back = await agent.reconnect();
    expect((await back.nextMessage()).type).toBe('agent_welcome');
    expect(await started.customer.nextMessage()).toEqual({ type: 'agent_joined', agent: info });
    back.close(1001);
    expect((await started.customer.nextMessage()).type).toBe('agent_left');
    await waitAtDoor(started);
  });

  it('W6 of the customer: the questions follow the welcome', async () => {
    const started = await startSession();
    const { info: inside } = await letIn(started, 'a-1');
    const { agent, info } = await waitAtDoor(started, 'a-2');
    const back = await started.customer.reconnect();
    expect(await back.nextMessage()).toEqual({ type: 'customer_welcome', pinCode: started.pinCode, agents: [inside] });
    expect(await back.nextMessage()).toEqual({ type: 'agent_waiting', agent: info, verified: false });
    answer(back, 'admit', info);
    expect((await agent.nextMessage()).type).toBe('agent_welcome');
  });

  it('W6 of a customer who is away when somebody comes: they are asked when they are back', async () => {
    const started = await startSession();
    started.customer.close(1001);
    await started.customer.nextClose();
    const agent = await knock(started);
    expect((await agent.nextMessage()).type).toBe('waiting_welcome');
    const back = await started.customer.reconnect();
    expect((await back.nextMessage()).type).toBe('customer_welcome');
    expect((await back.nextMessage()).type).toBe('agent_waiting');
  });
});

describe('the relay asleep and awake again', () => {
  it('W2 still keeps everything from one who waits, and W3 still lets them in', async () => {
    const started = await startSession();
    const { agent, info } = await waitAtDoor(started);
    await evictDurableObject(sessionStub(started.customer));
    started.customer.sendFrame('secret');
    await heardNothing(agent);
    await evictDurableObject(sessionStub(started.customer));
    answer(started.customer, 'admit', info);
    expect((await agent.nextMessage()).type).toBe('agent_welcome');
    expect((await started.customer.nextMessage()).type).toBe('agent_joined');
    await evictDurableObject(sessionStub(started.customer));
    started.customer.sendFrame('page', { sequence: 2 });
    expect((await agent.nextFrame()).text).toBe('page');
  });

  it('W2 still closes one who waits and sends', async () => {
    const started = await startSession();
    const { agent } = await waitAtDoor(started);
    await evictDurableObject(sessionStub(started.customer));
    agent.send('{"type":"snapshot_request"}');
    expect(await agent.nextClose()).toBe(4014);
  });

  it('W4 still ends the wait in time', async () => {
    vi.setSystemTime(Date.now());
    const started = await startSession();
    const { agent } = await waitAtDoor(started);
    await evictDurableObject(sessionStub(started.customer));
    await elapse(started.customer, ADMISSION_WAIT_MS);
    expect(await agent.nextClose()).toBe(4006);
  });

  it('W5 and W6 after a deploy, which drops every socket, asks the same question once', async () => {
    const started = await startSession();
    const { agent, info } = await waitAtDoor(started);
    await evictDurableObject(sessionStub(started.customer), { webSockets: 'close' });
    const agentBack = await agent.reconnect();
    expect(await agentBack.nextMessage()).toEqual({ type: 'waiting_welcome', agent: info });
    const back = await started.customer.reconnect();
    expect((await back.nextMessage()).type).toBe('customer_welcome');
    expect((await back.nextMessage()).type).toBe('agent_waiting');
    await heardNothing(back);
  });

  it('asks in a session that began so, whatever the variable says later', async () => {
    const started = await startSession();
    Reflect.deleteProperty(env, 'ADMISSION');
    await evictDurableObject(sessionStub(started.customer));
    await letIn(started);
    expect(SILENCE_LIMIT_MS).toBeGreaterThan(ADMISSION_WAIT_MS);
  });
});

describe('the variable ADMISSION', () => {
  it.each(['', 'pin', undefined])('that says so or nothing (%j) lets everybody with the PIN in', async (value) => {
    Reflect.set(env, 'ADMISSION', value);
    await joinSession(await startSession());
  });

  it('with a value that nobody knows is taken for the stricter one', async () => {
    Reflect.set(env, 'ADMISSION', 'custmer');
    await waitAtDoor(await startSession());
  });
});
