import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MalformedMessageError, decodeOperations } from '../../../widget/engine/protocol/decoder.js';
import { OperationEncoder } from '../../../widget/engine/protocol/encoder.js';
import {
  NO_NODE,
  Namespace,
  NodeKind,
  type NodeData,
  type TextData,
} from '../../../widget/engine/protocol/operations.js';
import { encode, masked } from '../../support/operations.js';
import { anyOperation } from './arbitraries.js';

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

describe('C1 and C2 the codec', () => {
  it('gives back every operation as it was', () => {
    fc.assert(
      fc.property(fc.array(anyOperation, { maxLength: 20 }), (operations) => {
        expect(decodeOperations(encode(...operations))).toEqual(operations);
      }),
    );
  });

  it('writes each string once a message, and each message alone', () => {
    const encoder = new OperationEncoder();
    const name = masked('a-rather-long-name');
    const write = (): void => {
      for (let id = 1; id < 4; id++) encoder.write({ type: 'attribute', id, name, value: name });
    };
    write();
    const first = new TextDecoder().decode(encoder.take());
    expect(first.split(name)).toHaveLength(2);
    expect(encoder.empty).toBe(true);
    write();
    expect(new TextDecoder().decode(encoder.take())).toBe(first);
  });

  it('keeps the ids of a list apart from the sibling before which it goes', () => {
    const move = { type: 'move', parent: 9000, before: NO_NODE, ids: [5, 4000, 6] } as const;
    expect(decodeOperations(encode(move, move))).toEqual([move, move]);
  });
});

describe('C2 a text that is alone in its element', () => {
  it('travels with it and arrives as an insert of its own', () => {
    const element = (id: number): NodeData => ({
      kind: NodeKind.ELEMENT,
      id,
      namespace: Namespace.HTML,
      name: masked('td'),
      attributes: [],
    });
    const text: TextData = { kind: NodeKind.TEXT, id: 9, text: masked('cell') };
    const nodes = [element(7), element(8), element(10)];
    expect(
      decodeOperations(encode({ type: 'insert', parent: 2, before: 3, nodes, texts: [undefined, text, undefined] })),
    ).toEqual([
      { type: 'insert', parent: 2, before: 3, nodes },
      { type: 'insert', parent: 8, before: NO_NODE, nodes: [text] },
    ]);
  });
});

describe('C3 a reader refuses', () => {
  const cases: [string, unknown][] = [
    ['what is not a list', {}],
    ['an unknown tag', ['?']],
    ['a number in place of a tag', [1]],
    ['an operation that ends too early', ['t', 1]],
    ['a string that is not there', ['t', 1, 0]],
    ['a string by a fraction', ['t', 1, 'x', 't', 1, 0.5]],
    ['a string that is an object', ['t', 1, {}]],
    ['a list longer than the rest', ['x', 1e9]],
    ['an id below zero', ['t', -1, 'x']],
    ['an id beyond all numbers', ['t', 1e300, 'x']],
    ['an unknown property', ['p', 1, 99, 0]],
    ['a word for a number', ['p', 1, 1, 'x']],
    ['an unknown node kind', ['i', 1, 0, 1, 'q', 2]],
    ['an unknown namespace', ['i', 1, 0, 1, 'e', 2, 'q', 'p', 0]],
    ['an attribute without a value', ['i', 1, 0, 1, 'e', 2, 'h', 'p', 1, 'a']],
    ['an element whose text is missing', ['i', 1, 0, 1, 'E', 2, 'h', 'p', 0, 3]],
    ['an unknown sheet mode', ['s', 1, 'q', 0, 0, 0]],
    ['no JSON', undefined],
  ];
  it.each(cases)('%s', (_name, value) => {
    expect(() => decodeOperations(value === undefined ? new Uint8Array([0xff, 0x00]) : bytes(value))).toThrow(
      MalformedMessageError,
    );
  });

  it('anything random, without any other error', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.json().map((json) => new TextEncoder().encode(json)),
        ),
        (body) => {
          try {
            decodeOperations(body);
          } catch (error) {
            expect(error).toBeInstanceOf(MalformedMessageError);
          }
        },
      ),
    );
  });

  it('what was changed on its way, without any other error', () => {
    fc.assert(
      fc.property(
        fc.array(anyOperation, { minLength: 1, maxLength: 5 }),
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        (operations, at, byte) => {
          const body = encode(...operations);
          body[at % body.length] = byte;
          try {
            decodeOperations(body);
          } catch (error) {
            expect(error).toBeInstanceOf(MalformedMessageError);
          }
        },
      ),
    );
  });

  it('never quotes what it refuses', () => {
    expect(() => decodeOperations(bytes(['secret']))).toThrow(/^unknown operation$/);
  });
});
