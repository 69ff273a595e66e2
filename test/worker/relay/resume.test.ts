import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FrameClass } from '../../../widget/engine/protocol/frame.js';
import { PIN_LIFETIME_MS, RECONNECT_WINDOW_MS, SILENCE_LIMIT_MS } from '../../../widget/engine/protocol/limits.js';
import { agentToken, requestJoin } from '../support/http.js';
import { joinSession, sessionStub, startSession, type Participant } from '../support/participant.js';

afterEach(() => {
  vi.useRealTimers();
});

/** Lets time pass for the relay, then lets its alarm ring. */
async function elapse(participant: Participant, ms: number): Promise<void> {
  vi.setSystemTime(Date.now() + ms);
  expect(await runDurableObjectAlarm(sessionStub(participant))).toBe(true);
}

describe('a customer who vanishes', () => {
  it('may come back: the agents wait, then are told', async () => {
    const started = await startSession();
    const { agent, info } = await joinSession(started);
    started.customer.close(1001);
    expect(await agent.nextMessage()).toEqual({ type: 'customer_away', remainingMs: RECONNECT_WINDOW_MS });

    await elapse(started.customer, RECONNECT_WINDOW_MS - 1000);
    const back = await started.customer.reconnect();
    expect(await back.nextMessage()).toEqual({ type: 'customer_welcome', pinCode: started.pinCode, agents: [info] });
    expect(await agent.nextMessage()).toEqual({ type: 'customer_back' });
    await elapse(started.customer, 2000);
    back.sendFrame('still here');
    expect((await agent.nextFrame()).text).toBe('still here');
  });

  it('and does not come back ends the session for the agents', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    started.customer.close(1001);
    await agent.nextMessage();
    await elapse(started.customer, RECONNECT_WINDOW_MS);
    expect(await agent.nextMessage()).toEqual({ type: 'session_ended', reason: 'customer_lost' });
    expect(await agent.nextClose()).toBe(4000);
    expect((await requestJoin(await agentToken('a-2'), started.pinCode)).status).toBe(404);
    expect(await (await started.customer.reconnect()).nextClose()).toBe(4002);
  });

  it('is announced to an agent who comes meanwhile, with the time that is left', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started, 'a-1');
    vi.setSystemTime(Date.now());
    started.customer.close(1001);
    await agent.nextMessage();
    vi.setSystemTime(Date.now() + 30_000);
    const back = await agent.reconnect();
    expect(await back.nextMessage()).toMatchObject({ type: 'agent_welcome', customerPresent: false });
    expect(await back.nextMessage()).toEqual({ type: 'customer_away', remainingMs: RECONNECT_WINDOW_MS - 30_000 });
  });

  it('H3 who connects again while the old socket seems open takes over', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    const back = await started.customer.reconnect();
    expect(await started.customer.nextClose()).toBe(4003);
    expect((await back.nextMessage()).type).toBe('customer_welcome');
    expect(await agent.nextMessage()).toEqual({ type: 'customer_back' });
    back.sendFrame('new');
    expect((await agent.nextFrame()).text).toBe('new');
  });

  it('before the first socket, like one whom nobody joins, ends the session in silence', async () => {
    const { customer, pinCode } = await startSession();
    await elapse(customer, PIN_LIFETIME_MS - 1000);
    // Silent for that long as well, so the socket was closed; the session waits for the customer.
    expect(await customer.nextClose()).toBe(4004);
    const back = await customer.reconnect();
    expect((await back.nextMessage()).type).toBe('customer_welcome');
    await elapse(customer, 1000);
    expect(await back.nextMessage()).toEqual({ type: 'session_ended', reason: 'expired' });
    expect((await requestJoin(await agentToken(), pinCode)).status).toBe(404);
  });
});

