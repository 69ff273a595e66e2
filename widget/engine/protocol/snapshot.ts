/** A model as the operations that rebuild it (SPEC S): what a late agent gets. It changes no state that others share. */
import { descendants, type ModelNode, type PageModel } from './model.js';
import { NO_NODE, NodeKind, ROOT_ID, type NodeData, type Operation, type TextData } from './operations.js';

/** Nodes of one insert. */
const INSERT_LENGTH = 500;

/** Yields `begin`, then everything, then `end`. The model must not change while the generator is in use. */
export function* snapshotOf(model: PageModel): Generator<Operation> {
  const root = model.node(ROOT_ID);
  yield { type: 'begin', quirks: root.data.kind === NodeKind.DOCUMENT && root.data.quirks };
  for (const [id, asset] of model.assets) yield { type: 'asset', id, ...asset };
  for (const [id, { mode, chunks }] of model.sheets) yield { type: 'sheet', id, mode, index: 0, removed: 0, chunks };
  yield* subtreeOf(root);
  yield { type: 'end' };
}

/** Yields what is below a node that the other side has already, and then all properties, which may depend on what is below. */
export function* subtreeOf(top: ModelNode): Generator<Operation> {
  for (const node of descendants(top)) {
    const { id } = node;
    for (const name of node.defined ?? []) yield { type: 'define', id, name };
    if (node.adopted?.length) yield { type: 'adopt', id, sheets: node.adopted };
    if (node.sheet) yield { type: 'sheet', id, mode: node.sheet.mode, index: 0, removed: 0, chunks: node.sheet.chunks };
    if (node === top || !onlyText(node)) yield* insertsOf(node);
  }
  for (const { id, properties } of descendants(top)) {
    for (const [name, value] of properties ?? []) yield { type: 'property', id, name, value };
  }
}

/** A long list in several operations, so that whoever makes them can pause. */
function* insertsOf({ id, first }: ModelNode): Generator<Operation> {
  let nodes: NodeData[] = [];
  let texts: (TextData | undefined)[] = [];
  for (let child = first; child; child = child.next) {
    nodes.push(current(child));
    texts.push(onlyText(child));
    if (nodes.length < INSERT_LENGTH && child.next) continue;
    yield { type: 'insert', parent: id, before: NO_NODE, nodes, texts };
    nodes = [];
    texts = [];
  }
}

/** The text that is a node's only child: it came with its element. A root has none, nor has the top of a subtree. */
function onlyText({ kind, first }: ModelNode): TextData | undefined {
  if (kind !== NodeKind.ELEMENT || !first || first.next) return undefined;
  const data = current(first);
  return data.kind === NodeKind.TEXT ? data : undefined;
}

function current(node: ModelNode): NodeData {
  const { data } = node;
  if (data.kind === NodeKind.ELEMENT) return { ...data, attributes: node.attributes };
  if (data.kind === NodeKind.TEXT) return { ...data, text: node.text ?? data.text };
  return data;
}
