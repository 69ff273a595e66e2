import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeAnnotations,
  encodeAnnotations,
  encodeBodies,
  MalformedAnnotationError,
  rounded,
} from '../../../widget/engine/annotation/codec.js';
import type { AnnotationMessage } from '../../../widget/engine/annotation/message.js';
import { StrokeKind, type Stroke } from '../../../widget/engine/annotation/stroke.js';
import {
  ANNOTATION_MAX_BYTES,
  ANNOTATION_REACH_MAX,
  AUTHOR_STROKES_MAX,
  NOTE_MAX_LENGTH,
  STROKE_POINTS_MAX,
  USER_NAME_MAX_LENGTH,
} from '../../../widget/engine/protocol/limits.js';
import { annotationMessages } from './arbitraries.js';

const bytes = (json: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(json));
const refused = (json: unknown): void => {
  expect(() => decodeAnnotations(bytes(json))).toThrow(MalformedAnnotationError);
};

describe('I2 annotation messages', () => {
  it('arrive as they were sent', () => {
    fc.assert(
      fc.property(fc.array(annotationMessages, { maxLength: 8 }), (messages) => {
        expect(decodeAnnotations(encodeAnnotations(messages))).toEqual(messages);
      }),
    );
  });

  it('are sent in bodies that every reader takes, in their order', () => {
    const stroke = (id: number): Stroke => ({
      id,
      kind: StrokeKind.PEN,
      colour: 0,
      width: 1,
      node: 7,
      points: Array.from(
        { length: 2 * STROKE_POINTS_MAX },
        (_, i) => rounded(Math.sin(i + id) * ANNOTATION_REACH_MAX) + 0,
      ),
      text: '',
      done: true,
    });
    const messages = Array.from({ length: 20 }, (_, id): AnnotationMessage => ({ type: 'put', stroke: stroke(id) }));
    const bodies = encodeBodies(messages);
    expect(bodies.length).toBeGreaterThan(3);
    for (const body of bodies) expect(body.byteLength).toBeLessThanOrEqual(ANNOTATION_MAX_BYTES);
    expect(bodies.flatMap((body) => decodeAnnotations(body))).toEqual(messages);
  });

  it('are refused as a whole when they are something else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        try {
          decodeAnnotations(bytes([['z'], json]));
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedAnnotationError);
        }
      }),
    );
    for (const json of [null, 1, {}, 'z', ['z'], [[]], [['?']], [['z', 1]], [['__proto__']], [['toString']]])
      refused(json);
    expect(() => decodeAnnotations(new Uint8Array([0xff, 0xfe]))).toThrow(MalformedAnnotationError);
    expect(() => decodeAnnotations(new TextEncoder().encode('[['))).toThrow(MalformedAnnotationError);
  });

  it('never quote what they refuse', () => {
    try {
      decodeAnnotations(bytes([['p', 'canary-4711']]));
      expect.unreachable();
    } catch (error) {
      expect(String(error)).not.toContain('canary');
    }
  });

  it.each([
    ['a body that is too long', [['n', 1, 'x'.repeat(ANNOTATION_MAX_BYTES)]]],
    ['an unknown kind', [['p', 1, 'spray', 0, 0, 1, [0, 0]]]],
    ['a kind that every object has', [['p', 1, 'constructor', 0, 0, 1, [0, 0]]]],
    ['a colour that is CSS', [['p', 1, 'pen', 'url(x)', 0, 1, [0, 0]]]],
    ['a colour that there is not', [['p', 1, 'pen', 8, 0, 1, [0, 0]]]],
    ['a width that there is not', [['p', 1, 'pen', 0, 3, 1, [0, 0]]]],
    ['a negative id', [['p', -1, 'pen', 0, 0, 1, [0, 0]]]],
    ['an id that is no whole number', [['p', 1.5, 'pen', 0, 0, 1, [0, 0]]]],
    ['a giant id', [['p', 1e300, 'pen', 0, 0, 1, [0, 0]]]],
    ['giant coordinates', [['p', 1, 'pen', 0, 0, 1, [1e15, 0]]]],
    ['coordinates that add up to giant ones', [['p', 1, 'pen', 0, 0, 1, [9e7, 0, 9e7, 0]]]],
    ['coordinates that are none', [['p', 1, 'pen', 0, 0, 1, [null, 0]]]],
    ['coordinates as text', [['p', 1, 'pen', 0, 0, 1, ['1', '2']]]],
    ['a coordinate without its pair', [['p', 1, 'pen', 0, 0, 1, [0, 0, 5]]]],
    ['no point at all', [['p', 1, 'pen', 0, 0, 1, []]]],
    ['a rectangle with one corner', [['p', 1, 'rectangle', 0, 0, 1, [0, 0]]]],
    ['a rectangle with three', [['p', 1, 'rectangle', 0, 0, 1, [0, 0, 1, 1, 2, 2]]]],
    ['an element with points', [['p', 1, 'element', 0, 0, 1, [0, 0]]]],
    ['more points than a stroke has', [['p', 1, 'pen', 0, 0, 1, Array(2 * STROKE_POINTS_MAX + 2).fill(0)]]],
    ['a note that is too long', [['p', 1, 'note', 0, 0, 1, [0, 0], 'x'.repeat(NOTE_MAX_LENGTH + 1)]]],
    ['a note that is no text', [['p', 1, 'note', 0, 0, 1, [0, 0], { html: '<b>' }]]],
    ['text where no note is', [['p', 1, 'pen', 0, 0, 1, [0, 0], 'x']]],
    ['a name that is too long', [['n', 1, 'x'.repeat(USER_NAME_MAX_LENGTH + 1)]]],
    ['an author that no byte holds', [['n', 256, 'x']]],
    ['more ids than an author has strokes', [['x', Array(AUTHOR_STROKES_MAX + 1).fill(1)]]],
    ['nothing to draw', [['d', 1, []]]],
  ])('refuse %s', (_title, json) => refused(json));

  it('round a fraction the way that the other side reads it, whatever it is', () => {
    for (const value of [NaN, Infinity, -Infinity]) expect(rounded(value)).toBe(0);
    expect(rounded(1e12)).toBe(ANNOTATION_REACH_MAX);
    expect(rounded(-1e12)).toBe(-ANNOTATION_REACH_MAX);
    expect(rounded(1 / 3)).toBe(0.33333);
  });
});
