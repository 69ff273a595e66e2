import { env } from 'cloudflare:test';
import { describe, expect, it, vi } from 'vitest';
import { SHARE } from '../../../worker/configuration/rates.js';
import { MemoryLimiter } from '../../../worker/node/memory-limiter.js';
import { agentToken, fetchWith, json } from '../support/http.js';
import { ask, askWith, WORKER } from '../support/minting.js';
import { agentsFrom, DEPLOYED, makeKey, TestProvider } from '../support/provider.js';

/** The binding counts by the clock's own minutes, and the limiter of Node, which is exact, from the first request. */
const exact = () => new MemoryLimiter({ limit: SHARE, periodSeconds: 60 }, () => 0);
const TIGHT = { RATE_LIMITS: 'identity=60,address=120', TOKEN_LIMITER: exact() };
/** An address of each test's own. */
const address = () => ({
  'cf-connecting-ip': `2001:db8:${crypto.randomUUID().slice(0, 4)}:${crypto.randomUUID().slice(0, 4)}::1`,
});

/** The journal, but for what it is told of failures. */
function journalThat(failed: () => Promise<void>): typeof env.JOURNAL {
  return new Proxy(env.JOURNAL, {
    get: (target, name) => (name === 'getByName' ? () => ({ failed }) : (Reflect.get(target, name) as unknown)),
  });
}

/** How many of so many requests were not refused for being too many. */
async function passed(count: number, request: (i: number) => Promise<Response>): Promise<number> {
  let result = 0;
  for (let i = 0; i < count; i++) {
    const { status } = await request(i);
    if (status !== 429) result += 1;
  }
  return result;
}

const customers = (from: Readonly<Record<string, string>>, more = {}) =>
  ask({ ...DEPLOYED, ...TIGHT, ...more }, { role: 1 }, { headers: from });

