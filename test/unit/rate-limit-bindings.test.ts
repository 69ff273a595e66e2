import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SHARE } from '../../worker/configuration/rates.js';

it('one share of RATE_LIMITS is what the bindings of wrangler.jsonc allow in a minute', () => {
  const text = readFileSync(join(import.meta.dirname, '../../wrangler.jsonc'), 'utf8');
  const bindings = text.matchAll(/"name": "(\w+_LIMITER)".*"limit": (\d+), "period": (\d+) /g);
  expect([...bindings].map(([, name, limit, period]) => [name, Number(limit), Number(period)])).toEqual([
    ['TOKEN_LIMITER', SHARE, 60],
    ['PIN_LIMITER', SHARE, 60],
  ]);
});
