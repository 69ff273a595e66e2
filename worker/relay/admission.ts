/** Agents who wait to be let in (SPEC W): the question to the customer, its answer, and what happens without one. */
import { CloseCode } from '../../widget/engine/protocol/close-codes.js';
import type { AdmissionAnswerMessage } from '../../widget/engine/protocol/control.js';
import { CUSTOMER_NUMBER } from '../../widget/engine/protocol/frame.js';
import { ADMISSION_PAUSE_MS, ADMISSION_WAIT_MS } from '../../widget/engine/protocol/limits.js';
import { agentCame, agentInfo } from './presence.js';
import type { Deadline, SessionContext, SessionFeature } from './session-context.js';
import { Standing, type Participant } from './session-store.js';

export const admissionFeature: SessionFeature = {
  customerCame(context) {
    for (const agent of context.store.agents()) {
      if ((context.store.waits.get(agent.number) ?? 0) > 0) ask(context, agent);
    }
  },

  *deadlines(context): Iterable<Deadline> {
    for (const [number, at] of context.store.waits) {
      if (at > 0) yield { at, act: () => dismiss(context, number, CloseCode.UNANSWERED) };
    }
  },
};

/** The first socket of one who waits asks the customer; a later one goes on waiting. */
export function agentWaits(context: SessionContext, agent: Participant): void {
  if (agent.standsUntil === 0) {
    const standsUntil = Date.now() + ADMISSION_WAIT_MS;
    context.store.putParticipant({ ...agent, standsUntil, heldUntil: standsUntil });
    ask(context, agent);
  }
  context.sockets.send(agent.number, { type: 'waiting_welcome', agent: agentInfo(agent) });
}

/** The customer said whether to let an agent in. */
export async function answered(context: SessionContext, answer: AdmissionAnswerMessage): Promise<void> {
  const { store, sockets } = context;
  const { type, agent: number, userId } = answer;
  const agent = store.byNumber(number);
  // Two clicks, or somebody else who has the number by now.
  if (agent?.userId !== userId || (store.waits.get(number) ?? 0) === 0) return;
  if (type === 'refuse') {
    const standsUntil = Date.now() + ADMISSION_PAUSE_MS;
    store.putParticipant({ ...agent, standing: Standing.REFUSED, standsUntil, heldUntil: 0 });
    sockets.drop(number, CloseCode.REFUSED);
    sockets.send(CUSTOMER_NUMBER, { type: 'agent_left', agent: agentInfo(agent) });
  } else {
    store.putParticipant({ ...agent, standing: Standing.ADMITTED, standsUntil: 0, heldUntil: 0 });
    if (sockets.has(number)) agentCame(context, agent);
    // Their socket is lost at the moment; when they are back they are expected.
    else sockets.send(CUSTOMER_NUMBER, { type: 'agent_left', agent: agentInfo(agent) });
  }
  await context.schedule();
}

/** Takes the seat of one who waits. Where the PIN is enough for others, it is remembered that the customer has to be asked about them. */
export async function dismiss(context: SessionContext, number: number, code: CloseCode): Promise<void> {
  const { store, sockets } = context;
  const agent = store.byNumber(number);
  sockets.drop(number, code);
  if (agent && !store.session?.admits) {
    store.putParticipant({ ...agent, standing: Standing.REFUSED, standsUntil: 0, heldUntil: 0 });
  } else {
    store.removeParticipant(number);
  }
  if (agent) sockets.send(CUSTOMER_NUMBER, { type: 'agent_left', agent: agentInfo(agent) });
  await context.schedule();
}

function ask({ sockets }: SessionContext, agent: Participant): void {
  const { verified } = agent;
  sockets.send(CUSTOMER_NUMBER, { type: 'agent_waiting', agent: agentInfo(agent), verified });
}
