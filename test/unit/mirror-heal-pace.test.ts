import { describe, expect, it } from 'vitest';
import { HealPace } from '../../widget/engine/mirror/heal-pace.js';

describe('D4 a mirror that is not exact', () => {
  it('is rebuilt at once, then after pauses that double, and quickly again once it was exact', () => {
    let now = 1_000_000;
    const pace = new HealPace(() => now);
    const after = (seconds: number): boolean => {
      now += seconds * 1000;
      return pace.inexact();
    };
    expect(pace.inexact()).toBe(true);
    expect(after(14)).toBe(false);
    expect(after(1)).toBe(true);
    expect(after(29)).toBe(false);
    expect(after(1)).toBe(true);
    expect(after(59)).toBe(false);
    pace.exact();
    expect(pace.inexact()).toBe(true);
    for (let i = 0; i < 20; i++) after(10 * 60);
    expect(after(9 * 60)).toBe(false);
    expect(after(60)).toBe(true);
  });
});
