import { evictDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { FrameClass } from '../../../widget/engine/protocol/frame.js';
import {
  ACK_EVERY_BYTES,
  FLIGHT_MAX_BYTES,
  FRAME_MAX_BYTES,
  QUEUE_MAX_BYTES,
} from '../../../widget/engine/protocol/limits.js';
import {
  joinSession,
  sessionStub,
  startSession,
  type Joined,
  type Participant,
  type Started,
} from '../support/participant.js';

const HALF_MEBI = 'x'.repeat(FRAME_MAX_BYTES / 2 - 8);
/** Frames after which the queue of an agent who acknowledges nothing must have been dropped. */
const TOO_MANY = (FLIGHT_MAX_BYTES + QUEUE_MAX_BYTES) / (FRAME_MAX_BYTES / 2) + 1;

interface Slow {
  readonly started: Started;
  readonly slow: Joined;
  readonly quick: Joined;
}

/** A session with one agent who acknowledges and one who does not. */
async function withSlowAgent(): Promise<Slow> {
  const started = await startSession();
  const slow = await joinSession(started, 'a-slow');
  const quick = await joinSession(started, 'a-quick');
  slow.agent.acknowledges = false;
  return { started, slow, quick };
}

async function flood(customer: Participant, quick: Participant, frames: number, from = 0): Promise<void> {
  for (let i = 0; i < frames; i++) {
    customer.sendFrame(String(from + i).padStart(4, '0') + HALF_MEBI.slice(4));
    // One at a time, as the quick one's line is not what is tested here.
    expect((await quick.nextFrame()).text.slice(0, 4)).toBe(String(from + i).padStart(4, '0'));
  }
}

const acknowledge = (agent: Participant, bytes: number) => agent.send(JSON.stringify({ type: 'received', bytes }));

/** What an agent gets who acknowledges nothing, before the relay stops. */
async function takeFlight(agent: Participant): Promise<number> {
  let bytes = 0;
  while (bytes < FLIGHT_MAX_BYTES) bytes += (await agent.nextFrame()).bytes;
  return bytes;
}

const sharing = (paused: boolean) => JSON.stringify({ type: 'sharing', paused });

describe('a curtain', () => {
  it('U5: comes down on what waits for a slow agent as well: they get nothing older after it, and a snapshot once it goes up', async () => {
    const { started, slow, quick } = await withSlowAgent();
    const { customer } = started;
    await flood(customer, quick.agent, TOO_MANY - 2);
    expect(await customer.nextMessage()).toEqual({ type: 'pace', agent: slow.info.number, slow: true });
    customer.send(sharing(true));
    const bytes = await takeFlight(slow.agent);
    expect(await slow.agent.nextMessage()).toEqual({ type: 'skipped' });
    expect(await slow.agent.nextMessage()).toEqual({ type: 'sharing', paused: true });
    acknowledge(slow.agent, bytes);
    customer.sendFrame('behind the curtain');
    customer.send(sharing(false));
    customer.sendFrame('a change before the snapshot');
    customer.sendFrame('the snapshot', { class: FrameClass.SNAPSHOT });
    customer.sendFrame('a change after the snapshot');
    expect(await slow.agent.nextMessage()).toEqual({ type: 'sharing', paused: false });
    expect((await slow.agent.nextFrame()).text).toBe('the snapshot');
    expect((await slow.agent.nextFrame()).text).toBe('a change after the snapshot');
  });

  it('U5: that falls into a message leaves nobody with a part of it', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    const { customer } = started;
    customer.sendFrame('the beginning', { more: true });
    customer.send(sharing(true));
    customer.sendFrame('the middle', { more: true });
    customer.send(sharing(false));
    customer.sendFrame('the end');
    customer.sendFrame('the snapshot', { class: FrameClass.SNAPSHOT });
    expect((await agent.nextFrame()).text).toBe('the beginning');
    expect(await agent.nextMessage()).toEqual({ type: 'skipped' });
    expect(await agent.nextMessage()).toEqual({ type: 'sharing', paused: true });
    expect(await agent.nextMessage()).toEqual({ type: 'sharing', paused: false });
    expect((await agent.nextFrame()).text).toBe('the snapshot');
  });
});

