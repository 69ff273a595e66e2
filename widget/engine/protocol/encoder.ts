/** Operations → bytes (SPEC C). Takes no string but a masked one; knows nothing of what becomes of the bytes. */
import type { MaskedString } from './masked-string.js';
import { NodeKind, type NodeData, type Operation, type PropertyValue, type TextData } from './operations.js';
import { ELEMENT_WITH_TEXT, PROPERTY_NAMES, TAG } from './wire.js';

const PROPERTY_INDEX = /* @__PURE__ */ new Map(PROPERTY_NAMES.map((name, index) => [name, index]));

/** Collects operations into one message. */
export class OperationEncoder {
  #index = new Map<string, number>();
  #stream: (string | number)[] = [];
  #lastId = 0;
  #characters = 0;

  get empty(): boolean {
    return this.#stream.length === 0;
  }

  /** A cheap estimate of the message's size in characters. */
  get size(): number {
    return this.#characters + this.#stream.length * 3;
  }

  write(operation: Operation): void {
    this.#stream.push(TAG[operation.type]);
    switch (operation.type) {
      case 'begin':
        return this.#number(Number(operation.quirks));
      case 'end':
        return;
      case 'insert':
        this.#id(operation.parent);
        this.#sibling(operation.before);
        this.#number(operation.nodes.length);
        return operation.nodes.forEach((node, i) => this.#node(node, operation.texts?.[i]));
      case 'move':
        this.#id(operation.parent);
        this.#sibling(operation.before);
        return this.#ids(operation.ids);
      case 'remove':
        return this.#ids(operation.ids);
      case 'attribute':
        this.#id(operation.id);
        this.#string(operation.name);
        return operation.value === undefined ? this.#number(-1) : this.#string(operation.value);
      case 'text':
        this.#id(operation.id);
        return this.#string(operation.text);
      case 'property':
        this.#id(operation.id);
        this.#number(PROPERTY_INDEX.get(operation.name) ?? -1);
        return this.#value(operation.value);
      case 'sheet':
        this.#id(operation.id);
        this.#stream.push(operation.mode);
        this.#number(operation.index);
        this.#number(operation.removed);
        return this.#stringList(operation.chunks);
      case 'adopt':
        this.#id(operation.id);
        return this.#ids(operation.sheets);
      case 'define':
        this.#id(operation.id);
        return this.#string(operation.name);
      case 'asset':
        this.#number(operation.id);
        this.#string(operation.hash);
        return this.#string(operation.mimeType);
      case 'pointer':
        this.#id(operation.id);
        this.#number(operation.x);
        this.#number(operation.y);
        return this.#number(Number(operation.pressed));
      case 'digest':
        return this.#number(operation.value);
    }
  }

  /** The message's bytes; the encoder is empty afterwards. */
  take(): Uint8Array<ArrayBuffer> {
    const json = JSON.stringify(withoutToJson(this.#stream));
    this.reset();
    return new TextEncoder().encode(json);
  }

  /** Forgets what was written. */
  reset(): void {
    this.#index = new Map();
    this.#stream = [];
    this.#lastId = 0;
    this.#characters = 0;
  }

  #number(value: number): void {
    this.#stream.push(value);
  }

  #id(id: number): void {
    this.#stream.push(id - this.#lastId);
    this.#lastId = id;
  }

  /** An id that does not become the base of the next one: `before` mostly lies far away. */
  #sibling(id: number): void {
    this.#stream.push(id);
  }

  #ids(ids: readonly number[]): void {
    this.#stream.push(ids.length);
    for (const id of ids) this.#id(id);
  }

  #string(value: MaskedString): void {
    // A page can put an object where the DOM promises a string, and JSON would write all of it.
    if (typeof value !== 'string') throw new TypeError('not a string');
    const index = this.#index.get(value);
    this.#stream.push(index ?? value);
    if (index !== undefined) return;
    this.#index.set(value, this.#index.size);
    this.#characters += value.length;
  }

  #stringList(values: readonly MaskedString[]): void {
    this.#stream.push(values.length);
    for (const value of values) this.#string(value);
  }

  #value(value: PropertyValue): void {
    return typeof value === 'number' ? this.#number(value) : this.#string(value);
  }

  #node(node: NodeData, text?: TextData): void {
    this.#stream.push(text ? ELEMENT_WITH_TEXT : node.kind);
    this.#id(node.id);
    switch (node.kind) {
      case NodeKind.ELEMENT:
        this.#stream.push(node.namespace);
        this.#string(node.name);
        this.#stringList(node.attributes);
        if (!text) return;
        this.#id(text.id);
        return this.#string(text.text);
      case NodeKind.TEXT:
        return this.#string(node.text);
      case NodeKind.SHADOW_ROOT:
        return;
      case NodeKind.DOCUMENT:
        return this.#number(Number(node.quirks));
    }
  }
}

/** Some pages still have Prototype.js, whose `Array.prototype.toJSON` answers a string. */
function withoutToJson<T>(list: T[]): T[] {
  return Object.assign(list, { toJSON: undefined });
}
