/**
 * Remote assist (SPEC G): who may act on the customer's page. Only the customer grants; the grant is in the store, and an act passes
 * only from the agent who has it. What an act is, the relay does not read: the customer's page judges that again.
 */
import type {
  AssistAnswerMessage,
  AssistOutcomeMessage,
  AssistPauseMessage,
  AssistRequestMessage,
  AssistStopMessage,
} from '../../../widget/engine/protocol/control.js';
import {
  NO_GRANT,
  readAssistGrant,
  type AssistGrant,
} from '../../../widget/engine/protocol/control/assist-messages.js';
import { AssistType } from '../../../widget/engine/protocol/control/permission-messages.js';
import { isObject } from '../../../widget/engine/protocol/control/json.js';
import { CUSTOMER_NUMBER, HEADER_BYTES, Role, type FrameHeader } from '../../../widget/engine/protocol/frame.js';
import {
  ACT_BURST,
  ACT_MAX_BYTES,
  ACTS_PER_SECOND,
  ASSIST_REQUEST_BURST,
  ASSIST_REQUEST_INTERVAL_MS,
} from '../../../widget/engine/protocol/limits.js';
import { Allowances } from '../allowances.js';
import { rest, restMs } from '../assist-rest.js';
import { kept } from '../kept.js';
import type { MessageRule } from '../message-rule.js';
import { agentInfo } from '../presence.js';
import type { SessionContext, SessionFeature } from '../session-context.js';
import { Standing } from '../session-store.js';
import { isPaused } from './sharing.js';

const grant = kept<AssistGrant>('assist', (value) => (isObject(value) ? readAssistGrant(value) : undefined), NO_GRANT);
const requests = new Allowances(1000 / ASSIST_REQUEST_INTERVAL_MS, ASSIST_REQUEST_BURST);
const acts = new Allowances(ACTS_PER_SECOND, ACT_BURST);

export const assistRequest: MessageRule<AssistRequestMessage> = {
  from: Role.AGENT,
  handle(context, sender, { assist }) {
    const { store, sockets } = context;
    const agent = store.byNumber(sender);
    if (!agent || !store.session?.permissions.assist.includes(assist) || !requests.take(context, sender)) {
      return refuse(context, sender, assist, ASSIST_REQUEST_INTERVAL_MS);
    }
    const rests = restMs(context, agent.userId, assist);
    if (rests > 0) return refuse(context, sender, assist, rests);
    const { verified } = agent;
    sockets.send(CUSTOMER_NUMBER, { type: 'assist_asked', agent: agentInfo(agent), verified, assist });
  },
};

export const assistAnswer: MessageRule<AssistAnswerMessage> = {
  from: Role.CUSTOMER,
  handle(context, _sender, { agent: number, userId, assist, granted }) {
    const { store, sockets } = context;
    const agent = store.byNumber(number);
    // They may be gone by now, and their number somebody else's.
    if (agent?.userId !== userId || agent.standing !== Standing.ADMITTED || number === CUSTOMER_NUMBER) return;
    // Also to one whose socket is lost: that is no way around it.
    if (!granted) rest(context, userId, [assist]);
    if (!sockets.has(number)) return;
    if (!granted) return refuse(context, number, assist, restMs(context, userId, assist));
    if (!store.session?.permissions.assist.includes(assist)) return;
    const before = grant.get(context);
    const types = before.agent === number ? [...new Set([...before.types, assist])] : [assist];
    change(context, { agent: number, types, paused: before.agent === number && before.paused });
  },
};

export const assistStop: MessageRule<AssistStopMessage> = {
  handle(context, sender, { refuses }) {
    const { agent: helper } = grant.get(context);
    if (sender !== CUSTOMER_NUMBER && sender !== helper) return;
    const stopped =
      sender === CUSTOMER_NUMBER && refuses && helper !== CUSTOMER_NUMBER && context.store.byNumber(helper);
    if (stopped) rest(context, stopped.userId, Object.values(AssistType));
    change(context, NO_GRANT);
  },
};

export const assistPause: MessageRule<AssistPauseMessage> = {
  from: Role.CUSTOMER,
  handle(context, _sender, { paused }) {
    const before = grant.get(context);
    if (before.agent !== 0 && before.paused !== paused) change(context, { ...before, paused });
  },
};

export const assistOutcome: MessageRule<AssistOutcomeMessage> = {
  from: Role.CUSTOMER,
  handle(context, _sender, message) {
    const { agent } = grant.get(context);
    if (agent !== 0) context.sockets.send(agent, message);
  },
};

export const assistFeature: SessionFeature = {
  customerCame: (context) => tell(context, CUSTOMER_NUMBER),
  agentCame(context, { number }) {
    revoke(context, number);
    tell(context, number);
  },
  departed: revoke,
};

/** Who comes back, be it with a socket that replaces another, asks again: somebody else may sit there by then. */
function revoke(context: SessionContext, number: number): void {
  if (number !== CUSTOMER_NUMBER && number === grant.get(context).agent) change(context, NO_GRANT);
}

/** Whether this act may pass: small, in one piece, from the agent who has the grant, and not too often. */
export function mayAct(context: SessionContext, { sender, more, deflated }: FrameHeader, frame: ArrayBuffer): boolean {
  const { agent, paused } = grant.get(context);
  if (sender === CUSTOMER_NUMBER || sender !== agent || paused || isPaused(context)) return false;
  if (more || deflated || frame.byteLength > HEADER_BYTES + ACT_MAX_BYTES) return false;
  return acts.take(context, sender);
}

/** The page lets people do less than before: so does the grant. */
export function narrow(context: SessionContext): void {
  const before = grant.get(context);
  const allowed = context.store.session?.permissions.assist ?? [];
  const types = before.types.filter((type) => allowed.includes(type));
  if (types.length < before.types.length) change(context, types.length > 0 ? { ...before, types } : NO_GRANT);
}

/** @param forMs for how long asking again would be in vain */
function refuse({ sockets }: SessionContext, number: number, assist: AssistType, forMs: number): void {
  sockets.send(number, { type: 'assist_refused', assist, restMs: forMs });
}

function change(context: SessionContext, next: AssistGrant): void {
  grant.set(context, next);
  const message = { type: 'assist_state', ...next } as const;
  context.sockets.send(CUSTOMER_NUMBER, message);
  context.sockets.sendToAgents(message, context.store.waits);
}

function tell(context: SessionContext, number: number): void {
  const current = grant.get(context);
  if (current.agent !== 0) context.sockets.send(number, { type: 'assist_state', ...current });
}