describe('an agent who vanishes', () => {
  it('is answered, so that their browser need not wait for the close', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    agent.close(1000);
    expect(await agent.nextClose()).toBe(1005);
    await evictDurableObject(sessionStub(started.customer));
    started.customer.close(1000);
    expect((await started.customer.nextMessage()).type).toBe('agent_left');
    expect(await started.customer.nextClose()).toBe(1005);
  });

  it('E3 comes back with the secret, under the same number, and the customer is asked for a snapshot', async () => {
    const started = await startSession();
    const { agent, info } = await joinSession(started);
    agent.close(1001);
    expect(await started.customer.nextMessage()).toEqual({ type: 'agent_left', agent: info });
    const back = await agent.reconnect();
    expect(await back.nextMessage()).toMatchObject({ type: 'agent_welcome', agent: info });
    expect(await started.customer.nextMessage()).toEqual({ type: 'agent_joined', agent: info });
  });

  it('whose old socket is half open takes over, and never left', async () => {
    const started = await startSession();
    const { agent, info } = await joinSession(started);
    await agent.reconnect();
    expect(await agent.nextClose()).toBe(4003);
    expect(await started.customer.nextMessage()).toEqual({ type: 'agent_joined', agent: info });
  });

  it('finds no place when five others have come', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started, 'a-0');
    agent.close();
    await started.customer.nextMessage();
    for (let i = 1; i <= 5; i++) await joinSession(started, `a-${i}`);
    expect(await (await agent.reconnect()).nextClose()).toBe(4002);
  });

  it('on purpose cannot come back with the old secret', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    agent.send('{"type":"leave"}');
    expect(await agent.nextClose()).toBe(4001);
    expect(await (await agent.reconnect()).nextClose()).toBe(4002);
  });
});

describe('a session that agents have left', () => {
  it.each(['{"type":"leave"}', undefined])(
    'gives its PIN up once it has been alone for a PIN’s life (%s)',
    async (last) => {
      vi.setSystemTime(Date.now());
      const started = await startSession();
      const { agent } = await joinSession(started, 'a-1');
      const { agent: second } = await joinSession(started, 'a-2');
      // Longer than a PIN lives, with somebody there.
      vi.setSystemTime(Date.now() + 2 * PIN_LIFETIME_MS);
      for (const each of [agent, second]) each.send('{"type":"leave"}');
      await agent.nextClose();
      await second.nextClose();
      for (let i = 0; i < 2; i++) expect((await started.customer.nextMessage()).type).toBe('agent_left');
      const back = await joinSession(started, 'a-3');
      if (last === undefined) back.agent.close();
      else back.agent.send(last);
      expect((await started.customer.nextMessage()).type).toBe('agent_left');

      await elapse(started.customer, PIN_LIFETIME_MS - 1000);
      // Silent for that long as well; the session waits for the customer.
      expect(await started.customer.nextClose()).toBe(4004);
      const customer = await started.customer.reconnect();
      expect((await customer.nextMessage()).type).toBe('customer_welcome');
      await elapse(customer, 1000);
      expect(await customer.nextMessage()).toEqual({ type: 'session_ended', reason: 'expired' });
      expect((await requestJoin(await agentToken('a-4'), started.pinCode)).status).toBe(404);
    },
  );

  it('keeps its PIN while an agent is there, and for as long again when another one comes', async () => {
    vi.setSystemTime(Date.now());
    const started = await startSession();
    const { agent } = await joinSession(started, 'a-1');
    agent.send('{"type":"leave"}');
    expect((await started.customer.nextMessage()).type).toBe('agent_left');
    vi.setSystemTime(Date.now() + PIN_LIFETIME_MS - 1000);
    const { agent: second } = await joinSession(started, 'a-2');
    started.customer.sendFrame('not silent');
    await second.nextFrame();
    await elapse(started.customer, 2000);
    started.customer.sendFrame('still here');
    expect((await second.nextFrame()).text).toBe('still here');
  });
});

