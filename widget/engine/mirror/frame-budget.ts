/**
 * Which frames of the customer's page are mirrored: each costs the agent a document, a script and a request, so a page may not
 * have as many as it likes. Counted where the whole page is known, at the root. Knows no elements.
 */
import { NodeKind, Namespace, ROOT_ID } from '../protocol/operations.js';
import type { ModelNode } from '../protocol/model.js';

/** Frames of one page, at all depths together. */
export const FRAMES_MAX = 64;

/** Frames in frames. */
export const FRAME_DEPTH_MAX = 8;

export class FrameBudget {
  /** Depths of the documents that are shown in frames, by id. */
  readonly #depths = new Map<number, number>();

  /** Whether a document that came into the model may be shown. It is counted until it is released. */
  grant(document: ModelNode): boolean {
    const { parent: host, id } = document;
    if (!host || !isFrame(host)) return false;
    const above = host.document === ROOT_ID ? 0 : this.#depths.get(host.document);
    if (above === undefined || above >= FRAME_DEPTH_MAX || this.#depths.size >= FRAMES_MAX) return false;
    this.#depths.set(id, above + 1);
    return true;
  }

  release(id: number): void {
    this.#depths.delete(id);
  }

  clear(): void {
    this.#depths.clear();
  }
}

/** Whether a node is one that shows a document. */
function isFrame({ data }: ModelNode): boolean {
  return data.kind === NodeKind.ELEMENT && data.namespace === Namespace.HTML && data.name === 'iframe';
}
