import { env } from 'cloudflare:test';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { byopAgentToken, byopToken, fetchWith, ORIGIN } from '../support/http.js';

/** FUZZ_SEED=… repeats a run. */
const RUNS = { seed: Number(env.FUZZ_SEED), numRuns: 120 };
const MARK = '<script>alert(1)</script>';

const value = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(MARK, '', null, true, 'x'.repeat(200), 'TICKET42', '__proto__'),
);
const object = fc
  .record({ customPinCode: value, pinCode: value, wait: value, proto: value }, { requiredKeys: [] })
  .map((body) => JSON.stringify(body).replaceAll('"proto"', '"__proto__"'));
const body = fc.oneof(object, fc.json(), fc.string({ unit: 'binary' }));

it.each([
  ['start', '/sdkapi/zcb/sessions', byopToken],
  ['join', '/sdkapi/zcb/sessions/join', byopAgentToken],
] as const)(
  'J1 J3 whatever the body of a %s is, the answer is JSON, no fault of ours, and repeats nothing',
  async (_what, path, tokenFor) => {
    const token = await tokenFor('fuzzed');
    await fc.assert(
      fc.asyncProperty(body, async (sent) => {
        const response = await fetchWith({ RATE_LIMITS: 'off' }, ORIGIN + path, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: sent,
        });
        const text = await response.text();
        expect(response.status, text).toBeLessThan(500);
        expect(response.headers.get('content-type')).toMatch(/^application\/json/);
        expect(text).not.toMatch(/<|at .*\.[jt]s:\d/);
        expect(text).not.toContain(token);
        JSON.parse(text);
      }),
      RUNS,
    );
  },
);
