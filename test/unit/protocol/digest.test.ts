import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digest, keptDigest, updateHashes } from '../../../widget/engine/protocol/digest.js';
import { PageModel } from '../../../widget/engine/protocol/model.js';
import {
  Namespace,
  NO_NODE,
  NodeKind,
  ROOT_ID,
  SheetMode,
  type Operation,
} from '../../../widget/engine/protocol/operations.js';
import { snapshotOf } from '../../../widget/engine/protocol/snapshot.js';
import { masked } from '../../support/operations.js';
import { fittingOperation } from './arbitraries.js';

const always = (): boolean => true;
const never = (): boolean => false;

function emptyModel(): PageModel {
  const model = new PageModel();
  model.apply({ type: 'begin', quirks: false });
  return model;
}

/** With siblings from the start, so that random moves and inserts often fit. */
function bushyModel(): PageModel {
  const model = emptyModel();
  const element = (id: number) =>
    ({ kind: NodeKind.ELEMENT, id, namespace: Namespace.HTML, name: masked('p'), attributes: [] }) as const;
  const put = (parent: number, ...ids: number[]): void =>
    model.apply({ type: 'insert', parent, before: NO_NODE, nodes: ids.map(element) });
  put(ROOT_ID, 2, 3, 4);
  put(2, 5, 6, 7);
  put(3, 8, 9);
  updateHashes(model, never);
  return model;
}

/** Applies what fits. */
function apply(model: PageModel, operations: readonly Operation[]): void {
  for (const operation of operations) {
    try {
      model.apply(operation);
    } catch {
      // The next may fit.
    }
  }
}

function kept(model: PageModel): number {
  updateHashes(model, never);
  return keptDigest(model);
}

const more: fc.Arbitrary<Operation> = fc.oneof(
  { arbitrary: fittingOperation(12), weight: 8 },
  {
    arbitrary: fc.record({
      type: fc.constant('property' as const),
      id: fc.integer({ min: 1, max: 12 }),
      name: fc.constant('scrollTop' as const),
      value: fc.nat(9),
    }),
    weight: 1,
  },
  {
    arbitrary: fc.record({
      type: fc.constant('asset' as const),
      id: fc.nat(3),
      hash: fc.constantFrom(masked('a'), masked('b')),
      mimeType: fc.constant(masked('image/png')),
    }),
    weight: 1,
  },
  { arbitrary: fc.record({ type: fc.constant('begin' as const), quirks: fc.boolean() }), weight: 1 },
);

describe('D2 the digest that a model keeps', () => {
  it('is the one of the whole model, whatever happened and whenever it was looked at', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(more, fc.constantFrom('look', 'pause', 'go on')), { maxLength: 60 }), (steps) => {
        const model = bushyModel();
        for (const [operation, then] of steps) {
          apply(model, [operation]);
          if (then === 'look') expect(kept(model)).toBe(digest(model));
          if (then === 'pause') updateHashes(model, always);
        }
        expect(kept(model)).toBe(digest(model));
      }),
    );
  });

  it('forgets a node once, though it is removed by name and with what it is in', () => {
    const model = bushyModel();
    model.apply({ type: 'remove', ids: [2, 5] });
    expect(kept(model)).toBe(digest(model));
  });

  it('hashes one node at a time when it is to pause, and only what has changed', () => {
    const model = emptyModel();
    const text = (id: number) => ({ kind: NodeKind.TEXT, id, text: masked('x') });
    model.apply({ type: 'insert', parent: ROOT_ID, before: NO_NODE, nodes: [text(2), text(3), text(4), text(5)] });
    const steps = (): number => {
      let count = 1;
      while (!updateHashes(model, always)) count++;
      return count;
    };
    expect(steps()).toBe(5);
    model.apply({ type: 'text', id: 3, text: masked('y') });
    expect(steps()).toBe(1);
    // The one behind it has another neighbour now.
    model.apply({ type: 'remove', ids: [3] });
    expect(steps()).toBe(1);
    expect(keptDigest(model)).toBe(digest(model));
  });

  it('does not depend on what a page made of JSON', () => {
    const model = emptyModel();
    model.apply({ type: 'sheet', id: 9, mode: SheetMode.RULES, index: 0, removed: 0, chunks: [masked('a{}')] });
    const before = kept(model);
    const patched = Array.prototype as { toJSON?: () => string };
    patched.toJSON = () => 'Prototype.js';
    try {
      model.apply({ type: 'sheet', id: 9, mode: SheetMode.RULES, index: 0, removed: 1, chunks: [masked('a{}')] });
      expect(kept(model)).toBe(before);
    } finally {
      delete patched.toJSON;
    }
  });
});

describe('D1 the digest', () => {
  it('tells two models apart that differ in one operation, and no others', () => {
    fc.assert(
      fc.property(fc.array(more, { maxLength: 40 }), fittingOperation(12), (operations, lost) => {
        const [customer, mirror] = [emptyModel(), emptyModel()];
        apply(customer, operations);
        for (const operation of snapshotOf(customer)) mirror.apply(operation);
        expect(kept(mirror)).toBe(kept(customer));
        apply(customer, [lost]);
        const same = JSON.stringify([...snapshotOf(customer)]) === JSON.stringify([...snapshotOf(mirror)]);
        expect(kept(mirror) === kept(customer)).toBe(same);
      }),
    );
  });
});
