import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digest, describeNode } from '../../../widget/engine/protocol/digest.js';
import { ModelError, PageModel, children, descendants } from '../../../widget/engine/protocol/model.js';
import {
  NO_NODE,
  Namespace,
  NodeKind,
  ROOT_ID,
  SheetMode,
  type NodeData,
  type Operation,
} from '../../../widget/engine/protocol/operations.js';
import { snapshotOf } from '../../../widget/engine/protocol/snapshot.js';
import { masked } from '../../support/operations.js';
import { fittingOperation } from './arbitraries.js';

const element = (id: number): NodeData => ({
  kind: NodeKind.ELEMENT,
  id,
  namespace: Namespace.HTML,
  name: masked('p'),
  attributes: [],
});

function modelWith(...operations: Operation[]): PageModel {
  const model = new PageModel();
  model.apply({ type: 'begin', quirks: false });
  for (const operation of operations) model.apply(operation);
  return model;
}

/** html 2 with three children 3, 4, 5. */
const tree: Operation[] = [
  { type: 'insert', parent: ROOT_ID, before: NO_NODE, nodes: [element(2)] },
  { type: 'insert', parent: 2, before: NO_NODE, nodes: [element(3), element(4), element(5)] },
];

const order = (model: PageModel, id: number): number[] => [...children(model.node(id))].map((node) => node.id);
const everything = (model: PageModel): string[] => [...descendants(model.node(ROOT_ID))].map(describeNode);

describe('P1 the model', () => {
  it('puts new nodes before a sibling or at the end', () => {
    const model = modelWith(
      ...tree,
      { type: 'insert', parent: 2, before: 4, nodes: [element(6), element(7)] },
      { type: 'insert', parent: 2, before: NO_NODE, nodes: [element(8)] },
    );
    expect(order(model, 2)).toEqual([3, 6, 7, 4, 5, 8]);
  });

  it('moves several nodes in the order of the list', () => {
    const model = modelWith(...tree, { type: 'move', parent: 2, before: 3, ids: [5, 4] });
    expect(order(model, 2)).toEqual([5, 4, 3]);
  });

  it('removes a node with all below it', () => {
    const model = modelWith(
      ...tree,
      { type: 'move', parent: 4, before: NO_NODE, ids: [5] },
      { type: 'remove', ids: [4] },
    );
    expect(order(model, 2)).toEqual([3]);
    expect(model.nodes.has(5)).toBe(false);
  });

  it('P5 keeps a constructed sheet as long as somebody adopts it', () => {
    const shadow: NodeData = { kind: NodeKind.SHADOW_ROOT, id: 20 };
    const model = modelWith(
      ...tree,
      { type: 'insert', parent: 3, before: NO_NODE, nodes: [shadow] },
      { type: 'sheet', id: 10, mode: SheetMode.RULES, index: 0, removed: 0, chunks: [masked('a{}')] },
      { type: 'adopt', id: ROOT_ID, sheets: [10] },
      { type: 'adopt', id: 20, sheets: [10] },
      { type: 'adopt', id: ROOT_ID, sheets: [] },
    );
    expect(model.sheets.has(10)).toBe(true);
    model.apply({ type: 'remove', ids: [3] });
    expect(model.sheets.has(10)).toBe(false);
  });
});