describe('an agent who does not acknowledge', () => {
  it('B2, B3: costs the others nothing, and gets nothing more once too much waits; the customer hears that they are slow', async () => {
    const { started, slow, quick } = await withSlowAgent();
    await flood(started.customer, quick.agent, TOO_MANY + 3);
    expect(await started.customer.nextMessage()).toEqual({ type: 'pace', agent: slow.info.number, slow: true });
    expect(await takeFlight(slow.agent)).toBeLessThan(FLIGHT_MAX_BYTES + FRAME_MAX_BYTES);
    // The next thing that they get is what the session says, not a frame.
    quick.agent.send('{"type":"end"}');
    expect((await slow.agent.nextMessage()).type).toBe('session_ended');
  });

  it('B5: gets a fresh snapshot in place of what was dropped, once they have caught up, and nothing before it', async () => {
    const { started, slow, quick } = await withSlowAgent();
    const { customer } = started;
    await flood(customer, quick.agent, TOO_MANY);
    expect((await customer.nextMessage()).type).toBe('pace');
    const bytes = await takeFlight(slow.agent);
    acknowledge(slow.agent, bytes - ACK_EVERY_BYTES);
    acknowledge(slow.agent, ACK_EVERY_BYTES);
    expect(await slow.agent.nextMessage()).toEqual({ type: 'skipped' });
    expect(await customer.nextMessage()).toEqual({ type: 'snapshot_wanted', agent: slow.info.number });

    customer.sendFrame('a change before the snapshot');
    customer.sendFrame('the snapshot', { class: FrameClass.SNAPSHOT, recipient: slow.info.number });
    customer.sendFrame('a change after the snapshot');
    expect((await slow.agent.nextFrame()).text).toBe('the snapshot');
    expect((await slow.agent.nextFrame()).text).toBe('a change after the snapshot');
    expect(await customer.nextMessage()).toEqual({ type: 'pace', agent: slow.info.number, slow: false });
  });

  it('B1: gets all of it, in order, if they are only late', async () => {
    const { started, slow, quick } = await withSlowAgent();
    await flood(started.customer, quick.agent, TOO_MANY - 1);
    for (let i = 0; i < TOO_MANY - 1; i++) {
      const { text, bytes } = await slow.agent.nextFrame();
      expect(text.slice(0, 4)).toBe(String(i).padStart(4, '0'));
      acknowledge(slow.agent, bytes);
    }
    expect(await started.customer.nextMessage()).toMatchObject({ type: 'pace', slow: true });
    expect(await started.customer.nextMessage()).toMatchObject({ type: 'pace', slow: false });
  });

  it.each([
    ['frames that wait', TOO_MANY - 2],
    ['frames that were dropped', TOO_MANY],
  ])('B5: while the relay slept with %s gets a snapshot, as these are lost', async (_name, frames) => {
    const { started, slow, quick } = await withSlowAgent();
    const { customer } = started;
    await flood(customer, quick.agent, frames);
    expect((await customer.nextMessage()).type).toBe('pace');
    await takeFlight(slow.agent);
    await evictDurableObject(sessionStub(customer));
    customer.sendFrame('the relay wakes up');
    expect((await quick.agent.nextFrame()).text).toBe('the relay wakes up');
    expect(await slow.agent.nextMessage()).toEqual({ type: 'skipped' });
    expect(await customer.nextMessage()).toEqual({ type: 'snapshot_wanted', agent: slow.info.number });
    customer.sendFrame('the snapshot', { class: FrameClass.SNAPSHOT });
    expect((await slow.agent.nextFrame()).text).toBe('the snapshot');
    expect(await customer.nextMessage()).toMatchObject({ type: 'pace', slow: false });
  });

  it('B5: starts anew with a new socket, their own or the customer’s', async () => {
    const { started, slow, quick } = await withSlowAgent();
    await flood(started.customer, quick.agent, TOO_MANY);
    const again = await slow.agent.reconnect();
    expect((await again.nextMessage()).type).toBe('agent_welcome');
    started.customer.sendFrame('for all');
    expect((await again.nextFrame()).text).toBe('for all');
    await quick.agent.nextFrame();

    again.acknowledges = false;
    await flood(started.customer, quick.agent, TOO_MANY);
    await takeFlight(again);
    const back = await started.customer.reconnect();
    expect((await back.nextMessage()).type).toBe('customer_welcome');
    expect((await again.nextMessage()).type).toBe('customer_back');
    expect(await back.nextMessage()).toMatchObject({ type: 'pace', slow: false });
    acknowledge(again, 2 * FLIGHT_MAX_BYTES);
    back.sendFrame('over the new socket', { class: FrameClass.SNAPSHOT });
    expect((await again.nextFrame()).text).toBe('over the new socket');
  });

  it.each(['{"type":"received"}', '{"type":"received","bytes":-1}', '{"type":"received","bytes":1e99}'])(
    'loses the socket for an acknowledgement that is none (%s)',
    async (text) => {
      const { agent } = await joinSession(await startSession());
      agent.send(text);
      expect(await agent.nextClose()).toBe(4010);
    },
  );
});

describe('a customer', () => {
  it('B1: hears what the relay has, seldom', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    const frame = 'x'.repeat(ACK_EVERY_BYTES / 4 - 8);
    for (let i = 0; i < 6; i++) {
      started.customer.sendFrame(frame);
      await agent.nextFrame();
    }
    started.customer.send('ping');
    expect((await started.customer.next()).kind).toBe('pong');
    expect(started.customer.acknowledged).toBe(4);
  });

  it('B1: is not sent on a count that sleep made wrong', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    const frame = 'x'.repeat(ACK_EVERY_BYTES / 2 - 8);
    for (let i = 0; i < 4; i++) {
      started.customer.sendFrame(frame);
      await agent.nextFrame();
      await evictDurableObject(sessionStub(agent));
    }
    started.customer.sendFrame(frame);
    started.customer.sendFrame(frame);
    for (let i = 0; i < 2; i++) await agent.nextFrame();
    started.customer.send('ping');
    expect((await started.customer.next()).kind).toBe('pong');
    expect(started.customer.acknowledged).toBe(6);
  });

  it('B8: who takes nothing in is not drowned: the agent who floods loses the socket, the others do not', async () => {
    const started = await startSession();
    const { agent, info } = await joinSession(started, 'a-flood');
    const { agent: other } = await joinSession(started, 'a-2');
    started.customer.acknowledges = false;
    for (let i = 0; i < TOO_MANY; i++) agent.sendFrame(HALF_MEBI, { class: FrameClass.ASSET_REQUEST });
    expect(await agent.nextClose()).toBe(4015);
    await takeFlight(started.customer);
    expect(await started.customer.nextMessage()).toEqual({ type: 'agent_left', agent: info });
    started.customer.sendFrame('still here');
    expect((await other.nextFrame()).text).toBe('still here');
  });
});
