import { env, runInDurableObject } from 'cloudflare:test';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FrameClass } from '../../../widget/engine/protocol/frame.js';
import { agentToken, requestJoin, requestStart, customerToken, json, admission } from '../support/http.js';
import { joinSession, Participant, sessionStub, startSession } from '../support/participant.js';

afterEach(() => {
  vi.useRealTimers();
});

describe('a session', () => {
  it('H4 gives the customer a PIN of six digits in the first message, and lets an agent in with it', async () => {
    const started = await startSession();
    expect(started.pinCode).toMatch(/^\d{6}$/);
    const agent = await Participant.connect(
      await admission(await requestJoin(await agentToken('a-1', 'Alex Agent'), started.pinCode)),
    );
    const info = { number: 1, userId: 'a-1', userName: 'Alex Agent' };
    expect(await agent.nextMessage()).toEqual({
      type: 'agent_welcome',
      agent: info,
      customerName: 'Carla Customer',
      customerVerified: false,
      customerPresent: true,
      permissions: { agentAnnotation: false, customerAnnotation: false, assist: [] },
      metadata: {},
    });
    expect(await started.customer.nextMessage()).toEqual({ type: 'agent_joined', agent: info });
  });

  it('tells the agent whether the site vouches for the customer', async () => {
    for (const verified of [true, false]) {
      const session = env.SESSIONS.get(env.SESSIONS.newUniqueId());
      const customer = { userId: 'c-1', userName: 'Carla', verified };
      await session.create({ sdkKey: 'test-key', pinCode: '123456', customer });
      const joined = await session.join({ userId: 'a-1', userName: 'Alex' });
      if (joined.state !== 'admitted') throw new Error(joined.state);
      const agent = await Participant.connect(joined.admission);
      expect(await agent.nextMessage()).toMatchObject({ type: 'agent_welcome', customerVerified: verified });
    }
  });

  it('believes no id of its own accord: another endpoint of the key may let anybody choose one', async () => {
    const { pinCode } = await startSession('verified:c-1');
    const agent = await Participant.connect(await admission(await requestJoin(await agentToken('a-1'), pinCode)));
    expect(await agent.nextMessage()).toMatchObject({ type: 'agent_welcome', customerVerified: false });
  });

  it('carries frames to every agent and back to the customer, stamped with who sent them', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started, 'a-1');
    const { agent: second } = await joinSession(started, 'a-2');
    started.customer.sendFrame('hello', { sender: 9 });
    for (const receiver of [agent, second]) {
      const { header, text } = await receiver.nextFrame();
      expect([header.sender, header.sequence, text]).toEqual([0, 1, 'hello']);
    }
    second.sendFrame('asset?', { class: FrameClass.ASSET_REQUEST, sender: 1, recipient: 1 });
    const { header, text } = await started.customer.nextFrame();
    expect([header.sender, header.class, text]).toEqual([2, FrameClass.ASSET_REQUEST, 'asset?']);
  });

  it('F8 carries a frame for one agent to that one alone', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started, 'a-1');
    const { agent: late, info } = await joinSession(started, 'a-2');
    started.customer.sendFrame('snapshot', { class: FrameClass.SNAPSHOT, recipient: info.number });
    started.customer.sendFrame('for all');
    expect((await late.nextFrame()).text).toBe('snapshot');
    expect((await late.nextFrame()).text).toBe('for all');
    expect((await agent.nextFrame()).text).toBe('for all');
  });

  it('drops a frame for an agent who is not there', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    started.customer.sendFrame('nobody', { recipient: 200 });
    started.customer.sendFrame('for all');
    expect((await agent.nextFrame()).text).toBe('for all');
  });

  it('asks the customer for the snapshot that an agent wants', async () => {
    const started = await startSession();
    await joinSession(started, 'a-1');
    const { agent, info } = await joinSession(started, 'a-2');
    agent.send('{"type":"snapshot_request"}');
    expect(await started.customer.nextMessage()).toEqual({ type: 'snapshot_wanted', agent: info.number });
  });

  it('passes on one wish for a snapshot a second of each agent, and is silent about the others', async () => {
    vi.setSystemTime(Date.now());
    const started = await startSession();
    const { agent, info } = await joinSession(started, 'a-1');
    const { agent: other, info: otherInfo } = await joinSession(started, 'a-2');
    const wanted = { type: 'snapshot_wanted', agent: info.number };
    for (let i = 0; i < 20; i++) agent.send('{"type":"snapshot_request"}');
    agent.send('ping');
    expect(await agent.next()).toEqual({ kind: 'pong' });
    expect(await started.customer.nextMessage()).toEqual(wanted);

    other.send('{"type":"snapshot_request"}');
    expect(await started.customer.nextMessage()).toEqual({ type: 'snapshot_wanted', agent: otherInfo.number });
    vi.setSystemTime(Date.now() + 1000);
    agent.send('{"type":"snapshot_request"}');
    expect(await started.customer.nextMessage()).toEqual(wanted);
  });

  it('takes five agents, refuses the sixth with 1013, and has a place again when one leaves', async () => {
    const started = await startSession();
    const joined = [];
    for (let i = 1; i <= 5; i++) joined.push(await joinSession(started, `a-${i}`));
    expect(new Set(joined.map(({ info }) => info.number)).size).toBe(5);

    const refused = await requestJoin(await agentToken('a-6'), started.pinCode);
    expect([refused.status, (await json(refused))['code']]).toEqual([409, 1013]);

    joined[2]?.agent.send('{"type":"leave"}');
    expect(await joined[2]?.agent.nextClose()).toBe(4001);
    expect(await started.customer.nextMessage()).toEqual({ type: 'agent_left', agent: joined[2]?.info });
    await joinSession(started, 'a-6');
  });

  it('keeps a place for those who were admitted and have not connected yet', async () => {
    const { pinCode } = await startSession();
    for (let i = 1; i <= 5; i++) expect((await requestJoin(await agentToken(`a-${i}`), pinCode)).status).toBe(200);
    expect((await requestJoin(await agentToken('a-6'), pinCode)).status).toBe(409);
  });

  it('refuses a user who is in it already with 1015, the customer included', async () => {
    const started = await startSession('c-1');
    await joinSession(started, 'a-1');
    for (const userId of ['a-1', 'c-1']) {
      const refused = await requestJoin(await agentToken(userId), started.pinCode);
      expect([refused.status, (await json(refused))['code']]).toEqual([409, 1015]);
    }
  });

  it('does not give away the place of a customer who is away to an agent of the same user id', async () => {
    const started = await startSession('c-1');
    const { agent } = await joinSession(started);
    started.customer.close();
    expect((await agent.nextMessage()).type).toBe('customer_away');
    expect((await requestJoin(await agentToken('c-1'), started.pinCode)).status).toBe(409);
    expect((await (await started.customer.reconnect()).nextMessage()).type).toBe('customer_welcome');
  });

  it('lets a user whose socket is gone join again under the same number, and forgets the old secret', async () => {
    const started = await startSession();
    const { agent, info } = await joinSession(started, 'a-1');
    agent.close();
    expect(await started.customer.nextMessage()).toEqual({ type: 'agent_left', agent: info });
    const again = await joinSession(started, 'a-1');
    expect(again.info).toEqual(info);
    expect(await (await agent.reconnect()).nextClose()).toBe(4002);
  });

  it.each([
    ['customer', 'customer_ended'],
    ['agent', 'agent_ended'],
  ])('ends for everybody when the %s ends it; its PIN, secrets and id are dead', async (side, reason) => {
    const started = await startSession();
    const { agent } = await joinSession(started, 'a-1');
    const { agent: second } = await joinSession(started, 'a-2');
    (side === 'customer' ? started.customer : second).send('{"type":"end"}');
    for (const participant of [started.customer, agent, second]) {
      expect(await participant.nextMessage()).toEqual({ type: 'session_ended', reason });
      expect(await participant.nextClose()).toBe(4000);
    }
    const late = await requestJoin(await agentToken('a-3'), started.pinCode);
    expect([late.status, await json(late)]).toEqual([404, { code: 30308, errorMsg: 'Pincode is not found' }]);
    for (const participant of [started.customer, agent]) {
      expect(await (await participant.reconnect()).nextClose()).toBe(4002);
    }
  });

  it('stores of a secret only what cannot be turned back into it', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    await runInDurableObject(sessionStub(started.customer), (_object, state) => {
      const stored = JSON.stringify(state.storage.sql.exec('SELECT * FROM participants, session').toArray());
      expect(stored).toContain(started.pinCode);
      for (const participant of [started.customer, agent]) expect(stored).not.toContain(participant.admission.secret);
    });
  });

  it('leaves nothing stored behind', async () => {
    const { customer } = await startSession();
    customer.send('{"type":"end"}');
    await customer.nextMessage();
    await customer.nextClose();
    await runInDurableObject(sessionStub(customer), async (_object, state) => {
      const tables = state.storage.sql
        .exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'")
        .toArray();
      expect([tables, await state.storage.getAlarm()]).toEqual([[], null]);
    });
  });

  it('answers a ping without waking', async () => {
    const { customer } = await startSession();
    customer.send('ping');
    expect(await customer.next()).toEqual({ kind: 'pong' });
  });

  it('is not found again by a start of the same customer, who gets another one', async () => {
    const first = await startSession('c-1');
    const second = await admission(await requestStart(await customerToken('c-1')));
    expect(second.sessionId).not.toBe(first.customer.admission.sessionId);
  });
});
