/** What operators and agents read about sessions (contract, section 12), over real sessions. */
import { SELF } from 'cloudflare:test';
import { expect, it } from 'vitest';
import { admission, agentToken, customerToken, fetchWith, json, ORIGIN, post } from '../support/http.js';
import { joinSession, Participant, startSession } from '../support/participant.js';

const OPERATOR = 'operator-secret-of-the-worker-tests-01234';
const BASE = `${ORIGIN}/v2/cobrowsesdk`;

interface Session {
  readonly session_id: string;
  readonly session_pin: string;
  readonly user_count: number;
  readonly users: readonly { readonly user_id: string; readonly role_type: string }[];
  readonly end_time?: string;
  readonly duration?: number;
  readonly metadata?: unknown;
}

interface Listed {
  readonly sessions: readonly Session[];
  readonly next_page_token: string;
  readonly page_size: number;
}

const asking = (bearer: string, init: RequestInit = {}): RequestInit => ({
  ...init,
  headers: { authorization: `Bearer ${bearer}`, ...init.headers },
});

/** With the operator's secret among the variables. */
const ask = (path: string, init?: RequestInit) => fetchWith({ OPERATOR_SECRET: OPERATOR }, BASE + path, init);

async function list(path: string, bearer = OPERATOR): Promise<Listed> {
  const response = await ask(path, asking(bearer));
  expect(response.status).toBe(200);
  return (await response.json()) as Listed;
}

/** The journal is told without anybody waiting for it. */
async function listed(path: string, bearer?: string): Promise<Session> {
  return expect
    .poll(async () => (await list(path, bearer)).sessions[0])
    .toBeDefined()
    .then(async () => {
      const [session] = (await list(path, bearer)).sessions;
      if (!session) throw new Error('No session');
      return session;
    });
}

it('lists a live session with its PIN and everybody who was in it', async () => {
  const started = await startSession('rest-c-1');
  await joinSession(started, 'rest-a-1');
  await expect
    .poll(async () => (await list(`/live_sessions?session_pin=${started.pinCode}`)).sessions[0]?.user_count)
    .toBe(2);
  const session = await listed(`/live_sessions?session_pin=${started.pinCode}`);
  expect(session.session_id).toBe(started.customer.admission.sessionId);
  expect(session.session_pin).toBe(started.pinCode);
  expect(session.users.map(({ user_id, role_type }) => [user_id, role_type])).toEqual([
    ['rest-c-1', 'customer'],
    ['rest-a-1', 'agent'],
  ]);
  expect(session.end_time).toBeUndefined();
  const users = await ask(`/sessions/${session.session_id}/users`, asking(OPERATOR));
  expect(await users.json()).toEqual({
    users: [
      { user_id: 'rest-c-1', user_name: 'Carla Customer', role_type: 'customer' },
      { user_id: 'rest-a-1', user_name: 'Alex Agent', role_type: 'agent' },
    ],
  });
});

it('lists a session that ended among the past ones alone, with its end and duration', async () => {
  const { customer, pinCode } = await startSession('rest-c-2');
  customer.send(JSON.stringify({ type: 'end' }));
  const session = await listed(`/past_sessions?session_pin=${pinCode}`);
  expect(session.duration).toBeGreaterThanOrEqual(0);
  expect(Date.parse(session.end_time ?? '')).not.toBeNaN();
  expect((await list(`/live_sessions?session_pin=${pinCode}`)).sessions).toEqual([]);
});

it('shows an agent the sessions that they were in, and no other', async () => {
  const [mine, other] = [await startSession('rest-c-3'), await startSession('rest-c-4')];
  await joinSession(mine, 'rest-a-3');
  const token = await agentToken('rest-a-3');
  const session = await listed('/live_sessions', token);
  expect(session.session_id).toBe(mine.customer.admission.sessionId);
  expect((await list('/live_sessions', token)).sessions).toHaveLength(1);
  const hidden = await ask(`/sessions/${other.customer.admission.sessionId}`, asking(token));
  expect(hidden.status).toBe(404);
});