describe('tokens', () => {
  it('for strangers are limited by address, and say how long to wait', async () => {
    const from = address();
    expect(await passed(130, () => customers(from))).toBe(120);
    const refused = await customers(from);
    expect([refused.status, refused.headers.get('retry-after'), await json(refused)]).toEqual([
      429,
      '60',
      { code: 9999, errorMsg: 'Too many requests. Please wait a little.' },
    ]);
    expect((await customers(address())).status).toBe(200);
  });

  it('for agents are limited by identity, so that one cannot use up what is there for the call centre', async () => {
    const [provider, key, from] = [new TestProvider(), await makeKey('k1'), address()];
    await provider.publish(key);
    const tokens = new Map<string, string>();
    const mint = async (sub: string) => {
      const token = tokens.get(sub) ?? (await provider.sign(key, { sub, exp: Date.now() / 1000 + 3600 }));
      tokens.set(sub, token);
      const headers = { ...from, authorization: `Bearer ${token}` };
      return ask({ ...agentsFrom(provider), ...TIGHT }, { role: 2 }, { headers });
    };
    expect(await passed(70, () => mint('greedy'))).toBe(60);
    expect((await mint('colleague')).status).toBe(200);
    // The address has its limit as well: an identity is cheap at some providers.
    expect(await passed(70, (i) => mint(`new-${i}`))).toBe(59);
  });

  it('are not used up for agents by whoever tries credentials behind the same address', async () => {
    const [provider, key, from] = [new TestProvider(), await makeKey('k1'), address()];
    await provider.publish(key);
    const variables = { ...agentsFrom(provider), ...TIGHT };
    const tryOne = () => ask(variables, { role: 2 }, { headers: { ...from, authorization: 'Bearer abc' } });
    expect(await passed(130, tryOne)).toBe(120);
    const headers = { ...from, authorization: `Bearer ${await provider.sign(key)}` };
    expect((await ask(variables, { role: 2 }, { headers })).status).toBe(200);
  });

  it('are not asked of a provider without end while its keys cannot be read', async () => {
    const provider = new TestProvider();
    await provider.publishText('oops', 500);
    const [variables, from] = [{ ...agentsFrom(provider), ...TIGHT }, address()];
    const token = await provider.sign(await makeKey('k1'));
    const tryOne = () => ask(variables, { role: 2 }, { headers: { ...from, authorization: `Bearer ${token}` } });
    expect(await passed(130, tryOne)).toBe(120);
  });

  it('are limited together where nobody says where requests come from', async () => {
    const nowhere = () =>
      fetchWith({ ...DEPLOYED, ...TIGHT }, `${WORKER}/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"role":1}',
      });
    expect(await passed(130, nowhere)).toBe(120);
  });

  it('may be more with RATE_LIMITS, and are not counted in development where it is off', async () => {
    const from = address();
    expect(await passed(190, () => customers(from, { RATE_LIMITS: 'address=180' }))).toBe(180);
    const ipv4 = { 'cf-connecting-ip': '127.0.0.1' };
    const limiter = exact();
    const local = (limits: string) =>
      fetchWith({ RATE_LIMITS: limits, TOKEN_LIMITER: limiter }, 'http://localhost:8787/token', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...ipv4 },
        body: '{"role":1}',
      });
    expect(await passed(70, () => local('address=60'))).toBe(60);
    expect(await passed(70, () => local('off'))).toBe(70);
  });
});

it('the binding itself refuses what is too many', { timeout: 60_000 }, async () => {
  const variables = { ...DEPLOYED, RATE_LIMITS: 'address=60' };
  const from = address();
  const count = await passed(130, () => ask(variables, { role: 1 }, { headers: from }));
  // A minute may end in between, and then as many are free again.
  expect(count).toBeGreaterThanOrEqual(60);
  expect(count).toBeLessThanOrEqual(120);
});

it('PINs are limited by agent before they reach the directory', async () => {
  const token = await agentToken('quick');
  const PIN_LIMITER = exact();
  const join = (who: string) =>
    fetchWith({ ...DEPLOYED, ...TIGHT, PIN_LIMITER }, `${WORKER}/sdkapi/zcb/sessions/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${who}`, ...address() },
      body: '{"pinCode":"000000"}',
    });
  const answers: string[] = [];
  for (let i = 0; i < 62; i++) answers.push((await json(await join(token)))['errorMsg'] as string);
  expect(answers.filter((text) => text === 'Too many requests. Please wait a little.')).toHaveLength(2);
  expect((await join(await agentToken('slow'))).status).toBe(404);
});

it('failures are noted so often for an address, and no more: that needs no credentials', async () => {
  const failed = vi.fn(() => Promise.resolve());
  const JOURNAL = journalThat(failed);
  const TOKEN_LIMITER = exact();
  const fail = (path: string, init: RequestInit, from: Readonly<Record<string, string>>) =>
    fetchWith({ ...DEPLOYED, ...TIGHT, TOKEN_LIMITER, JOURNAL }, `${WORKER}/sdkapi/zcb/sessions${path}`, {
      ...init,
      headers: { ...init.headers, ...from },
    });
  const from = address();
  for (let i = 0; i < 62; i++) await fail('', { method: 'POST' }, from);
  await expect.poll(() => failed.mock.calls.length).toBe(60);
  await fail('', { method: 'POST' }, address());
  await expect.poll(() => failed.mock.calls.length).toBe(61);
  // A session that was made up is not one that somebody comes back to.
  await fail('/made-up/socket', { headers: { upgrade: 'websocket' } }, address());
  await fail('', { method: 'POST' }, address());
  await expect.poll(() => failed.mock.calls.length).toBe(62);
});

it('a bearer alone does not move a stranger into another count', async () => {
  const from = address();
  expect(
    await passed(130, (i) =>
      ask(
        { ...DEPLOYED, ...TIGHT },
        { role: 1, userId: `c-${i}` },
        { headers: { ...from, authorization: `Bearer t${i}` } },
      ),
    ),
  ).toBe(120);
  expect((await askWith('x', { ...DEPLOYED, ...TIGHT }, { role: 1 })).status).toBe(200);
});
