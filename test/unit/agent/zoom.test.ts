/** How large the customer's page is drawn. */
import { describe, expect, it } from 'vitest';
import { clockTime } from '../../../widget/engine/agent/clock-time.js';
import { zoomBy, zoomIn, zoomOut } from '../../../widget/engine/agent/zoom-steps.js';
import { scaleOf } from '../../../widget/engine/agent/zoom.js';

const PAGE = { width: 1000, height: 500 };

describe('the zoom of the customer’s page', () => {
  it('fits all of it into the room, but never larger than the customer sees it', () => {
    expect(scaleOf('fit', PAGE, { width: 500, height: 400 })).toBe(0.5);
    expect(scaleOf('fit', PAGE, { width: 900, height: 100 })).toBe(0.2);
    expect(scaleOf('fit', PAGE, { width: 4000, height: 4000 })).toBe(1);
    expect(scaleOf('fit', PAGE, { width: -32, height: 0 })).toBe(0.05);
    expect(scaleOf(1.5, PAGE, { width: 1, height: 1 })).toBe(1.5);
  });

  it('goes from any scale to the next step, there and back, and stops at the ends', () => {
    expect(zoomIn(0.43)).toBe(0.5);
    expect(zoomIn(1)).toBe(1.1);
    expect(zoomIn(3)).toBe(3);
    expect(zoomOut(0.43)).toBe(0.33);
    expect(zoomOut(1)).toBe(0.9);
    expect(zoomOut(0.25)).toBe(0.25);
    expect(zoomOut(0.1)).toBe(0.1);
    for (let scale = 0.25; scale < 3; scale = zoomIn(scale)) expect(zoomOut(zoomIn(scale))).toBe(scale);
  });

  it('follows a wheel between the ends', () => {
    expect(zoomBy(1, -10)).toBeGreaterThan(1);
    expect(zoomBy(1, 10)).toBeLessThan(1);
    expect(zoomBy(1, -10_000)).toBe(3);
    expect(zoomBy(1, 10_000)).toBe(0.25);
    expect(zoomBy(0.1, 10)).toBe(0.1);
  });
});

describe('a clock', () => {
  it('shows minutes and seconds, from an hour on hours, and nothing below zero', () => {
    expect([0, 999, 65_000, 3_723_000, -5].map(clockTime)).toEqual(['0:00', '0:00', '1:05', '1:02:03', '0:00']);
  });
});
