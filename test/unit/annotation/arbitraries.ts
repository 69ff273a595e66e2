/** Strokes and messages as anybody might draw them. */
import fc from 'fast-check';
import type { AnnotationMessage, DrawMessage } from '../../../widget/engine/annotation/message.js';
import { rounded } from '../../../widget/engine/annotation/codec.js';
import {
  COLOURS,
  isInk,
  pointCountOf,
  StrokeKind,
  WIDTH_COUNT,
  type Stroke,
} from '../../../widget/engine/annotation/stroke.js';
import { ANNOTATION_REACH_MAX, NOTE_MAX_LENGTH } from '../../../widget/engine/protocol/limits.js';

const fraction = fc
  .double({ min: -ANNOTATION_REACH_MAX, max: ANNOTATION_REACH_MAX, noNaN: true })
  .map((value) => rounded(value) + 0);

export const pairs = (least: number, most: number) =>
  fc
    .array(fc.tuple(fraction, fraction), { minLength: least, maxLength: most })
    .map((list): readonly number[] => list.flat());

/** @param ids few, so that messages meet each other's strokes */
export const strokes = (ids = 1_000_000): fc.Arbitrary<Stroke> =>
  fc.constantFrom(...Object.values(StrokeKind)).chain((kind) => {
    const { least, most } = pointCountOf(kind);
    return fc.record({
      id: fc.nat({ max: ids }),
      kind: fc.constant(kind),
      colour: fc.nat({ max: COLOURS.length - 1 }),
      width: fc.nat({ max: WIDTH_COUNT - 1 }),
      node: fc.nat({ max: 1_000_000 }),
      points: pairs(least, isInk(kind) ? 12 : most),
      text: kind === StrokeKind.NOTE ? fc.string({ maxLength: NOTE_MAX_LENGTH }) : fc.constant(''),
      done: fc.constant(true),
    });
  });

export const drawMessages = (ids?: number): fc.Arbitrary<DrawMessage> => {
  const id = fc.nat({ max: ids ?? 1_000_000 });
  return fc.oneof(
    strokes(ids).map((stroke): DrawMessage => ({ type: 'begin', stroke: { ...stroke, done: false } })),
    fc.record({ type: fc.constant('draw' as const), id, points: pairs(1, 5) }),
    strokes(ids).map((stroke): DrawMessage => ({ type: 'put', stroke })),
    fc.record({ type: fc.constant('remove' as const), ids: fc.array(id, { maxLength: 5 }) }),
    fc.record({ type: fc.constant('clear' as const), everybody: fc.boolean() }),
    fc.record({
      type: fc.constant('laser' as const),
      node: fc.nat(),
      colour: fc.nat({ max: COLOURS.length - 1 }),
      x: fraction,
      y: fraction,
    }),
    fc.constant<DrawMessage>({ type: 'laser_off' }),
  );
};

export const annotationMessages: fc.Arbitrary<AnnotationMessage> = fc.oneof(
  drawMessages(),
  fc.constant<AnnotationMessage>({ type: 'reset' }),
  fc.record({ type: fc.constant('restore' as const), author: fc.nat({ max: 255 }), stroke: strokes() }),
  fc.record({
    type: fc.constant('author' as const),
    author: fc.nat({ max: 255 }),
    name: fc.string({ maxLength: 80 }),
  }),
);
