/** Webhooks about real sessions, taken by a real server; and what happens when that server does not take them. */
import { env, runInDurableObject } from 'cloudflare:test';
import { expect, it, vi } from 'vitest';
import { WebhookOutbox } from '../../../worker/journal/webhook-outbox.js';
import { joinSession, startSession } from '../support/participant.js';

const HOOKS = 'https://hooks.example';
const SECRET = env.WEBHOOK_SECRET ?? '';

interface Posted {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Webhook {
  readonly event: string;
  readonly event_ts: number;
  readonly payload: { readonly account_id: string; readonly object: Readonly<Record<string, string>> };
}

async function posted(path: string): Promise<readonly Posted[]> {
  return (await (await fetch(`${HOOKS}${path}?posts`)).json()) as Posted[];
}

async function about(sessionId: string): Promise<readonly Webhook[]> {
  const all = (await posted('/cobrowse')).map(({ body }) => JSON.parse(body) as Webhook);
  return all.filter(({ payload }) => payload.object['session_id'] === sessionId);
}

async function hmac(text: string, secret: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), algorithm, false, ['sign']);
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const answer = (path: string, status: number) => fetch(`${HOOKS}${path}?status=${status}`, { method: 'PUT', body: '' });

/** An outbox of its own, in a real Durable Object. */
function withOutbox<Result>(act: (outbox: WebhookOutbox, sql: SqlStorage) => Promise<Result>): Promise<Result> {
  const stub = env.JOURNAL.getByName(`outbox ${crypto.randomUUID()}`);
  return runInDurableObject(stub, (_, { storage: { sql } }) => act(new WebhookOutbox(sql), sql));
}

const dueNow = (sql: SqlStorage): unknown => sql.exec('UPDATE deliveries SET due_at = 0');

it('tells of a start, everybody who comes and goes, and the end, in Zoom’s shape', async () => {
  const started = await startSession('hook-c-1');
  const { agent } = await joinSession(started, 'hook-a-1');
  agent.send(JSON.stringify({ type: 'leave' }));
  const { sessionId } = started.customer.admission;
  await expect.poll(async () => (await about(sessionId)).length).toBe(4);
  started.customer.send(JSON.stringify({ type: 'end' }));
  await expect.poll(async () => (await about(sessionId)).length).toBe(5);
  const webhooks = await about(sessionId);
  expect(webhooks.map(({ event, payload: { object } }) => [event, object['user_id'], object['role_type']])).toEqual([
    ['cobrowse.session_started', 'hook-c-1', 'customer'],
    ['cobrowse.session_user_joined', 'hook-c-1', 'customer'],
    ['cobrowse.session_user_joined', 'hook-a-1', 'agent'],
    ['cobrowse.session_user_left', 'hook-a-1', 'agent'],
    ['cobrowse.session_ended', 'hook-c-1', 'customer'],
  ]);
  for (const { event_ts, payload } of webhooks) {
    expect(payload.account_id).toBe('test-key');
    expect(Object.keys(payload.object)).toEqual(['session_id', 'start_time', 'user_id', 'user_name', 'role_type']);
    expect(event_ts).toBeGreaterThanOrEqual(Date.parse(payload.object['start_time'] ?? ''));
  }
  expect(JSON.stringify(webhooks)).not.toContain(started.pinCode);
});

it('tells of an agent once, however often their socket is replaced, and that they left when they are removed', async () => {
  const started = await startSession('hook-c-2');
  const { agent, info } = await joinSession(started, 'hook-a-2');
  const back = await agent.reconnect();
  expect((await back.nextMessage()).type).toBe('agent_welcome');
  const { sessionId } = started.customer.admission;
  started.customer.send(JSON.stringify({ type: 'remove', agent: info.number, userId: info.userId }));
  expect(await back.nextClose()).toBe(4007);
  started.customer.send(JSON.stringify({ type: 'end' }));
  await expect.poll(async () => (await about(sessionId)).at(-1)?.event).toBe('cobrowse.session_ended');
  expect((await about(sessionId)).map(({ event }) => event)).toEqual([
    'cobrowse.session_started',
    'cobrowse.session_user_joined',
    'cobrowse.session_user_joined',
    'cobrowse.session_user_left',
    'cobrowse.session_ended',
  ]);
});

it('signs time and body, as receivers of Zoom’s webhooks check them', async () => {
  const path = `/${crypto.randomUUID()}`;
  await withOutbox(async (outbox) => {
    outbox.add('{"event":"x"}', Date.now());
    await outbox.deliver({ url: HOOKS + path, secret: SECRET });
    expect(outbox.isEmpty).toBe(true);
  });
  const [{ headers, body } = { headers: {}, body: '' }] = await posted(path);
  const timestamp = headers['x-zm-request-timestamp'] ?? '';
  expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(60);
  expect(headers['x-zm-signature']).toBe(`v0=${await hmac(`v0:${timestamp}:${body}`, SECRET)}`);
});

it.each([500, 404, 302])(
  'keeps what was answered with %i, and delivers it once the receiver takes it',
  async (status) => {
    const path = `/${crypto.randomUUID()}`;
    const receiver = { url: HOOKS + path, secret: SECRET };
    await answer(path, status);
    await withOutbox(async (outbox, sql) => {
      outbox.add('{}', Date.now());
      await outbox.deliver(receiver);
      expect(outbox.dueAt).toBeGreaterThan(Date.now());
      await outbox.deliver(receiver);
      expect(await posted(path)).toHaveLength(1);
      await answer(path, 200);
      dueNow(sql);
      await outbox.deliver(receiver);
      expect(outbox.isEmpty).toBe(true);
    });
    const attempts = await posted(path);
    expect(attempts).toHaveLength(2);
    expect(new Set(attempts.map(({ headers }) => headers['x-cobrowse-delivery'])).size).toBe(1);
  },
);

it('gives up after six attempts, and logs so without the receiver’s address', async () => {
  const path = `/${crypto.randomUUID()}`;
  const log = vi.spyOn(console, 'error').mockReturnValue();
  await answer(path, 503);
  await withOutbox(async (outbox, sql) => {
    outbox.add('{}', Date.now());
    while (!outbox.isEmpty) {
      dueNow(sql);
      await outbox.deliver({ url: HOOKS + path, secret: SECRET });
    }
  });
  expect(await posted(path)).toHaveLength(6);
  expect(log.mock.calls).toEqual([['A webhook was given up: its receiver did not take it.']]);
  log.mockRestore();
});

it('keeps no more than ten thousand, the newest', async () => {
  await withOutbox((outbox, sql) => {
    sql.exec(
      `INSERT INTO deliveries (body, attempts, due_at)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) SELECT '{}', 0, 0 FROM n`,
    );
    outbox.add('{"newest":true}', Date.now());
    expect(sql.exec('SELECT COUNT(*) AS count FROM deliveries').one()['count']).toBe(10_000);
    expect(sql.exec('SELECT body FROM deliveries ORDER BY id DESC LIMIT 1').one()['body']).toBe('{"newest":true}');
    return Promise.resolve();
  });
});