it('shows an agent no session of a customer who has the same user id', async () => {
  const started = await startSession('rest-same');
  const { sessionId } = started.customer.admission;
  await listed(`/live_sessions?session_id=${sessionId}`);
  const token = await agentToken('rest-same');
  expect((await list('/live_sessions', token)).sessions).toEqual([]);
  expect((await ask(`/sessions/${sessionId}`, asking(token))).status).toBe(404);
});

it('goes through the pages of a list without leaving out or repeating a session', async () => {
  const customers = ['rest-p-1', 'rest-p-2', 'rest-p-3'];
  const ids = new Set<string>();
  for (const id of customers) {
    const started = await startSession(id);
    await joinSession(started, 'rest-pages');
    ids.add(started.customer.admission.sessionId);
  }
  const token = await agentToken('rest-pages');
  await expect.poll(async () => (await list('/live_sessions', token)).sessions.length).toBe(customers.length);
  const seen: string[] = [];
  let next = '';
  do {
    const page = await list(`/live_sessions?page_size=2&next_page_token=${next}`, token);
    seen.push(...page.sessions.map(({ session_id }) => session_id));
    expect(page.page_size).toBe(2);
    next = page.next_page_token;
  } while (next !== '');
  expect(seen).toHaveLength(ids.size);
  expect(new Set(seen)).toEqual(ids);
});

it('shows what the page said of the session, as Zoom’s shape with one more field', async () => {
  const metadata = { ticket: 'T-1042', customer: 'c/77' };
  const authorization = `Bearer ${await customerToken('rest-c-5')}`;
  const response = await post('/sdkapi/zcb/sessions', { metadata }, { authorization });
  const customer = await Participant.connect(await admission(response));
  const session = await ask(`/sessions/${customer.admission.sessionId}`, asking(OPERATOR));
  expect((await json(session))['metadata']).toEqual(metadata);
});

it('reaches an agent’s desk, be it as long as it may be', async () => {
  const metadata = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`${i}`.padEnd(40, 'n'), 'x'.repeat(200)]));
  const authorization = `Bearer ${await customerToken('rest-c-8')}`;
  const response = await post('/sdkapi/zcb/sessions', { metadata }, { authorization });
  const customer = await Participant.connect(await admission(response));
  const welcome = await customer.nextMessage();
  if (welcome.type !== 'customer_welcome') throw new Error(`Expected a welcome, got ${welcome.type}`);
  const joined = await joinSession({ customer, pinCode: welcome.pinCode }, 'rest-a-8');
  expect(joined.welcome.metadata).toEqual(metadata);
});

it.each([
  ['a text', 'T-1042'],
  ['a list', ['T-1042']],
  ['a number inside', { ticket: 1042 }],
  ['a name with a space', { 'the ticket': 'T' }],
  ['a text that is too long', { ticket: 'x'.repeat(201) }],
  [
    'too long once it is written',
    Object.fromEntries(Array.from({ length: 4 }, (_, i) => [`n${i}`, '\u0001'.repeat(200)])),
  ],
  ['too many', Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`n${i}`, 'x']))],
])('refuses metadata that is %s', async (_, metadata) => {
  const authorization = `Bearer ${await customerToken('rest-c-6')}`;
  const response = await post('/sdkapi/zcb/sessions', { metadata }, { authorization });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('metadata');
});

it('ends a session for an operator, and says so to everybody in it', async () => {
  const started = await startSession('rest-c-7');
  const { agent } = await joinSession(started, 'rest-a-7');
  const { sessionId } = started.customer.admission;
  const response = await ask(`/sessions/${sessionId}`, asking(OPERATOR, { method: 'DELETE' }));
  expect(response.status).toBe(204);
  for (const who of [started.customer, agent]) {
    await expect
      .poll(async () => who.next())
      .toMatchObject({ message: { type: 'session_ended', reason: 'operator_ended' } });
  }
  const again = await ask(`/sessions/${sessionId}`, asking(OPERATOR, { method: 'DELETE' }));
  expect(again.status).toBe(204);
});

