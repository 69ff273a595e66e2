/** Bytes → operations (SPEC C3). Nothing that a peer sends is taken on trust: what does not fit is refused as a whole. */
import type { MaskedString } from './masked-string.js';
import { NO_NODE, Namespace, NodeKind, PROPERTY_TYPE, SheetMode, type NodeData, type Operation } from './operations.js';
import { ELEMENT_WITH_TEXT, PROPERTY_NAMES, TAG } from './wire.js';

const TYPE_OF_TAG = new Map<string, Operation['type']>(
  Object.entries(TAG).map(([type, tag]) => [tag, type as Operation['type']]),
);
const NAMESPACES: ReadonlySet<unknown> = new Set(Object.values(Namespace));
const SHEET_MODES: ReadonlySet<unknown> = new Set(Object.values(SheetMode));

/** A message that is not what the SPEC says. Its text never quotes the message. */
export class MalformedMessageError extends Error {
  override name = 'MalformedMessageError';
}

/** Reads a message. Throws MalformedMessageError; nothing of a malformed message is returned. */
export function decodeOperations(bytes: Uint8Array): Operation[] {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new MalformedMessageError('not JSON');
  }
  if (!Array.isArray(json)) throw new MalformedMessageError('not a list');
  const reader = new StreamReader(json);
  const operations: Operation[] = [];
  while (!reader.done) reader.operation(operations);
  return operations;
}

class StreamReader {
  readonly #strings: MaskedString[] = [];
  readonly #stream: readonly unknown[];
  #position = 0;
  #lastId = 0;

  /** Texts that came with their elements, as inserts of their own. */
  readonly #texts: Operation[] = [];

  constructor(stream: readonly unknown[]) {
    this.#stream = stream;
  }

  get done(): boolean {
    return this.#position >= this.#stream.length;
  }

  /** Reads the next one, and the inserts that it stands for. */
  operation(into: Operation[]): void {
    into.push(this.#operation());
    for (const text of this.#texts) into.push(text);
    this.#texts.length = 0;
  }

  #operation(): Operation {
    const tag = this.#tag();
    const type = TYPE_OF_TAG.get(tag);
    switch (type) {
      case 'begin':
        return { type, quirks: this.#flag() };
      case 'end':
        return { type };
      case 'insert': {
        const parent = this.#id();
        const before = this.#count();
        const nodes = this.#list(() => this.#node());
        return { type, parent, before, nodes };
      }
      case 'move':
        return { type, parent: this.#id(), before: this.#count(), ids: this.#list(() => this.#id()) };
      case 'remove':
        return { type, ids: this.#list(() => this.#id()) };
      case 'attribute':
        return { type, id: this.#id(), name: this.#string(), value: this.#optionalString() };
      case 'text':
        return { type, id: this.#id(), text: this.#string() };
      case 'property': {
        const id = this.#id();
        const name = PROPERTY_NAMES[this.#count()];
        if (name === undefined) throw new MalformedMessageError('unknown property');
        const value = PROPERTY_TYPE[name] === 'string' ? this.#string() : this.#number();
        return { type, id, name, value };
      }
      case 'sheet': {
        const id = this.#id();
        const mode = this.#tag();
        if (!isSheetMode(mode)) throw new MalformedMessageError('unknown sheet mode');
        const index = this.#count();
        const removed = this.#count();
        return { type, id, mode, index, removed, chunks: this.#list(() => this.#string()) };
      }
      case 'adopt':
        return { type, id: this.#id(), sheets: this.#list(() => this.#id()) };
      case 'define':
        return { type, id: this.#id(), name: this.#string() };
      case 'asset':
        return { type, id: this.#count(), hash: this.#string(), mimeType: this.#string() };
      case 'pointer':
        return { type, id: this.#id(), x: this.#number(), y: this.#number(), pressed: this.#flag() };
      case 'digest':
        return { type, value: this.#count() };
      default:
        throw new MalformedMessageError('unknown operation');
    }
  }

  #node(): NodeData {
    const kind = this.#tag();
    const id = this.#id();
    switch (kind) {
      case ELEMENT_WITH_TEXT:
      case NodeKind.ELEMENT: {
        const namespace = this.#tag();
        if (!isNamespace(namespace)) throw new MalformedMessageError('unknown namespace');
        const name = this.#string();
        const attributes = this.#list(() => this.#string());
        if (attributes.length % 2 !== 0) throw new MalformedMessageError('attribute without value');
        if (kind === ELEMENT_WITH_TEXT) this.#text(id);
        return { kind: NodeKind.ELEMENT, id, namespace, name, attributes };
      }
      case NodeKind.TEXT:
        return { kind, id, text: this.#string() };
      case NodeKind.SHADOW_ROOT:
        return { kind, id };
      case NodeKind.DOCUMENT:
        return { kind, id, quirks: this.#flag() };
      default:
        throw new MalformedMessageError('unknown node kind');
    }
  }

  #text(parent: number): void {
    const text: NodeData = { kind: NodeKind.TEXT, id: this.#id(), text: this.#string() };
    this.#texts.push({ type: 'insert', parent, before: NO_NODE, nodes: [text] });
  }

  #next(): unknown {
    if (this.done) throw new MalformedMessageError('ends too early');
    return this.#stream[this.#position++];
  }

  #tag(): string {
    const value = this.#next();
    if (typeof value !== 'string') throw new MalformedMessageError('expected a tag');
    return value;
  }

  #number(): number {
    const value = this.#next();
    if (typeof value !== 'number' || !Number.isFinite(value)) throw new MalformedMessageError('expected a number');
    return value;
  }

  #count(): number {
    const value = this.#number();
    if (!Number.isSafeInteger(value) || value < 0) throw new MalformedMessageError('expected a count');
    return value;
  }

  #flag(): boolean {
    return this.#number() === 1;
  }

  #id(): number {
    const id = this.#lastId + this.#number();
    if (!Number.isSafeInteger(id) || id < 0) throw new MalformedMessageError('expected an id');
    this.#lastId = id;
    return id;
  }

  #string(): MaskedString {
    const value = this.#next();
    if (typeof value === 'string') {
      // The sender's own choke point made it; the brand is carried over, not invented.
      this.#strings.push(value as MaskedString);
      return value as MaskedString;
    }
    const known = typeof value === 'number' ? this.#strings[value] : undefined;
    if (known === undefined) throw new MalformedMessageError('unknown string');
    return known;
  }

  #optionalString(): MaskedString | undefined {
    if (this.#stream[this.#position] !== -1) return this.#string();
    this.#position++;
    return undefined;
  }

  #list<T>(item: () => T): T[] {
    const length = this.#count();
    // Every item takes at least one place, so a longer list is a lie; it must not allocate first.
    if (length > this.#stream.length - this.#position) throw new MalformedMessageError('list is too long');
    const items: T[] = [];
    for (let i = 0; i < length; i++) items.push(item());
    return items;
  }
}

function isNamespace(value: string): value is Namespace {
  return NAMESPACES.has(value);
}

function isSheetMode(value: string): value is SheetMode {
  return SHEET_MODES.has(value);
}
