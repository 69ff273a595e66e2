import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ask, askWith, WORKER } from '../support/minting.js';
import { fetchWith } from '../support/http.js';
import { agentsFrom, DEPLOYED, makeKey, TestProvider } from '../support/provider.js';

const lines: string[] = [];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function lastLine(): Readonly<Record<string, unknown>> {
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '');
}

beforeEach(() => {
  lines.length = 0;
  vi.spyOn(console, 'log').mockImplementation((...texts: unknown[]) => void lines.push(texts.join(' ')));
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('an audit line', () => {
  it('tells of a mint who, as what, from where and when, and nothing of the token', async () => {
    const [provider, key] = [new TestProvider(), await makeKey('k1')];
    await provider.publish(key);
    const credential = await provider.sign(key, { name: 'Ann' });
    const headers = {
      authorization: `Bearer ${credential}`,
      origin: 'https://shop.example',
      'cf-ray': '8c1f0e5a7b2d3c4e-FRA',
    };
    const response = await ask({ ...agentsFrom(provider), BYOP: 'verified' }, { role: 2, byop: true }, { headers });
    const { token } = await response.json<{ token: string }>();
    const { time, ...others } = lastLine();
    expect(Math.abs(Date.parse(String(time)) - Date.now())).toBeLessThan(10_000);
    expect(others).toEqual({
      event: 'token.minted',
      path: '/token',
      status: 200,
      role: 2,
      subject: 'agent-7',
      verified: true,
      byop: true,
      origin: 'https://shop.example',
      requestId: '8c1f0e5a7b2d3c4e-FRA',
    });
    for (const secret of [token, credential]) {
      for (const part of secret.split('.')) expect(lines[0]).not.toContain(part);
    }
  });

  it('marks what a customer only says of themselves', async () => {
    await ask(DEPLOYED, { role: 1, userId: 'c-1', userName: 'Carla' });
    expect(lastLine()).toMatchObject({ event: 'token.minted', subject: 'c-1', verified: false, origin: null });
    expect(lines[0]).not.toContain('Carla');
    expect(String(lastLine()['requestId'])).toMatch(UUID);
  });

  it.each([
    ['request-invalid', 400, { role: 3 }, {}, {}],
    ['credential-missing', 401, { role: 2 }, {}, { AGENT_AUTH: 'secret', AGENT_SECRET: 's'.repeat(32) }],
    [
      'credential-invalid',
      401,
      { role: 2 },
      { authorization: 'Bearer nope' },
      { AGENT_AUTH: 'secret', AGENT_SECRET: 's'.repeat(32) },
    ],
    ['development-only', 403, { role: 2 }, {}, {}],
    ['origin-not-allowed', 403, { role: 1 }, { origin: 'https://evil.example' }, {}],
    ['byop-not-allowed', 403, { role: 1, byop: 1 }, {}, {}],
    ['request-invalid', 415, { role: 1 }, { 'content-type': 'text/plain' }, {}],
    ['configuration', 503, { role: 1 }, {}, { ZOOM_SDK_SECRET: 'short' }],
  ])('tells of a refusal why: %s (%s)', async (reason, status, body, headers, variables) => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await ask({ ...DEPLOYED, ...variables }, body, { headers });
    expect(lastLine()).toMatchObject({ event: 'token.refused', reason, status });
    expect(lines[0]).not.toContain('nope');
  });

  it('names who was verified and refused all the same', async () => {
    const [provider, key] = [new TestProvider(), await makeKey('k1')];
    await provider.publish(key);
    await askWith(await provider.sign(key), { ...agentsFrom(provider), AGENT_REQUIRED_CLAIM: 'groups=support' });
    expect(lastLine()).toMatchObject({ reason: 'claim-missing', role: 2, subject: 'agent-7', verified: true });
  });

  it('stays one line, whatever a caller puts into it', async () => {
    const hostile = 'a\n{"event":"x"}\u2028\u0085\u202e\u0000';
    await ask(DEPLOYED, { role: 1, userId: hostile }, { headers: { 'cf-ray': 'x"}{"event":"x' } });
    const [line = ''] = lines;
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(lastLine()).toMatchObject({ event: 'token.minted', verified: false });
    expect(String(lastLine()['requestId'])).toMatch(UUID);
  });

  it('does not repeat an origin that is none', async () => {
    await ask(DEPLOYED, { role: 1 }, { headers: { origin: 'https://evil.example/?token=abc' } });
    expect(lastLine()).toMatchObject({ reason: 'origin-not-allowed', origin: 'malformed' });
  });

  it('is not written for what mints nothing', async () => {
    for (const path of ['/healthz', '/config', '/token', '/']) await fetchWith(DEPLOYED, WORKER + path);
    expect(lines).toEqual([]);
  });
});
