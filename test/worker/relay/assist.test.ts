/** Remote assist, the pause and notes in the relay: what passes, from whom, and what is refused (SPEC G, U, T). */
import { evictDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CloseCode } from '../../../widget/engine/protocol/close-codes.js';
import { FrameClass } from '../../../widget/engine/protocol/frame.js';
import type { AssistRefusedMessage } from '../../../widget/engine/protocol/control/assist-messages.js';
import {
  ACT_BURST,
  ACT_MAX_BYTES,
  ASSIST_REQUEST_BURST,
  ASSIST_REST_MS,
  NOTE_BURST,
} from '../../../widget/engine/protocol/limits.js';
import {
  joinSession,
  Participant,
  sessionStub,
  startSession,
  type Joined,
  type Started,
} from '../support/participant.js';

const ACT = '["p",5,0.5,0.5]';
const GRANT = { type: 'assist_state', types: ['scroll_page'], paused: false };
const NOBODY = { type: 'assist_state', agent: 0, types: [], paused: false };

describe('in the relay', () => {
  let started: Started;
  let customer: Participant;
  let ann: Joined;

  const say = (to: Participant, message: object): void => to.send(JSON.stringify(message));
  const allow = (...assist: string[]): void =>
    say(customer, { type: 'permissions', agentAnnotation: false, customerAnnotation: false, assist });
  const answer = ({ info }: Joined, granted: boolean, assist = 'scroll_page'): void =>
    say(customer, { type: 'assist_answer', agent: info.number, userId: info.userId, assist, granted });
  const act = ({ agent }: Joined, text = ACT, header = {}): void =>
    agent.sendFrame(text, { class: FrameClass.ACT, ...header });

  const ask = ({ agent }: Joined, assist: string): void => say(agent, { type: 'assist_request', assist });

  async function refused({ agent }: Joined): Promise<AssistRefusedMessage> {
    for (;;) {
      const message = await agent.nextMessage();
      if (message.type === 'assist_refused') return message;
      // Only that the customer's page is another one.
      expect(message.type).toMatch(/^(?:customer_back|customer_away|assist_state)$/);
    }
  }

  /** What reached the customer before an answer to this: nothing, if nothing was passed on. */
  async function nothingReached(joined: Joined): Promise<void> {
    joined.agent.sendFrame('mark', { class: FrameClass.ASSET_REQUEST });
    expect((await customer.nextFrame()).text).toBe('mark');
  }

  async function grant(joined: Joined, assist = 'scroll_page'): Promise<void> {
    answer(joined, true, assist);
    expect((await customer.nextMessage()).type).toBe('assist_state');
    expect((await joined.agent.nextMessage()).type).toBe('assist_state');
  }

  afterEach(() => {
    vi.useRealTimers();
  });

  beforeEach(async () => {
    started = await startSession();
    ({ customer } = started);
    ann = await joinSession(started, 'a-1');
    allow('scroll_page', 'click');
    expect((await ann.agent.nextMessage()).type).toBe('permissions');
  });

  it('G2 a question reaches the customer with who asks, as the relay knows them', async () => {
    say(ann.agent, { type: 'assist_request', assist: 'click', agent: { number: 9, userId: 'boss', userName: 'Boss' } });
    expect(await customer.nextMessage()).toEqual({
      type: 'assist_asked',
      agent: ann.info,
      verified: false,
      assist: 'click',
    });
  });

  it('G2 a question for what the page does not allow is refused without asking', async () => {
    say(ann.agent, { type: 'assist_request', assist: 'fill_form' });
    expect(await ann.agent.nextMessage()).toMatchObject({ type: 'assist_refused', assist: 'fill_form' });
    await nothingReached(ann);
  });

  it('G2 questions without end are refused', async () => {
    for (let i = 0; i <= ASSIST_REQUEST_BURST; i++) say(ann.agent, { type: 'assist_request', assist: 'click' });
    for (let i = 0; i < ASSIST_REQUEST_BURST; i++) expect((await customer.nextMessage()).type).toBe('assist_asked');
    expect((await ann.agent.nextMessage()).type).toBe('assist_refused');
    await nothingReached(ann);
  });

  it('G3 a no is told to who asked, and nobody may act', async () => {
    answer(ann, false);
    expect(await ann.agent.nextMessage()).toMatchObject({ type: 'assist_refused', assist: 'scroll_page' });
    act(ann);
    await nothingReached(ann);
  });

  it('G2 a no holds on the next page, over a sleep and a new join, for that agent and that kind, and no longer for asking again', async () => {
    vi.setSystemTime(Date.now());
    const bob = await joinSession(started, 'a-2');
    answer(ann, false, 'click');
    expect(await ann.agent.nextMessage()).toEqual({ type: 'assist_refused', assist: 'click', restMs: ASSIST_REST_MS });
    // The customer's next page, which knows of no answer; the relay's memory is gone as well.
    await evictDurableObject(sessionStub(customer));
    customer = await customer.reconnect();
    expect((await customer.nextMessage()).type).toBe('customer_welcome');
    vi.setSystemTime(Date.now() + 10_000);
    ask(ann, 'click');
    expect((await refused(ann)).restMs).toBe(ASSIST_REST_MS - 10_000);
    // A page that would have refused by itself says so a second time.
    answer(ann, false, 'click');
    expect((await refused(ann)).restMs).toBe(ASSIST_REST_MS - 10_000);
    await nothingReached(ann);
    ask(ann, 'scroll_page');
    expect(await customer.nextMessage()).toMatchObject({ type: 'assist_asked', assist: 'scroll_page' });
    ask(bob, 'click');
    expect(await customer.nextMessage()).toMatchObject({ type: 'assist_asked', agent: bob.info, assist: 'click' });
    // By the PIN again, with another number or the same one: it is who asks that counts.
    say(ann.agent, { type: 'leave' });
    expect((await customer.nextMessage()).type).toBe('agent_left');
    ann = await joinSession({ ...started, customer }, 'a-1');
    ask(ann, 'click');
    await refused(ann);
    vi.setSystemTime(Date.now() + ASSIST_REST_MS - 10_001);
    ask(ann, 'click');
    expect((await refused(ann)).restMs).toBe(1);
    vi.setSystemTime(Date.now() + 1);
    ask(ann, 'click');
    expect((await customer.nextMessage()).type).toBe('assist_asked');
  });

  it('G2 a clock that goes back neither ends a no nor makes it longer than one', async () => {
    vi.setSystemTime(Date.now());
    answer(ann, false, 'click');
    await refused(ann);
    vi.setSystemTime(Date.now() - 3_600_000);
    ask(ann, 'click');
    expect((await refused(ann)).restMs).toBe(ASSIST_REST_MS);
    vi.setSystemTime(Date.now() + ASSIST_REST_MS);
    ask(ann, 'click');
    expect((await customer.nextMessage()).type).toBe('assist_asked');
  });

  it('G2 a no reaches also who dropped their socket meanwhile', async () => {
    ask(ann, 'click');
    expect((await customer.nextMessage()).type).toBe('assist_asked');
    ann.agent.close();
    expect((await customer.nextMessage()).type).toBe('agent_left');
    answer(ann, false, 'click');
    const back = await Participant.connect(ann.agent.admission);
    expect((await back.nextMessage()).type).toBe('agent_welcome');
    expect((await customer.nextMessage()).type).toBe('agent_joined');
    ann = { ...ann, agent: back };
    ask(ann, 'click');
    await refused(ann);
    await nothingReached(ann);
  });

  it('G2 a stop that the customer pressed is a no to all, on the next page too; one of the page or of an agent is none', async () => {
    for (const [from, refuses] of [
      ['customer', undefined],
      ['agent', true],
    ] as const) {
      await grant(ann);
      say(from === 'customer' ? customer : ann.agent, { type: 'assist_stop', refuses });
      for (const each of [customer, ann.agent]) expect(await each.nextMessage()).toEqual(NOBODY);
      ask(ann, 'click');
      expect((await customer.nextMessage()).type).toBe('assist_asked');
    }
    const bob = await joinSession(started, 'a-2');
    await grant(ann);
    say(customer, { type: 'assist_stop', refuses: true });
    for (const each of [customer, ann.agent]) expect(await each.nextMessage()).toEqual(NOBODY);
    customer = await customer.reconnect();
    expect((await customer.nextMessage()).type).toBe('customer_welcome');
    for (const assist of ['scroll_page', 'click']) {
      ask(ann, assist);
      expect((await refused(ann)).assist).toBe(assist);
    }
    await nothingReached(ann);
    ask(bob, 'click');
    expect(await customer.nextMessage()).toMatchObject({ type: 'assist_asked', agent: bob.info });
  });

  it('G4 acts pass from who has the grant, stamped with who that is, and from nobody else', async () => {
    const bob = await joinSession(started, 'a-2');
    act(ann);
    await nothingReached(ann);
    answer(ann, true);
    const granted = { ...GRANT, agent: ann.info.number };
    for (const each of [customer, ann.agent, bob.agent]) expect(await each.nextMessage()).toEqual(granted);
    act(bob, ACT, { sender: ann.info.number });
    act(ann, ACT, { sender: bob.info.number });
    const { header, text } = await customer.nextFrame();
    expect([header.sender, text]).toEqual([ann.info.number, ACT]);
    await nothingReached(bob);
  });

  it('G4 a grant outlives the relay’s sleep and the customer’s reload', async () => {
    await grant(ann);
    await evictDurableObject(sessionStub(customer));
    act(ann);
    expect((await customer.nextFrame()).text).toBe(ACT);
    const back = await customer.reconnect();
    expect((await back.nextMessage()).type).toBe('customer_welcome');
    expect(await back.nextMessage()).toEqual({ ...GRANT, agent: ann.info.number });
  });

  it('G4 only the customer grants, and for an agent who is there', async () => {
    say(ann.agent, { type: 'assist_answer', agent: 1, userId: 'a-1', assist: 'click', granted: true });
    expect(await ann.agent.nextClose()).toBe(CloseCode.WRONG_ROLE);
    expect((await customer.nextMessage()).type).toBe('agent_left');
    const bob = await joinSession(started, 'a-2');
    answer(ann, true);
    answer({ ...bob, info: { ...bob.info, userId: 'a-1' } }, true);
    say(customer, { type: 'assist_answer', agent: 0, userId: 'c-1', assist: 'click', granted: true });
    answer(bob, true, 'fill_form');
    act(bob);
    await nothingReached(bob);
  });

  it('G5 who comes back with a socket that replaces the other asks again', async () => {
    await grant(ann);
    const back = await ann.agent.reconnect();
    expect((await back.nextMessage()).type).toBe('agent_welcome');
    expect(await back.nextMessage()).toEqual(NOBODY);
    expect((await customer.nextMessage()).type).toBe('agent_joined');
    expect(await customer.nextMessage()).toEqual(NOBODY);
    back.sendFrame(ACT, { class: FrameClass.ACT });
    await nothingReached({ ...ann, agent: back });
  });

  it('G5 either side stops it, and an act after that does not pass', async () => {
    for (const side of ['customer', 'agent'] as const) {
      await grant(ann);
      say(side === 'customer' ? customer : ann.agent, { type: 'assist_stop' });
      act(ann);
      expect(await customer.nextMessage()).toEqual(NOBODY);
      expect(await ann.agent.nextMessage()).toEqual(NOBODY);
      await nothingReached(ann);
    }
  });

  it('G5 another agent stops nothing', async () => {
    const bob = await joinSession(started, 'a-2');
    await grant(ann);
    expect((await bob.agent.nextMessage()).type).toBe('assist_state');
    say(bob.agent, { type: 'assist_stop' });
    await nothingReached(bob);
    act(ann);
    expect((await customer.nextFrame()).text).toBe(ACT);
  });

  it('G5 it ends with the agent’s socket: who comes back asks again', async () => {
    await grant(ann);
    ann.agent.close();
    expect((await customer.nextMessage()).type).toBe('agent_left');
    expect(await customer.nextMessage()).toEqual(NOBODY);
    const back = await Participant.connect(ann.agent.admission);
    expect((await back.nextMessage()).type).toBe('agent_welcome');
    expect((await customer.nextMessage()).type).toBe('agent_joined');
    back.sendFrame(ACT, { class: FrameClass.ACT });
    await nothingReached({ ...ann, agent: back });
  });

  it('G5 it ends where the page allows it no longer', async () => {
    await grant(ann, 'click');
    allow('scroll_page');
    expect((await ann.agent.nextMessage()).type).toBe('permissions');
    expect(await ann.agent.nextMessage()).toEqual(NOBODY);
  });

  it('G7 it goes over to another agent whom the customer grants it, with that one kind', async () => {
    const bob = await joinSession(started, 'a-2');
    await grant(ann);
    await grant(ann, 'click');
    await bob.agent.nextMessage();
    expect(await bob.agent.nextMessage()).toMatchObject({ types: ['scroll_page', 'click'] });
    answer(bob, true);
    expect(await ann.agent.nextMessage()).toEqual({ ...GRANT, agent: bob.info.number });
    expect((await customer.nextMessage()).type).toBe('assist_state');
    act(ann);
    await nothingReached(ann);
    act(bob);
    expect((await customer.nextFrame()).header.sender).toBe(bob.info.number);
  });

  it('G6 acts are refused that are large, in pieces, deflated or without end', async () => {
    await grant(ann);
    act(ann, 'x'.repeat(ACT_MAX_BYTES + 1));
    act(ann, ACT, { more: true });
    act(ann, ACT, { deflated: true });
    await nothingReached(ann);
    for (let i = 0; i < ACT_BURST * 3; i++) act(ann, String(i));
    ann.agent.sendFrame('mark', { class: FrameClass.ASSET_REQUEST });
    let passed = 0;
    while ((await customer.nextFrame()).text !== 'mark') passed++;
    expect(passed).toBeGreaterThanOrEqual(ACT_BURST);
    expect(passed).toBeLessThan(ACT_BURST * 3);
  });

  it('G8 acts do not pass while the customer uses the page', async () => {
    await grant(ann);
    say(customer, { type: 'assist_pause', paused: true });
    expect(await ann.agent.nextMessage()).toEqual({ ...GRANT, agent: ann.info.number, paused: true });
    expect((await customer.nextMessage()).type).toBe('assist_state');
    act(ann);
    await nothingReached(ann);
    say(customer, { type: 'assist_outcome', outcome: 'missed' });
    expect(await ann.agent.nextMessage()).toEqual({ type: 'assist_outcome', outcome: 'missed' });
  });

  it('U1 a pause is told to the agents, also to those who come, and to the customer’s next page', async () => {
    say(customer, { type: 'sharing', paused: true });
    expect(await ann.agent.nextMessage()).toEqual({ type: 'sharing', paused: true });
    const bob = await joinSession(started, 'a-2');
    expect(await bob.agent.nextMessage()).toEqual({ type: 'sharing', paused: true });
    await evictDurableObject(sessionStub(customer));
    expect(await (await customer.reconnect()).nextMessage()).toMatchObject({ type: 'customer_welcome', paused: true });
  });

  it('U2 nothing of the page passes while it lasts, nor an act', async () => {
    await grant(ann);
    say(customer, { type: 'sharing', paused: true });
    customer.sendFrame('secret');
    customer.sendFrame('secret', { class: FrameClass.SNAPSHOT, recipient: ann.info.number });
    say(customer, { type: 'sharing', paused: false });
    customer.sendFrame('shown');
    expect(await ann.agent.nextMessage()).toEqual({ type: 'sharing', paused: true });
    expect(await ann.agent.nextMessage()).toEqual({ type: 'sharing', paused: false });
    expect((await ann.agent.nextFrame()).text).toBe('shown');
    say(customer, { type: 'sharing', paused: true });
    expect((await ann.agent.nextMessage()).type).toBe('skipped');
    expect((await ann.agent.nextMessage()).type).toBe('sharing');
    act(ann);
    await nothingReached(ann);
  });

  it('Q5 what a curtain is for is told to the agents, also to those who come after sleep, and the customer’s wish counts for more', async () => {
    const barred = { type: 'sharing', paused: true, reason: 'barred' };
    say(customer, barred);
    say(customer, barred);
    expect(await ann.agent.nextMessage()).toEqual(barred);
    await evictDurableObject(sessionStub(customer));
    const bob = await joinSession(started, 'a-2');
    expect(await bob.agent.nextMessage()).toEqual(barred);
    customer.sendFrame('secret');
    say(customer, { type: 'sharing', paused: true });
    expect(await bob.agent.nextMessage()).toEqual({ type: 'sharing', paused: true });
  });

  it('Q5 a curtain for any other reason is no message', async () => {
    customer.send('{"type":"sharing","paused":true,"reason":"lunch"}');
    expect(await customer.nextClose()).toBe(CloseCode.MALFORMED);
  });

  it('U1 no agent ends a pause', async () => {
    say(ann.agent, { type: 'sharing', paused: false });
    expect(await ann.agent.nextClose()).toBe(CloseCode.WRONG_ROLE);
  });

  it('T1 a note reaches the customer with its true author, and its author hears that it was seen', async () => {
    const note = { id: 4, text: '<img src=x onerror=alert(1)>', link: 'https://example.com/' };
    say(ann.agent, { type: 'note', ...note, agent: 77, userName: 'Boss' });
    expect(await customer.nextMessage()).toEqual({ type: 'note_arrived', agent: ann.info.number, ...note });
    say(customer, { type: 'note_seen', agent: ann.info.number, id: 4, opened: true });
    expect(await ann.agent.nextMessage()).toEqual({ type: 'note_shown', id: 4, opened: true });
  });

  it('T3 notes without end are dropped', async () => {
    for (let id = 0; id < NOTE_BURST * 3; id++) say(ann.agent, { type: 'note', id, text: 'x', link: '' });
    for (let id = 0; id < NOTE_BURST; id++) expect(await customer.nextMessage()).toMatchObject({ id });
    await nothingReached(ann);
  });

  it('T1 a note that is no text, or a link that is none, closes its author’s socket', async () => {
    say(ann.agent, { type: 'note', id: 1, text: 'x', link: 'javascript:alert(1)' });
    expect(await ann.agent.nextClose()).toBe(CloseCode.MALFORMED);
  });
});
