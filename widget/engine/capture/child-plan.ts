/**
 * How a parent's children in the model become those of the page (SPEC R3): which go, which stay, and in which runs the others are
 * placed. Pure: knows nodes of the page and of the model, changes neither.
 */
import type { ModelNode } from '../protocol/model.js';
import { longestIncreasing } from './longest-increasing.js';

/** Consecutive children that are placed together: all new, or all known and elsewhere. */
export interface PlacedRun {
  readonly known: boolean;
  readonly nodes: Node[];
  /** What stands behind the run once everything is in place. */
  before: Node | undefined;
}

export interface ChildPlan {
  /** In the model below this parent, on the page no longer. */
  readonly missing: ModelNode[];
  /** In the order in which they have to be placed: the last run first, so that `before` is always there. */
  readonly runs: PlacedRun[];
}

/** The plan for a parent whose children are all new. */
export function newChildren(nodes: Node[]): ChildPlan {
  return { missing: [], runs: nodes.length > 0 ? [{ known: false, nodes, before: undefined }] : [] };
}

/**
 * @param desired the parent's captured children on the page
 * @param parent the parent in the model
 * @param modelOf a page node's node in the model, if it is there and may stay the same node
 */
export function planChildren(
  desired: readonly Node[],
  parent: ModelNode,
  modelOf: (node: Node) => ModelNode | undefined,
): ChildPlan {
  let start = 0;
  let first = parent.first;
  while (first && start < desired.length && modelOf(desired[start] as Node) === first) {
    first = first.next;
    start++;
  }
  if (!first && start === desired.length) return { missing: [], runs: [] };
  let end = desired.length;
  let last = parent.last;
  // The part in front was compared already; `first` is where it ended.
  while (first && end > start && last && modelOf(desired[end - 1] as Node) === last) {
    end--;
    if (last === first) first = undefined;
    last = last.previous;
  }

  const position = new Map<ModelNode, number>();
  if (first) {
    for (let node: ModelNode | undefined = first; node; node = node === last ? undefined : node.next) {
      position.set(node, position.size);
    }
  }
  const wanted = desired.slice(start, end);
  const models = wanted.map(modelOf);
  const staying = longestIncreasing(models.map((model) => (model && position.get(model)) ?? -1));
  for (const model of models) if (model) position.delete(model);

  const runs: PlacedRun[] = [];
  let before = desired[end];
  let run: PlacedRun | undefined;
  for (let i = wanted.length - 1; i >= 0; i--) {
    const node = wanted[i] as Node;
    if (staying.has(i)) {
      run = undefined;
    } else {
      const known = models[i] !== undefined;
      if (!run || run.known !== known) runs.push((run = { known, nodes: [], before }));
      run.nodes.push(node);
    }
    before = node;
  }
  for (const { nodes } of runs) nodes.reverse();
  return { missing: [...position.keys()], runs };
}
