import { SELF, evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Admission } from '../../../widget/engine/protocol/control.js';
import { MAX_TABS, TAB_GRACE_MS } from '../../../widget/engine/protocol/limits.js';
import { admission, agentToken, customerToken, ORIGIN, requestJoin, requestStart } from '../support/http.js';
import { Participant, sessionStub } from '../support/participant.js';

/** Of the customer's site; its host is a loopback one, as development allows no other. */
const SHOP = 'http://shop.localhost:3000';
const DOMAIN = 'shop.localhost';

afterEach(() => {
  vi.useRealTimers();
});

interface Ticket {
  readonly ticket: string;
  readonly count: number;
}

interface Story {
  readonly first: Participant;
  readonly agent: Participant;
  readonly pinCode: string;
  readonly ticket: Ticket;
}

async function ticketOf(tab: Participant): Promise<Ticket> {
  const message = await tab.nextMessage();
  if (message.type !== 'tab_ticket') throw new Error(`Expected a ticket, got ${message.type}`);
  return message;
}

/** A customer whose session may have several tabs, and an agent who watches. */
async function start(): Promise<Story> {
  const first = await Participant.connect(await admission(await requestStart(await customerToken('c-1'))), SHOP);
  const welcome = await first.nextMessage();
  if (welcome.type !== 'customer_welcome') throw new Error('no welcome');
  const { pinCode } = welcome;
  first.send(JSON.stringify({ type: 'tabs_open', domain: DOMAIN }));
  const ticket = await ticketOf(first);
  const agent = await Participant.connect(await admission(await requestJoin(await agentToken('a-1'), pinCode)));
  await skipTo(agent, 'agent_welcome');
  await skipTo(first, 'agent_joined');
  return { first, agent, pinCode, ticket };
}

/** Reads until a message of this type. */
async function skipTo(who: Participant, type: string): Promise<unknown> {
  for (;;) {
    const message = await who.nextMessage();
    if (message.type === type) return message;
  }
}

