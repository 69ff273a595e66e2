/**
 * One number for a whole model (SPEC D). Each node's state hashes to a number and the digest is their sum, so that it can be
 * kept incrementally: a change subtracts the old hash and adds the new one, whatever the order. The model notes which hashes are
 * out of date; they are brought up to date here, when there is time.
 */
import { descendants, type ModelNode, type PageModel } from './model.js';
import { ROOT_ID } from './operations.js';

/** FNV-1a over UTF-16 units, with a final mix so that a sum of hashes does not cancel out. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h ^= h >>> 16;
  return Math.imul(h, 0x85ebca6b) >>> 0;
}

/** Values as one text, each with its length, so that no two lists have the same. Not JSON: a page may have given arrays a `toJSON`. */
function pack(values: readonly (string | number)[]): string {
  let text = '';
  for (const value of values) text += typeof value === 'number' ? `#${value};` : `${value.length}:${value}`;
  return text;
}

/**
 * Of a sheet's rules. A page may have megabytes of them, and their list is replaced with every change: each list is read once,
 * however often the node around it or its neighbour changes.
 */
const hashesOfRules = new WeakMap<readonly string[], number>();

function hashRules(chunks: readonly string[]): number {
  let known = hashesOfRules.get(chunks);
  if (known === undefined) hashesOfRules.set(chunks, (known = hash(pack(chunks))));
  return known;
}

/** A node's whole state as text: equal texts exactly when a mirror of both would be the same. */
export function describeNode(node: ModelNode): string {
  const attributes: string[] = [];
  for (let i = 0; i < node.attributes.length; i += 2) attributes.push(pack(node.attributes.slice(i, i + 2)));
  const properties = [...(node.properties ?? [])].map(pack);
  const { data, sheet, adopted = [], defined = [] } = node;
  return pack([
    node.id,
    node.kind,
    node.parent?.id ?? 0,
    node.previous?.id ?? 0,
    'name' in data ? pack([data.namespace, data.name]) : 'quirks' in data ? Number(data.quirks) : 0,
    pack(attributes.sort()),
    node.text ?? 0,
    pack(properties.sort()),
    sheet ? pack([sheet.mode, hashRules(sheet.chunks)]) : 0,
    pack(adopted),
    pack([...defined].sort()),
  ]);
}

/** Brings hashes up to date until `pause()` is true. Answers whether all of them are. */
export function updateHashes(model: PageModel, pause: () => boolean): boolean {
  for (const node of model.stale) {
    model.stale.delete(node);
    // It may have been taken out together with what it was in.
    if (model.nodes.get(node.id) === node) {
      const now = hash(describeNode(node));
      model.hashes = (model.hashes + now - node.hash) >>> 0;
      node.hash = now;
    }
    if (model.stale.size > 0 && pause()) return false;
  }
  return true;
}

/** The digest by the hashes that the model keeps, all of which must be up to date: costs no more than sheets and assets do. */
export function keptDigest({ hashes, sheets, assets }: Pick<PageModel, 'hashes' | 'sheets' | 'assets'>): number {
  let sum = hashes;
  for (const [id, { mode, chunks }] of sheets) sum += hash(pack([id, mode, hashRules(chunks)]));
  for (const [id, asset] of assets) sum += hash(pack([id, asset.hash, asset.mimeType]));
  return sum >>> 0;
}

/** Equal for equal models. Not a cryptographic promise: it finds faults, not forgers. */
export function digest(model: PageModel): number {
  let hashes = 0;
  for (const node of descendants(model.node(ROOT_ID))) hashes = (hashes + hash(describeNode(node))) >>> 0;
  const { sheets, assets } = model;
  return keptDigest({ hashes, sheets, assets });
}
