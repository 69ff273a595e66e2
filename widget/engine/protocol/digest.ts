/**
 * One number for a whole model (SPEC D). Each node's state hashes to a number and the digest is their sum, so that it can be
 * kept incrementally: a change subtracts the old hash and adds the new one, whatever the order.
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

/** A node's whole state as text: equal texts exactly when a mirror of both would be the same. */
export function describeNode(node: ModelNode): string {
  const pairs: string[] = [];
  for (let i = 0; i < node.attributes.length; i += 2) {
    pairs.push(JSON.stringify([node.attributes[i], node.attributes[i + 1]]));
  }
  const { data } = node;
  return JSON.stringify([
    node.id,
    node.kind,
    node.parent?.id ?? 0,
    node.previous?.id ?? 0,
    'name' in data ? [data.namespace, data.name] : 'quirks' in data ? data.quirks : 0,
    pairs.sort(),
    node.text ?? 0,
    [...(node.properties ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)),
    node.sheet ? [node.sheet.mode, node.sheet.chunks] : 0,
    node.adopted ?? [],
    [...(node.defined ?? [])].sort(),
  ]);
}

/** Equal for equal models. Not a cryptographic promise: it finds faults, not forgers. */
export function digest(model: PageModel): number {
  let sum = 0;
  for (const node of descendants(model.node(ROOT_ID))) sum = (sum + hash(describeNode(node))) >>> 0;
  for (const [id, { mode, chunks }] of model.sheets) sum = (sum + hash(JSON.stringify([id, mode, chunks]))) >>> 0;
  for (const [id, asset] of model.assets) sum = (sum + hash(JSON.stringify([id, asset.hash, asset.mimeType]))) >>> 0;
  return sum;
}