function requestTab(sessionId: string, ticket: unknown, origin: string | undefined = SHOP): Promise<Response> {
  return SELF.fetch(`${ORIGIN}/sdkapi/zcb/sessions/${sessionId}/tabs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(origin !== undefined && { origin }) },
    body: JSON.stringify({ ticket }),
  });
}

interface Tab {
  readonly tab: Participant;
  readonly ticket: Ticket;
}

/** One more tab, which stands by. */
async function openTab({ first }: Pick<Story, 'first'>, { ticket }: Ticket, origin = SHOP): Promise<Tab> {
  const response = await requestTab(first.admission.sessionId, ticket, origin);
  expect(response.status).toBe(200);
  const answer = await response.json<Admission & Ticket>();
  const tab = await Participant.connect({ sessionId: answer.sessionId, secret: answer.secret }, origin);
  return { tab, ticket: { ticket: answer.ticket, count: answer.count } };
}

const claim = (tab: Participant): void => tab.send(JSON.stringify({ type: 'tab_focus', focused: true }));

describe('K several tabs of one customer', () => {
  it('K1 a tab joins with the ticket, on the site and below it, and stands by', async () => {
    const story = await start();
    const { first, agent, pinCode } = story;
    const { tab, ticket } = await openTab(story, story.ticket, 'http://www.shop.localhost:8080');
    expect(ticket.count).toBe(2);
    expect(await ticketOf(first)).toEqual({ type: 'tab_ticket', ...ticket });
    expect(await tab.nextMessage()).toMatchObject({ type: 'tab_standby', pinCode, agents: [{ userId: 'a-1' }] });
    // What it sends is nobody's business.
    tab.sendFrame('unseen');
    first.sendFrame('seen');
    expect((await agent.nextFrame()).text).toBe('seen');
  });

  it('H5 a copy of a tab, of the seen one or of one that stands by, does not get its seat', async () => {
    const story = await start();
    const { tab } = await openTab(story, story.ticket);
    for (const original of [story.first, tab]) {
      expect(await (await original.elsewhere(SHOP)).nextClose()).toBe(4016);
    }
    tab.isAlive = false;
    expect(await (await tab.elsewhere(SHOP)).nextMessage()).toMatchObject({ type: 'tab_standby' });
    expect((await skipTo(tab, 'tab_standby')) && (await tab.nextClose())).toBe(4003);
  });

  it('K2 a ticket is good once, on its site, and for its session', async () => {
    const story = await start();
    const { sessionId } = story.first.admission;
    const { ticket } = story.ticket;
    for (const origin of ['http://localhost:3000', 'http://evilshop.localhost', 'http://shop.localhost.localhost']) {
      expect((await requestTab(sessionId, ticket, origin)).status, origin).toBe(403);
    }
    expect((await requestTab(sessionId, ticket, 'https://evil.example')).status).toBe(403);
    expect(
      (
        await SELF.fetch(`${ORIGIN}/sdkapi/zcb/sessions/${sessionId}/tabs`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ ticket }),
        })
      ).status,
    ).toBe(403);
    for (const wrong of ['', 'x', `${ticket}x`, story.first.admission.secret]) {
      expect((await requestTab(sessionId, wrong)).status, wrong).toBe(403);
    }
    for (const odd of [undefined, null, 7, [ticket], { ticket }]) {
      expect((await requestTab(sessionId, odd)).status).toBe(404);
    }
    expect((await requestTab('made-up', ticket)).status).toBe(404);
    await openTab(story, story.ticket);
    expect((await requestTab(sessionId, ticket)).status).toBe(403);
  });

  it('K2 a page cannot open a session to a site that is not its own', async () => {
    const first = await Participant.connect(await admission(await requestStart(await customerToken('c-1'))), SHOP);
    await first.nextMessage();
    for (const domain of ['localhost', 'evil.example', 'op.localhost', '.localhost', '']) {
      first.send(JSON.stringify({ type: 'tabs_open', domain }));
      if (domain === '') expect(await first.nextClose()).toBe(4010);
    }
  });

  it('K3 the agents see the tab that the customer comes to, and are told so', async () => {
    const story = await start();
    const { first, agent } = story;
    const { tab } = await openTab(story, story.ticket);
    await tab.nextMessage();
    await ticketOf(first);
    claim(tab);
    expect(await first.nextMessage()).toMatchObject({ type: 'tab_standby' });
    expect(await tab.nextMessage()).toMatchObject({ type: 'customer_welcome', agents: [{ userId: 'a-1' }] });
    expect(await agent.nextMessage()).toEqual({ type: 'customer_transferred' });
    expect(await agent.nextMessage()).toEqual({ type: 'customer_back' });
    tab.sendFrame('second');
    first.sendFrame('late');
    expect(await agent.nextFrame()).toMatchObject({ text: 'second', header: { sender: 0, sequence: 1 } });

    // And back: numbers of frames go on where each socket had them.
    claim(first);
    expect(await first.nextMessage()).toMatchObject({ type: 'customer_welcome' });
    expect(await agent.nextMessage()).toEqual({ type: 'customer_transferred' });
    expect(await agent.nextMessage()).toEqual({ type: 'customer_back' });
    first.sendFrame('first again');
    expect(await agent.nextFrame()).toMatchObject({ text: 'first again', header: { sequence: 2 } });
  });

  it('G2 a no holds in the tab that the customer goes to', async () => {
    const story = await start();
    const { first, agent } = story;
    const say = (who: Participant, message: object): void => who.send(JSON.stringify(message));
    const permissions = { agentAnnotation: false, customerAnnotation: false, assist: ['click'] };
    const { tab } = await openTab(story, story.ticket);
    say(first, { type: 'permissions', ...permissions });
    say(first, { type: 'assist_answer', agent: 1, userId: 'a-1', assist: 'click', granted: false });
    await skipTo(agent, 'assist_refused');
    claim(tab);
    await skipTo(tab, 'customer_welcome');
    say(tab, { type: 'permissions', ...permissions });
    await skipTo(agent, 'customer_back');
    say(agent, { type: 'assist_request', assist: 'click' });
    await skipTo(agent, 'assist_refused');
  });

  it('K3 outlives hibernation', async () => {
    const story = await start();
    const { first, agent } = story;
    const { tab } = await openTab(story, story.ticket);
    await tab.nextMessage();
    await evictDurableObject(sessionStub(first));
    claim(tab);
    await skipTo(tab, 'customer_welcome');
    await evictDurableObject(sessionStub(first));
    tab.sendFrame('after sleep');
    await agent.nextMessage();
    await agent.nextMessage();
    expect((await agent.nextFrame()).text).toBe('after sleep');
    expect((await tab.reconnect()).admission).toEqual(tab.admission);
    expect(await tab.nextClose()).toBe(4003);
    expect(await agent.nextMessage()).toEqual({ type: 'customer_back' });
  });

  it('K4 a tab that stands by pauses for all, and the tab that is seen learns it', async () => {
    const story = await start();
    const { first, agent } = story;
    const { tab } = await openTab(story, story.ticket);
    await tab.nextMessage();
    await ticketOf(first);
    tab.send('{"type":"sharing","paused":true}');
    expect(await first.nextMessage()).toMatchObject({ type: 'customer_welcome', paused: true });
    expect(await skipTo(agent, 'sharing')).toEqual({ type: 'sharing', paused: true });
    // It neither says that the curtain is for its address (Q5), nor ends a pause (U4).
    tab.send('{"type":"sharing","paused":true,"reason":"barred"}');
    expect(await first.nextMessage()).toMatchObject({ type: 'customer_welcome', paused: true });
    tab.send('{"type":"sharing","paused":false}');
    expect(await first.nextMessage()).toMatchObject({ type: 'customer_welcome', paused: true });
    tab.send('{"type":"remove","agent":1,"userId":"a-1"}');
    expect(await skipTo(first, 'agent_left')).toMatchObject({ agent: { userId: 'a-1' } });
  });

  it('K4 a tab that stands by can do no more than that, come forward and end', async () => {
    const story = await start();
    const { first, agent } = story;
    const { tab } = await openTab(story, story.ticket);
    await tab.nextMessage();
    tab.send(JSON.stringify({ type: 'admit', agent: 1, userId: 'a-1' }));
    tab.send(JSON.stringify({ type: 'tab_focus', focused: false }));
    first.sendFrame('still here');
    expect((await agent.nextFrame()).text).toBe('still here');
    tab.send('{"type":"end"}');
    expect(await agent.nextMessage()).toEqual({ type: 'session_ended', reason: 'customer_ended' });
    expect(await tab.nextMessage()).toEqual({ type: 'session_ended', reason: 'customer_ended' });
    expect(await tab.nextClose()).toBe(4000);
    expect((await requestTab(first.admission.sessionId, story.ticket.ticket)).status).toBe(404);
  });

  it('K5 the agents are told when the customer looks elsewhere, also those who come later', async () => {
    const { first, agent, pinCode } = await start();
    const look = (focused: boolean): void => first.send(JSON.stringify({ type: 'tab_focus', focused }));
    look(true);
    look(false);
    look(false);
    expect(await agent.nextMessage()).toEqual({ type: 'customer_focus', focused: false });
    const second = await Participant.connect(await admission(await requestJoin(await agentToken('a-2'), pinCode)));
    expect(await skipTo(second, 'customer_focus')).toEqual({ type: 'customer_focus', focused: false });
    look(true);
    expect(await skipTo(agent, 'customer_focus')).toEqual({ type: 'customer_focus', focused: true });
  });

  it('K6 when the tab that is seen goes, another one is seen: at once if the customer comes to it, else after a grace', async () => {
    const story = await start();
    const { first, agent } = story;
    const second = await openTab(story, story.ticket);
    const third = await openTab(story, second.ticket);
    await second.tab.nextMessage();
    claim(second.tab);
    await skipTo(second.tab, 'customer_welcome');
    second.tab.close(1001);
    expect(await skipTo(agent, 'customer_away')).toMatchObject({ type: 'customer_away' });
    claim(third.tab);
    await skipTo(third.tab, 'customer_welcome');
    expect(await agent.nextMessage()).toEqual({ type: 'customer_transferred' });

    third.tab.close(1001);
    await skipTo(agent, 'customer_away');
    vi.setSystemTime(Date.now() + TAB_GRACE_MS);
    expect(await runDurableObjectAlarm(sessionStub(first))).toBe(true);
    expect(await skipTo(first, 'customer_welcome')).toMatchObject({ agents: [{ userId: 'a-1' }] });
    expect(await agent.nextMessage()).toEqual({ type: 'customer_transferred' });
  });

  it('K6 a tab that reloads within the grace is seen again, and nobody is told of another', async () => {
    const story = await start();
    const { first, agent } = story;
    await openTab(story, story.ticket);
    first.close(1001);
    expect(await skipTo(agent, 'customer_away')).toMatchObject({ type: 'customer_away' });
    const back = await first.reconnect();
    await skipTo(back, 'customer_welcome');
    expect(await agent.nextMessage()).toEqual({ type: 'customer_back' });
  });

  /** What the agent was told until now: a message of the customer's tells where that is. */
  async function told(agent: Participant, customer: Participant): Promise<readonly string[]> {
    customer.send(JSON.stringify({ type: 'sharing', paused: true }));
    const types: string[] = [];
    for (;;) {
      const { type } = await agent.nextMessage();
      if (type === 'sharing') break;
      types.push(type);
    }
    customer.send(JSON.stringify({ type: 'sharing', paused: false }));
    await skipTo(agent, 'sharing');
    return types.filter((type) => type.startsWith('customer_'));
  }

  it('K3 one tab that goes from page to page, is reloaded and loses its line is never told of as another', async () => {
    const { first, agent } = await start();
    let page = first;
    for (let i = 0; i < 3; i++) {
      page.send(JSON.stringify({ type: 'sharing', paused: true, reason: 'barred' }));
      await skipTo(agent, 'sharing');
      page.close(1001);
      await skipTo(agent, 'customer_away');
      if (i === 1) await evictDurableObject(sessionStub(first));
      page = await page.reconnect();
      expect(await page.nextMessage()).toMatchObject({ type: 'customer_welcome', paused: true });
      page.send('{"type":"sharing","paused":false}');
      await skipTo(agent, 'sharing');
    }
    expect(await told(agent, page)).toEqual([]);
  });

  it('K3 one tab that goes to another origin of the site and back is never told of as another', async () => {
    const story = await start();
    const { first, agent } = story;
    const response = await requestTab(first.admission.sessionId, story.ticket.ticket, 'http://www.shop.localhost');
    const { sessionId, secret } = await response.json<Admission>();
    first.close(1001);
    await skipTo(agent, 'customer_away');
    await evictDurableObject(sessionStub(first));
    const next = await Participant.connect({ sessionId, secret }, 'http://www.shop.localhost');
    expect(await next.nextMessage()).toMatchObject({ type: 'tab_standby' });
    claim(next);
    await skipTo(next, 'customer_welcome');
    expect(await told(agent, next)).toEqual(['customer_back']);
    next.close(1001);
    await skipTo(agent, 'customer_away');
    const back = await first.reconnect();
    await skipTo(back, 'tab_standby');
    claim(back);
    await skipTo(back, 'customer_welcome');
    expect(await told(agent, back)).toEqual(['customer_back']);
  });

  it('K6 where all tabs lose their line, the one that is back first is not seen for it', async () => {
    const story = await start();
    const { first, agent } = story;
    const { tab } = await openTab(story, story.ticket);
    await tab.nextMessage();
    tab.close(1001);
    first.close(1001);
    await skipTo(agent, 'customer_away');
    await evictDurableObject(sessionStub(first));
    const other = await tab.reconnect();
    expect(await other.nextMessage()).toMatchObject({ type: 'tab_standby' });
    const back = await first.reconnect();
    await skipTo(back, 'customer_welcome');
    expect(await told(agent, back)).toEqual(['customer_back']);
  });

  it('K7 has room for so many, and for one more when one of them is gone', async () => {
    const story = await start();
    let { ticket } = story;
    const tabs: Participant[] = [];
    for (let i = 0; i < MAX_TABS; i++) {
      const opened = await openTab(story, ticket);
      tabs.push(opened.tab);
      ticket = opened.ticket;
    }
    expect((await requestTab(story.first.admission.sessionId, ticket.ticket)).status).toBe(409);
    const [gone] = tabs;
    await skipTo(gone as Participant, 'tab_standby');
    gone?.close(1001);
    await vi.waitFor(async () => {
      expect((await requestTab(story.first.admission.sessionId, ticket.ticket)).status).toBe(200);
    });
    expect(await (await (gone as Participant).reconnect()).nextClose()).toBe(4002);
  });

  it('without tabs opened, the customer’s secret takes the seat over as ever', async () => {
    const first = await Participant.connect(await admission(await requestStart(await customerToken('c-1'))), SHOP);
    await first.nextMessage();
    expect((await requestTab(first.admission.sessionId, 'x')).status).toBe(403);
    const again = await first.reconnect();
    expect(await first.nextClose()).toBe(4003);
    expect((await again.nextMessage()).type).toBe('customer_welcome');
  });
});