describe('P3 an operation that does not fit', () => {
  const cases: [string, Operation][] = [
    ['an unknown parent', { type: 'insert', parent: 99, before: NO_NODE, nodes: [element(6)] }],
    ['an unknown sibling', { type: 'insert', parent: 2, before: 99, nodes: [element(6)] }],
    ['a sibling elsewhere', { type: 'insert', parent: 3, before: 4, nodes: [element(6)] }],
    ['an id in use', { type: 'insert', parent: 2, before: NO_NODE, nodes: [element(6), element(4)] }],
    ['the same id twice', { type: 'insert', parent: 2, before: NO_NODE, nodes: [element(6), element(6)] }],
    ['the id 0', { type: 'insert', parent: 2, before: NO_NODE, nodes: [element(0)] }],
    [
      'a root without a host',
      { type: 'insert', parent: ROOT_ID, before: NO_NODE, nodes: [{ kind: NodeKind.SHADOW_ROOT, id: 9 }] },
    ],
    ['a move into itself', { type: 'move', parent: 3, before: NO_NODE, ids: [3] }],
    ['a move below itself', { type: 'move', parent: 3, before: NO_NODE, ids: [2] }],
    ['a move before itself', { type: 'move', parent: 2, before: 4, ids: [4] }],
    ['a move of a node twice', { type: 'move', parent: 2, before: 4, ids: [3, 3] }],
    ['a removal of the root', { type: 'remove', ids: [3, ROOT_ID] }],
    ['a removal of the unknown', { type: 'remove', ids: [3, 99] }],
    ['a text of an element', { type: 'text', id: 3, text: masked('x') }],
    ['an attribute of the root', { type: 'attribute', id: ROOT_ID, name: masked('a'), value: masked('b') }],
    ['a splice outside the sheet', { type: 'sheet', id: 3, mode: SheetMode.RULES, index: 1, removed: 0, chunks: [] }],
    ['an unknown sheet', { type: 'adopt', id: ROOT_ID, sheets: [77] }],
    ['sheets of an element', { type: 'adopt', id: 3, sheets: [] }],
    ['a definition outside a document', { type: 'define', id: 3, name: masked('x-y') }],
    ['a pointer at nothing', { type: 'pointer', id: 99, x: 0, y: 0, pressed: false }],
  ];
  it.each(cases)('%s is refused and changes nothing', (_name, operation) => {
    const model = modelWith(...tree);
    const before = everything(model);
    expect(() => model.apply(operation)).toThrow(ModelError);
    expect(everything(model)).toEqual(before);
  });

  it('is refused as a whole, whatever random operations came before', () => {
    fc.assert(
      fc.property(fc.array(fittingOperation(12), { maxLength: 60 }), (operations) => {
        const model = modelWith();
        for (const operation of operations) {
          const before = digest(model);
          try {
            model.apply(operation);
          } catch (error) {
            expect(error).toBeInstanceOf(ModelError);
            expect(digest(model)).toBe(before);
          }
          expectSound(model);
        }
      }),
    );
  });

  it('leaves documents apart: nothing moves from one to another', () => {
    const model = modelWith(...tree, {
      type: 'insert',
      parent: 3,
      before: NO_NODE,
      nodes: [{ kind: NodeKind.DOCUMENT, id: 9, quirks: false }],
    });
    expect(() => model.apply({ type: 'move', parent: 9, before: NO_NODE, ids: [4] })).toThrow(ModelError);
    expect(() => model.apply({ type: 'move', parent: 4, before: NO_NODE, ids: [9] })).toThrow(ModelError);
  });
});

describe('S2 a snapshot of a model', () => {
  it('rebuilds it exactly, with a digest to prove it (D1)', () => {
    fc.assert(
      fc.property(fc.array(fittingOperation(12), { maxLength: 60 }), (operations) => {
        const model = modelWith();
        for (const operation of operations) {
          try {
            model.apply(operation);
          } catch {
            // Did not fit; the next may.
          }
        }
        const copy = new PageModel();
        for (const operation of snapshotOf(model)) copy.apply(operation);
        expect(everything(copy)).toEqual(everything(model));
        expect(digest(copy)).toBe(digest(model));
      }),
    );
  });
});

/** Links agree with each other and with the table of ids. */
function expectSound(model: PageModel): void {
  const seen = new Set<number>();
  for (const node of descendants(model.node(ROOT_ID))) {
    expect(seen.has(node.id)).toBe(false);
    seen.add(node.id);
    if (node.next) expect(node.next.previous).toBe(node);
    if (node.first) expect(node.first.previous).toBe(undefined);
    for (const child of children(node)) expect(child.parent).toBe(node);
  }
  expect(seen.size).toBe(model.nodes.size);
}
