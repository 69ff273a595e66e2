import { evictDurableObject } from 'cloudflare:test';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { joinSession, Participant, sessionStub, startSession } from '../support/participant.js';

const OCCUPIED = 4016;
const REPLACED = 4003;

/** Nothing but what comes next has arrived. */
async function heardNothing(participant: Participant): Promise<void> {
  participant.send('ping');
  expect(await participant.next()).toEqual({ kind: 'pong' });
}

afterEach(() => {
  vi.useRealTimers();
});

describe('a customer whose secret another browser shows', () => {
  it('H5 keeps the seat while their page is alive: the other one is told, and nobody else hears of it', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    expect(await (await started.customer.elsewhere()).nextClose()).toBe(OCCUPIED);
    await heardNothing(started.customer);
    started.customer.sendFrame('still mine');
    expect((await agent.nextFrame()).text).toBe('still mine');
  });

  it('H5 keeps it though the relay slept', async () => {
    const started = await startSession();
    await evictDurableObject(sessionStub(started.customer));
    expect(await (await started.customer.elsewhere()).nextClose()).toBe(OCCUPIED);
    await heardNothing(started.customer);
  });

  it('H5 loses it when their page does not answer, as after a crash that the network did not tell of', async () => {
    const started = await startSession();
    const { agent, info } = await joinSession(started);
    started.customer.isAlive = false;
    const resumed = await started.customer.elsewhere();
    expect(await started.customer.nextClose()).toBe(REPLACED);
    expect(await resumed.nextMessage()).toMatchObject({ type: 'customer_welcome', agents: [info] });
    expect(await agent.nextMessage()).toEqual({ type: 'customer_back' });
    // It wakes up, and is the second one now.
    expect(await (await started.customer.reconnect()).nextClose()).toBe(OCCUPIED);
  });

  it('H5 gives it up at once by leaving, though somebody is being asked about it', async () => {
    const started = await startSession();
    started.customer.isAlive = false;
    // The time that a page has for its answer is never up.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const coming = started.customer.elsewhere();
    started.customer.close(1001);
    expect(await (await coming).nextMessage()).toMatchObject({ type: 'customer_welcome' });
  });

  it('H5 has it again at once on a new socket of the same page, though the old one seems open', async () => {
    const started = await startSession();
    started.customer.isAlive = false;
    const again = await started.customer.reconnect();
    expect(await again.nextMessage()).toMatchObject({ type: 'customer_welcome' });
    expect(await started.customer.nextClose()).toBe(REPLACED);
  });

  it.each(['', 'short', 'x'.repeat(65), 'a b', 'the-same-page;'])(
    'H5 is not another page’s by an odd name (%j), which is none',
    async (name) => {
      const { customer } = await startSession();
      customer.close(1001);
      expect((await customer.next()).kind).toBe('close');
      const first = await Participant.connect(customer.admission, undefined, name);
      expect((await first.nextMessage()).type).toBe('customer_welcome');
      const again = await Participant.connect(first.admission, undefined, name);
      expect(await again.nextClose()).toBe(OCCUPIED);
    },
  );

  it('H5 is one of two that claim it at once', async () => {
    const started = await startSession();
    started.customer.isAlive = false;
    const both = await Promise.all([started.customer.elsewhere(), started.customer.elsewhere()]);
    const heard = await Promise.all(both.map(async (each) => (await each.next()).kind));
    const closed = await Promise.all(
      both.map(async (each, index) =>
        heard[index] === 'close' ? true : (each.send('ping'), (await each.next()).kind === 'close'),
      ),
    );
    expect(closed.filter(Boolean)).toHaveLength(1);
  });

  it('H5 is no way for an agent to say anything', async () => {
    const { agent } = await joinSession(await startSession());
    agent.send('{"type":"still_here"}');
    expect(await agent.nextClose()).toBe(4013);
  });
});
