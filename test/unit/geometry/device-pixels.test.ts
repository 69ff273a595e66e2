import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onDevicePixels } from '../../../widget/engine/geometry/device-pixels.js';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe('a box on the pixels of a screen', () => {
  it.each([0.5, 0.67, 0.81, 0.9, 1, 1.1, 1.25, 1.5, 2, 2.625])(
    'has its edges on whole ones at a ratio of %d, less than one from where they were',
    (ratio) => {
      fc.assert(
        fc.property(number(-3_000, 3_000), number(4, 2_000), (at, length) => {
          const { x, y, width, height } = onDevicePixels({ x: at, y: -at, width: length, height: length }, ratio);
          for (const [edge, before] of [
            [x, at],
            [y, -at],
            [x + width, at + length],
            [y + height, -at + length],
          ] as const) {
            expect(Math.abs(edge * ratio - Math.round(edge * ratio))).toBeLessThan(1e-6);
            expect(Math.abs(edge - before) * ratio).toBeLessThan(0.5 + 1e-6);
          }
        }),
      );
    },
  );
});
