/**
 * What operators and agents read about sessions, in the shapes of Zoom's REST (contract, section 12), and how an operator ends one.
 * The journal answers; a session itself is asked only to end.
 */
import { Hono, type Context } from 'hono';
import { ErrorCode } from '../../widget/engine/protocol/error-codes.js';
import { requireOperator, requireReader, type Reader } from '../auth/operators.js';
import type { AppEnv } from '../context.js';
import type { SessionEntry, SessionUser } from '../journal/records.js';
import { coded } from '../problem.js';
import { pageToken, readSessionQuery } from './session-query.js';
import { findSession } from './sessions.js';

export const operationRoutes = new Hono<AppEnv>();

const BASE = '/v2/cobrowsesdk';
const NO_STORE = { 'cache-control': 'no-store' };

operationRoutes.get(`${BASE}/live_sessions`, (c) => list(c, true));
operationRoutes.get(`${BASE}/past_sessions`, (c) => list(c, false));

operationRoutes.get(`${BASE}/sessions/:id`, async (c) => {
  const reader = await requireReader(c.req.raw, c.get('configuration'));
  return c.json(sessionJson(await find(c, reader)), 200, NO_STORE);
});

operationRoutes.get(`${BASE}/sessions/:id/users`, async (c) => {
  const reader = await requireReader(c.req.raw, c.get('configuration'));
  const { users } = await find(c, reader);
  return c.json({ users: users.map(userJson) }, 200, NO_STORE);
});

// Zoom has no such call. Ending a session that is over is no fault: the caller wanted it over.
operationRoutes.delete(`${BASE}/sessions/:id`, async (c) => {
  await requireOperator(c.req.raw, c.get('configuration'));
  const { sessionId } = await find(c, { kind: 'operator' });
  await findSession(c.env, sessionId)?.endByOperator();
  return c.body(null, 204, NO_STORE);
});

// Ours as well: what failed how often, by day and code of the contract.
operationRoutes.get(`${BASE}/failures`, async (c) => {
  await requireOperator(c.req.raw, c.get('configuration'));
  return c.json({ failures: await journal(c).tallies() }, 200, NO_STORE);
});

async function list(c: Context<AppEnv>, live: boolean): Promise<Response> {
  const reader = await requireReader(c.req.raw, c.get('configuration'));
  const query = readSessionQuery(new URL(c.req.url).searchParams, live);
  const own = reader.kind === 'agent' ? { agentId: reader.userId } : {};
  const { sessions, next } = await journal(c).list({ ...query, ...own });
  const body = { next_page_token: next ? pageToken(next) : '', page_size: query.pageSize };
  return c.json({ ...body, sessions: sessions.map(sessionJson) }, 200, NO_STORE);
}

/** One that the reader may not see is not there for them. */
async function find(c: Context<AppEnv>, reader: Reader): Promise<SessionEntry> {
  const entry = await journal(c).find(c.req.param('id') ?? '');
  const mayRead =
    reader.kind === 'operator' || entry?.users.some(({ userId, role }) => role === 'agent' && userId === reader.userId);
  if (!entry || !mayRead) throw coded(404, ErrorCode.UNDEFINED, 'There is no such session.');
  return entry;
}

function journal(c: Context<AppEnv>) {
  return c.env.JOURNAL.getByName(c.get('configuration').sdkKey);
}

function sessionJson({ sessionId, pinCode, startedAt, endedAt, metadata, users }: SessionEntry) {
  return {
    session_id: sessionId,
    start_time: new Date(startedAt).toISOString(),
    ...(endedAt !== undefined && {
      end_time: new Date(endedAt).toISOString(),
      // Seconds.
      duration: Math.round((endedAt - startedAt) / 1000),
    }),
    session_pin: pinCode,
    user_count: users.length,
    users: users.map(userJson),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  };
}

function userJson({ userId, userName, role }: SessionUser) {
  return { user_id: userId, user_name: userName, role_type: role };
}
