/**
 * What an author can take back and do again. Only their own side has it: to the others an undo is strokes that go or come, so that
 * somebody who joined later needs no past. Knows no wire and no board.
 */
import type { DrawMessage } from './message.js';
import type { Stroke } from './stroke.js';

/** Steps that can be taken back. */
const STEPS_MAX = 100;

interface Step {
  /** What was there before it and not after it. */
  readonly removed: readonly Stroke[];
  /** What was there after it and not before. */
  readonly added: readonly Stroke[];
}

export class History {
  #past: Step[] = [];
  #future: Step[] = [];

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** The author drew strokes. */
  drew(...added: readonly Stroke[]): void {
    this.#push({ removed: [], added });
  }

  /** The author erased or cleared strokes of their own. */
  erased(removed: readonly Stroke[]): void {
    if (removed.length > 0) this.#push({ removed, added: [] });
  }

  /** Takes the last step back. Answers what everybody, the author's own board included, has to be told. */
  undo(): readonly DrawMessage[] {
    const step = this.#past.pop();
    if (!step) return [];
    this.#future.push(step);
    return change(step.added, step.removed);
  }

  /** Does again what was taken back last. */
  redo(): readonly DrawMessage[] {
    const step = this.#future.pop();
    if (!step) return [];
    this.#past.push(step);
    return change(step.removed, step.added);
  }

  /**
   * The board is another one. What can still be taken back is that its strokes were drawn; erased ones are anchored to elements
   * that may have other ids now.
   * @param stroke answers the author's stroke of an id, if it is still there
   */
  rebase(stroke: (id: number) => Stroke | undefined): void {
    this.#future = [];
    this.#past = this.#past.flatMap(({ added, removed }) => {
      const kept = added.map(({ id }) => stroke(id)).filter((each) => each !== undefined);
      return kept.length > 0 && removed.length === 0 ? [{ added: kept, removed: [] }] : [];
    });
  }

  #push(step: Step): void {
    this.#future = [];
    this.#past.push(step);
    if (this.#past.length > STEPS_MAX) this.#past.shift();
  }
}

function change(gone: readonly Stroke[], back: readonly Stroke[]): readonly DrawMessage[] {
  const messages: DrawMessage[] = back.map((stroke) => ({ type: 'put', stroke }));
  if (gone.length > 0) messages.unshift({ type: 'remove', ids: gone.map(({ id }) => id) });
  return messages;
}
