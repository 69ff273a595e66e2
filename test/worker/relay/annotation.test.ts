/** SPEC I7: what is drawn goes to those who may see it, from those who may draw, and no faster than a hand draws. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Permissions } from '../../../widget/engine/protocol/control/permission-messages.js';
import { FrameClass } from '../../../widget/engine/protocol/frame.js';
import { ANNOTATION_FRAMES_PER_SECOND, ANNOTATION_MAX_BYTES } from '../../../widget/engine/protocol/limits.js';
import { joinSession, startSession, type Participant, type Started } from '../support/participant.js';

afterEach(() => {
  vi.useRealTimers();
});

const DRAWN = { class: FrameClass.ANNOTATION };

async function permit(
  started: Started,
  ...agents: Participant[]
): Promise<(given: Partial<Permissions>) => Promise<void>> {
  return async (given) => {
    const message = { type: 'permissions', agentAnnotation: false, customerAnnotation: false, assist: [], ...given };
    started.customer.send(JSON.stringify(message));
    for (const agent of agents) expect(await agent.nextMessage()).toEqual(message);
  };
}

/** What an agent sends behind it arrives, and nothing before. */
async function expectNothing(from: Participant, at: Participant): Promise<void> {
  from.sendFrame('marker', { class: FrameClass.ASSET_REQUEST });
  expect((await at.nextFrame()).text).toBe('marker');
}

describe('I7 what is drawn', () => {
  it('by an agent goes to the customer and the other agents, with the sender that the relay knows', async () => {
    const started = await startSession();
    const { agent, info } = await joinSession(started, 'a-1');
    const { agent: second } = await joinSession(started, 'a-2');
    const allow = await permit(started, agent, second);
    await allow({ agentAnnotation: true });
    agent.sendFrame('drawn', { ...DRAWN, sender: 2, recipient: 1 });
    for (const receiver of [started.customer, second]) {
      const { header, text } = await receiver.nextFrame();
      expect([header.class, header.sender, text]).toEqual([FrameClass.ANNOTATION, info.number, 'drawn']);
    }
    // Not back to who drew it.
    started.customer.sendFrame('page');
    expect((await agent.nextFrame()).text).toBe('page');
  });

  it('by the customer goes to all agents, or to the one who came late', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started, 'a-1');
    const { agent: second, info } = await joinSession(started, 'a-2');
    const allow = await permit(started, agent, second);
    await allow({ customerAnnotation: true });
    started.customer.sendFrame('all', DRAWN);
    started.customer.sendFrame('one', { ...DRAWN, recipient: info.number });
    started.customer.sendFrame('page');
    expect((await agent.nextFrame()).text).toBe('all');
    expect((await agent.nextFrame()).text).toBe('page');
    expect((await second.nextFrame()).text).toBe('all');
    expect((await second.nextFrame()).text).toBe('one');
  });

  it('goes nowhere without permission, before it is given and after it is withdrawn, and costs nobody the connection', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started, 'a-1');
    const { agent: second } = await joinSession(started, 'a-2');
    const allow = await permit(started, agent, second);
    agent.sendFrame('early', DRAWN);
    await expectNothing(agent, started.customer);
    await allow({ agentAnnotation: true });
    agent.sendFrame('allowed', DRAWN);
    expect((await started.customer.nextFrame()).text).toBe('allowed');
    expect((await second.nextFrame()).text).toBe('allowed');
    await allow({ customerAnnotation: true });
    agent.sendFrame('late', DRAWN);
    await expectNothing(agent, started.customer);
    await allow({});
    started.customer.sendFrame('late', DRAWN);
    started.customer.sendFrame('page');
    expect((await second.nextFrame()).text).toBe('page');
  });

  it('is dropped where it is more than a hand can draw, or larger than a stroke', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const started = await startSession();
    const { agent } = await joinSession(started, 'a-1');
    const allow = await permit(started, agent);
    await allow({ agentAnnotation: true });
    agent.sendFrame('x'.repeat(ANNOTATION_MAX_BYTES + 1), DRAWN);
    agent.sendFrame('a part', { ...DRAWN, more: true });
    await expectNothing(agent, started.customer);
    const count = 5 * ANNOTATION_FRAMES_PER_SECOND;
    for (let i = 0; i < count; i++) agent.sendFrame(String(i), DRAWN);
    agent.sendFrame('marker', { class: FrameClass.ASSET_REQUEST });
    const arrived: string[] = [];
    for (let text = ''; text !== 'marker'; arrived.push(text)) ({ text } = await started.customer.nextFrame());
    expect(arrived.length - 1).toBe(2 * ANNOTATION_FRAMES_PER_SECOND);
    // Others' hands are their own.
    const { agent: second } = await joinSession(started, 'a-2');
    second.sendFrame('mine', DRAWN);
    expect((await started.customer.nextFrame()).text).toBe('mine');
  });
});
