/** Random operations and values for property tests of the protocol. */
import fc from 'fast-check';
import {
  Namespace,
  NodeKind,
  PROPERTY_TYPE,
  SheetMode,
  type NodeData,
  type Operation,
  type PropertyName,
} from '../../../widget/engine/protocol/operations.js';
import { masked } from '../../support/operations.js';

const id = fc.integer({ min: 0, max: 2 ** 31 });
const count = fc.nat({ max: 50 });
const text = fc.string({ unit: 'binary', maxLength: 12 }).map((value) => masked(value.toWellFormed()));
const ids = fc.array(id, { maxLength: 8 });
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value));

const node: fc.Arbitrary<NodeData> = fc.oneof(
  fc.record({
    kind: fc.constant(NodeKind.ELEMENT),
    id,
    namespace: fc.constantFrom(...Object.values(Namespace)),
    name: text,
    attributes: fc.array(fc.tuple(text, text), { maxLength: 3 }).map((pairs) => pairs.flat()),
  }),
  fc.record({ kind: fc.constant(NodeKind.TEXT), id, text }),
  fc.record({ kind: fc.constant(NodeKind.SHADOW_ROOT), id }),
  fc.record({ kind: fc.constant(NodeKind.DOCUMENT), id, quirks: fc.boolean() }),
);

const property: fc.Arbitrary<Operation> = fc
  .tuple(id, fc.constantFrom(...(Object.keys(PROPERTY_TYPE) as PropertyName[])), text, number)
  .map(([target, name, string, value]) => ({
    type: 'property',
    id: target,
    name,
    value: PROPERTY_TYPE[name] === 'string' ? string : value,
  }));

/** Any operation that can be written, whether or not it fits a model. */
export const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ type: fc.constant('begin' as const), quirks: fc.boolean() }),
  fc.constant<Operation>({ type: 'end' }),
  fc.record({ type: fc.constant('insert' as const), parent: id, before: id, nodes: fc.array(node, { maxLength: 5 }) }),
  fc.record({ type: fc.constant('move' as const), parent: id, before: id, ids }),
  fc.record({ type: fc.constant('remove' as const), ids }),
  fc.record({
    type: fc.constant('attribute' as const),
    id,
    name: text,
    value: fc.option(text, { nil: undefined }),
  }),
  fc.record({ type: fc.constant('text' as const), id, text }),
  property,
  fc.record({
    type: fc.constant('sheet' as const),
    id,
    mode: fc.constantFrom(...Object.values(SheetMode)),
    index: count,
    removed: count,
    chunks: fc.array(text, { maxLength: 4 }),
  }),
  fc.record({ type: fc.constant('adopt' as const), id, sheets: ids }),
  fc.record({ type: fc.constant('define' as const), id, name: text }),
  fc.record({ type: fc.constant('asset' as const), id, hash: text, mimeType: text }),
  fc.record({ type: fc.constant('pointer' as const), id, x: number, y: number, pressed: fc.boolean() }),
  fc.record({ type: fc.constant('digest' as const), value: fc.nat() }),
);

/** Small ids, so that operations often fit a model that other random operations made. */
export function fittingOperation(most: number): fc.Arbitrary<Operation> {
  const small = fc.integer({ min: 1, max: most });
  const smallIds = fc.array(small, { maxLength: 3 });
  const before = fc.integer({ min: 0, max: most });
  const element = fc.record({
    kind: fc.constant(NodeKind.ELEMENT),
    id: small,
    namespace: fc.constant(Namespace.HTML),
    name: fc.constant(masked('p')),
    attributes: fc.constant([]),
  });
  const root = fc
    .constantFrom(NodeKind.SHADOW_ROOT, NodeKind.DOCUMENT)
    .chain((kind) =>
      small.map((rootId): NodeData =>
        kind === NodeKind.DOCUMENT ? { kind, id: rootId, quirks: false } : { kind, id: rootId },
      ),
    );
  const words = fc.record({ kind: fc.constant(NodeKind.TEXT), id: small, text });
  return fc.oneof(
    {
      arbitrary: fc.record({
        type: fc.constant('insert' as const),
        parent: small,
        before,
        nodes: fc.array(fc.oneof(element, element, words, root), { maxLength: 3 }),
      }),
      weight: 6,
    },
    { arbitrary: fc.record({ type: fc.constant('move' as const), parent: small, before, ids: smallIds }), weight: 4 },
    { arbitrary: fc.record({ type: fc.constant('remove' as const), ids: smallIds }), weight: 1 },
    {
      arbitrary: fc.record({
        type: fc.constant('attribute' as const),
        id: small,
        name: fc.constant(masked('a')),
        value: fc.option(text, { nil: undefined }),
      }),
      weight: 1,
    },
    { arbitrary: fc.record({ type: fc.constant('text' as const), id: small, text }), weight: 1 },
    {
      arbitrary: fc.record({
        type: fc.constant('sheet' as const),
        id: small,
        mode: fc.constantFrom(...Object.values(SheetMode)),
        index: fc.nat({ max: 2 }),
        removed: fc.nat({ max: 2 }),
        chunks: fc.array(text, { maxLength: 2 }),
      }),
      weight: 2,
    },
    { arbitrary: fc.record({ type: fc.constant('adopt' as const), id: small, sheets: smallIds }), weight: 2 },
  );
}
