/** Snapshots (SPEC S): made from the model alone, slice by slice; the first for everybody, later ones for one agent at a time. */
import { OperationEncoder } from '../protocol/encoder.js';
import { EVERYBODY, FrameClass } from '../protocol/frame.js';
import type { PageModel } from '../protocol/model.js';
import type { Operation } from '../protocol/operations.js';
import { snapshotOf } from '../protocol/snapshot.js';

/** Characters after which a message is sent: the mirror can begin while the rest is on its way. */
export const MESSAGE_SIZE = 100_000;

/** A page on which something is masked all the time shall be seen, too. */
const MAX_RESTARTS = 3;

export interface CaptureOutput {
  /** Whether the line takes more. While it does not, the page is not read: what happens meanwhile becomes one difference. */
  readonly ready?: () => boolean;
  /** One finished message body. `recipient` is EVERYBODY or an agent's number. */
  send(frameClass: FrameClass, recipient: number, body: Uint8Array<ArrayBuffer>): void;
  /** All of a snapshot was sent. The first of a capture goes to EVERYBODY. */
  snapshotSent?(recipient: number): void;
  /** The agents were sent everything that was noticed so far; comes after each change of the page, and now and then without one. */
  settled?(): void;
}

export class SnapshotJobs {
  readonly #model: PageModel;
  readonly #output: CaptureOutput;
  readonly #waiting = new Set<number>();
  readonly #encoder = new OperationEncoder();
  #agent = 0;
  #restarts = 0;
  #operations: Iterator<Operation> | undefined;

  constructor(model: PageModel, output: CaptureOutput) {
    this.#model = model;
    this.#output = output;
  }

  /** A snapshot is being made: the model must not change. */
  get running(): boolean {
    return this.#operations !== undefined;
  }

  /** Somebody waits for a snapshot of a model that is up to date. */
  get waiting(): boolean {
    return this.#waiting.size > 0;
  }

  /** For all who are here, those who wait included. */
  addEverybody(): void {
    this.#waiting.clear();
    this.#waiting.add(EVERYBODY);
  }

  /** Also for an agent whose snapshot is being made: they may have missed its beginning. */
  add(agent: number): void {
    if (this.#operations && agent === this.#agent) {
      this.#operations = undefined;
      this.#encoder.take();
    }
    this.#waiting.add(agent);
  }

  /**
   * Gives the one that is being made up, to be made of a model that is up to date. Answers whom it is for; nothing where there is none, or
   * where that happened too often for it to come to an end.
   */
  restart(): number | undefined {
    if (!this.#operations || this.#restarts >= MAX_RESTARTS) return undefined;
    this.#restarts++;
    this.#operations = undefined;
    this.#encoder.take();
    this.#waiting.add(this.#agent);
    return this.#agent;
  }

  /** Begins the next one. The model must be up to date: what was just masked must not be in it any more. */
  next(): void {
    const [agent] = this.#waiting;
    if (agent === undefined) return;
    this.#waiting.delete(agent);
    this.#agent = agent;
    this.#operations = snapshotOf(this.#model);
  }

  run(pause: () => boolean): void {
    do {
      const { done, value } = this.#operations?.next() ?? { done: true };
      if (!done) this.#encoder.write(value);
      if (done) {
        this.#operations = undefined;
        this.#restarts = 0;
      }
      // Making the bytes takes as long as a slice has left.
      if (done || this.#encoder.size > MESSAGE_SIZE) {
        this.#flush();
        if (done) this.#output.snapshotSent?.(this.#agent);
        return;
      }
    } while (this.#operations && !pause());
  }

  #flush(): void {
    if (!this.#encoder.empty) this.#output.send(FrameClass.SNAPSHOT, this.#agent, this.#encoder.take());
  }
}
