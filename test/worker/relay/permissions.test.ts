/** What the customer's page lets people do: kept by the relay, told to the agents (SPEC G1). */
import { evictDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { CloseCode } from '../../../widget/engine/protocol/close-codes.js';
import { joinSession, Participant, sessionStub, startSession } from '../support/participant.js';

const PERMISSIONS = { agentAnnotation: true, customerAnnotation: false, assist: ['scroll_page'] };
const SAID = JSON.stringify({ type: 'permissions', ...PERMISSIONS });

describe('G1 what the customer’s page lets people do', () => {
  it('is told to the agents who are there, and to those who come', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started, 'a-1');
    started.customer.send(SAID);
    expect(await agent.nextMessage()).toEqual({ type: 'permissions', ...PERMISSIONS });
    const { welcome } = await joinSession(started, 'a-2');
    expect(welcome.permissions).toEqual(PERMISSIONS);
  });

  it('outlives the relay’s sleep and the customer’s absence', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started, 'a-1');
    started.customer.send(SAID);
    await agent.nextMessage();
    await evictDurableObject(sessionStub(agent));
    started.customer.close();
    expect((await agent.nextMessage()).type).toBe('customer_away');
    const back = await Participant.connect(agent.admission);
    expect(await back.nextMessage()).toMatchObject({ type: 'agent_welcome', permissions: PERMISSIONS });
  });

  it('is no agent’s to say', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started, 'a-1');
    agent.send(SAID);
    expect(await agent.nextClose()).toBe(CloseCode.WRONG_ROLE);
    const { welcome } = await joinSession({ ...started, customer: await left(started.customer) }, 'a-2');
    expect(welcome.permissions).toEqual({ agentAnnotation: false, customerAnnotation: false, assist: [] });
  });
});

/** The customer, once they heard that the agent is gone. */
async function left(customer: Participant): Promise<Participant> {
  expect((await customer.nextMessage()).type).toBe('agent_left');
  return customer;
}
