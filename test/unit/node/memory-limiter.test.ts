import { describe, expect, it } from 'vitest';
import { MemoryLimiter } from '../../../worker/node/memory-limiter.ts';

describe('the limiter in memory', () => {
  it('allows a key its limit within a window that its first call begins', async () => {
    let now = 0;
    const limiter = new MemoryLimiter({ limit: 2, periodSeconds: 60 }, () => now);
    const ask = async (key: string) => (await limiter.limit({ key })).success;
    expect([await ask('a'), await ask('a'), await ask('a'), await ask('b')]).toEqual([true, true, false, true]);
    now = 59_999;
    expect(await ask('a')).toBe(false);
    now = 60_000;
    expect([await ask('a'), await ask('a'), await ask('a')]).toEqual([true, true, false]);
  });

  it('keeps no more than so many keys, and forgets the oldest first', async () => {
    const limiter = new MemoryLimiter({ limit: 1, periodSeconds: 60 }, () => 0);
    const ask = async (key: number) => (await limiter.limit({ key: String(key) })).success;
    for (let key = 0; key < 100_000; key++) await ask(key);
    expect(await ask(0)).toBe(false);
    expect(await ask(100_000)).toBe(true);
    expect([await ask(1), await ask(99_999)]).toEqual([false, false]);
    expect(await ask(0)).toBe(true);
  });
});