describe('a socket that falls silent', () => {
  it('is closed, and its agent counts as gone', async () => {
    const started = await startSession();
    const { agent, info } = await joinSession(started);
    vi.setSystemTime(Date.now() + SILENCE_LIMIT_MS - 1000);
    started.customer.sendFrame('not silent');
    await agent.nextFrame();
    await elapse(started.customer, 1000);
    expect(await agent.nextClose()).toBe(4004);
    expect(await started.customer.nextMessage()).toEqual({ type: 'agent_left', agent: info });
  });

  it('is kept while it sends pings, though they do not wake the relay', async () => {
    const { customer } = await startSession();
    await runInDurableObject(sessionStub(customer), (_object, state) => {
      const [socket] = state.getWebSockets();
      // The socket was opened long ago; only its ping is new.
      socket?.serializeAttachment({ number: 0, openedAt: Date.now() - SILENCE_LIMIT_MS });
    });
    customer.send('ping');
    expect(await customer.next()).toEqual({ kind: 'pong' });
    await evictDurableObject(sessionStub(customer));
    expect(await runDurableObjectAlarm(sessionStub(customer))).toBe(true);
    customer.send('ping');
    expect(await customer.next()).toEqual({ kind: 'pong' });
  });
});

describe('the relay asleep and awake again', () => {
  it('changes nothing: numbers, PIN, frames in both directions, who may end', async () => {
    const started = await startSession();
    const { agent, info } = await joinSession(started, 'a-1');
    started.customer.sendFrame('one');
    await agent.nextFrame();
    await evictDurableObject(sessionStub(started.customer));

    started.customer.sendFrame('two');
    const { header, text } = await agent.nextFrame();
    expect([header.sequence, text]).toEqual([2, 'two']);
    await evictDurableObject(sessionStub(started.customer));
    agent.sendFrame('asset?', { class: FrameClass.ASSET_REQUEST });
    expect((await started.customer.nextFrame()).header.sender).toBe(info.number);

    await evictDurableObject(sessionStub(started.customer));
    const second = await joinSession(started, 'a-2');
    expect(second.info.number).toBe(2);
    await evictDurableObject(sessionStub(started.customer));
    second.agent.send('{"type":"end"}');
    for (const participant of [started.customer, agent, second.agent]) {
      expect(await participant.nextMessage()).toEqual({ type: 'session_ended', reason: 'agent_ended' });
    }
  });

  it('F4 counts on from the first frame it hears', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    started.customer.sendFrame('one');
    await agent.nextFrame();
    await evictDurableObject(sessionStub(started.customer));
    started.customer.sendFrame('two');
    started.customer.sendFrame('four', { sequence: 4 });
    expect(await started.customer.nextClose()).toBe(4012);
  });

  it('still knows who left while it slept, and that a replaced socket is nobody', async () => {
    const started = await startSession();
    const { agent, info } = await joinSession(started);
    const { agent: second, info: secondInfo } = await joinSession(started, 'a-2');
    const back = await agent.reconnect();
    await started.customer.nextMessage();
    await evictDurableObject(sessionStub(started.customer));
    back.close();
    expect(await started.customer.nextMessage()).toEqual({ type: 'agent_left', agent: info });
    second.close();
    expect(await started.customer.nextMessage()).toEqual({ type: 'agent_left', agent: secondInfo });
  });

  it('hears of a customer who vanished while it slept', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    await evictDurableObject(sessionStub(started.customer));
    started.customer.close(1001);
    expect((await agent.nextMessage()).type).toBe('customer_away');
  });

  it('after a deploy, which drops every socket, waits for the customer and takes everybody back', async () => {
    const started = await startSession();
    const { agent, info } = await joinSession(started);
    await evictDurableObject(sessionStub(started.customer), { webSockets: 'close' });
    const agentBack = await agent.reconnect();
    expect(await agentBack.nextMessage()).toMatchObject({ type: 'agent_welcome', agent: info, customerPresent: false });
    expect((await agentBack.nextMessage()).type).toBe('customer_away');
    const back = await started.customer.reconnect();
    expect(await back.nextMessage()).toEqual({ type: 'customer_welcome', pinCode: started.pinCode, agents: [info] });
    expect((await agentBack.nextMessage()).type).toBe('customer_back');
  });

  it('after a deploy ends the session of a customer who does not come back', async () => {
    const started = await startSession();
    await joinSession(started);
    await evictDurableObject(sessionStub(started.customer), { webSockets: 'close' });
    await elapse(started.customer, SILENCE_LIMIT_MS);
    await elapse(started.customer, RECONNECT_WINDOW_MS);
    expect((await requestJoin(await agentToken('a-2'), started.pinCode)).status).toBe(404);
  });
});