it.each([
  ['an agent', () => agentToken('rest-a-8')],
  ['a customer', () => customerToken('rest-c-8')],
  ['a wrong secret', () => Promise.resolve('wrong-secret-of-the-worker-tests-012345')],
])('lets no session be ended by %s', async (_, bearer) => {
  const { customer } = await startSession('rest-c-8');
  const { sessionId } = customer.admission;
  const response = await ask(`/sessions/${sessionId}`, asking(await bearer(), { method: 'DELETE' }));
  expect(response.status).toBe(401);
  expect(await list(`/live_sessions?session_id=${sessionId}`)).toMatchObject({ sessions: [{ session_id: sessionId }] });
});

it('shows nothing to a customer, to nobody, to a page that has the secret, and to anybody where there is none', async () => {
  expect((await ask('/live_sessions')).status).toBe(401);
  expect((await ask('/live_sessions', asking(await customerToken()))).status).toBe(403);
  expect((await ask('/live_sessions', asking(OPERATOR, { headers: { origin: 'https://shop.example' } }))).status).toBe(
    401,
  );
  expect((await fetchWith({}, `${BASE}/live_sessions`, asking(OPERATOR))).status).toBe(401);
});

it.each([
  ['from', 'yesterday'],
  ['to', '2026-13-45'],
  ['page_size', '0'],
  ['page_size', '2abc'],
  ['page_size', '301'],
  ['next_page_token', 'x.y'],
  ['session_pin', '<script>'],
  ['pin_code', '12345678901'],
  ['session_id', '../..'],
])('refuses %s=%s by name, without repeating it', async (name, value) => {
  const response = await ask(`/past_sessions?${name}=${encodeURIComponent(value)}`, asking(OPERATOR));
  const text = await response.text();
  expect(response.status).toBe(400);
  expect(text).toContain(`"${name}"`);
  expect(text).not.toContain(value === '0' ? '"0"' : value);
});

it('takes a day to its end, and a moment as it is', async () => {
  const { pinCode } = await startSession('rest-c-9');
  const today = new Date().toISOString().slice(0, 10);
  await listed(`/live_sessions?session_pin=${pinCode}&from=${today}&to=${today}`);
  const past = await list(`/live_sessions?session_pin=${pinCode}&to=2026-01-01T00:00:00Z`);
  expect(past.sessions).toEqual([]);
});

it('counts failed starts, joins and resumes by day and code, for the operator alone', async () => {
  const counts = async () => {
    const response = await ask('/failures', asking(OPERATOR));
    const { failures } = (await response.json()) as { failures: { attempt: string; code: number; count: number }[] };
    const of = (attempt: string, code: number) =>
      failures.find((each) => each.attempt === attempt && each.code === code)?.count ?? 0;
    return [of('start', 124), of('join', 1008), of('resume', 1011)];
  };
  const before = await counts();
  await post('/sdkapi/zcb/sessions', {}, { authorization: 'Bearer no.such.token' });
  await post(
    '/sdkapi/zcb/sessions/join',
    { pinCode: '?' },
    { authorization: `Bearer ${await agentToken('rest-a-10')}` },
  );
  const { customer } = await startSession('rest-c-10');
  const socket = `${ORIGIN}/sdkapi/zcb/sessions/${customer.admission.sessionId}/socket`;
  await SELF.fetch(socket, {
    headers: { upgrade: 'websocket', 'sec-websocket-protocol': 'cobrowse.v1, secret.wrong' },
  });
  await expect.poll(counts).toEqual(before.map((count) => count + 1));
  expect((await ask('/failures', asking(await agentToken()))).status).toBe(401);
});
