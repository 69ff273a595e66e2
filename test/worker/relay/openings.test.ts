import { afterEach, describe, expect, it, vi } from 'vitest';
import { SOCKET_BURST, SOCKET_INTERVAL_MS } from '../../../widget/engine/protocol/limits.js';
import { joinSession, startSession, type Participant, type Started } from '../support/participant.js';

afterEach(() => {
  vi.useRealTimers();
});

describe('L11: sockets with one secret', () => {
  it('may be opened so often at once, then one in a while; the newest stays, and others are not touched', async () => {
    vi.setSystemTime(Date.now());
    const started = await startSession();
    const { agent } = await joinSession(started, 'a-1');
    let newest = agent;
    for (let i = 1; i < SOCKET_BURST; i++) newest = await newest.reconnect();
    const refused = await newest.reconnect();
    expect(await refused.nextClose()).toBe(4015);
    expect((await newest.nextMessage()).type).toBe('agent_welcome');
    await joinSession({ ...started, customer: await settled(started) }, 'a-2');
    vi.setSystemTime(Date.now() + SOCKET_INTERVAL_MS);
    expect((await (await newest.reconnect()).nextMessage()).type).toBe('agent_welcome');
    expect(await (await newest.reconnect()).nextClose()).toBe(4015);
  });

  it('are counted anew for whoever is given the number of somebody who left', async () => {
    vi.setSystemTime(Date.now());
    const started = await startSession();
    const first = await joinSession(started, 'a-1');
    let { agent } = first;
    for (let i = 1; i < SOCKET_BURST; i++) agent = await agent.reconnect();
    expect(await (await agent.reconnect()).nextClose()).toBe(4015);
    expect((await agent.nextMessage()).type).toBe('agent_welcome');
    agent.send('{"type":"leave"}');
    expect(await agent.nextClose()).toBe(4001);
    const { agent: next, info: successor } = await joinSession({ ...started, customer: await settled(started) }, 'a-2');
    expect(successor.number).toBe(first.info.number);
    expect((await (await next.reconnect()).nextMessage()).type).toBe('agent_welcome');
  });

  /** The customer with a new socket, so that nothing of before is among what arrives. */
  async function settled({ customer }: Started): Promise<Participant> {
    const back = await customer.reconnect();
    expect((await back.nextMessage()).type).toBe('customer_welcome');
    return back;
  }
});
