/**
 * What waits for a mirror: in order, a little ahead of its answers, and never more than a budget, since a mirror may be busy, dead
 * or not there yet while a customer goes on sending. Knows no frames and no ports.
 */
import type { DigestRequestForMirror, MessageForMirror } from './port.js';

/** What waits, answered or not, may cost the agent's tab this much: as much as one message. */
export const WAITING_MAX_BYTES = 64 * 1024 * 1024;

/** Sent before earlier ones are answered: enough to keep a mirror busy. */
const AHEAD_MAX_BYTES = 4 * 1024 * 1024;

/** The least that one costs, with all that is around it. */
const ITEM_MIN_BYTES = 1024;

/** Each is answered once, in order. An asset waits by name: its bytes are counted where they are kept. */
export type QueueItem = MessageForMirror | DigestRequestForMirror | { readonly type: 'asset'; readonly hash: string };

export interface MirrorQueueOptions {
  /** Hands an item over. Answers whether there was something to hand over. */
  readonly send: (item: QueueItem) => boolean;
  /** Too much waits. Only starting over helps. */
  readonly overflow: () => void;
}

interface Ahead {
  readonly item: QueueItem;
  /** A body is empty once it was handed over. */
  readonly bytes: number;
}

export class MirrorQueue {
  readonly #options: MirrorQueueOptions;
  #waiting: QueueItem[] = [];
  #ahead: Ahead[] = [];
  #bytes = 0;
  #aheadBytes = 0;
  #open = false;

  constructor(options: MirrorQueueOptions) {
    this.#options = options;
  }

  push(item: QueueItem): void {
    this.#waiting.push(item);
    this.#bytes += bytesOf(item);
    this.#pump();
    if (this.#bytes > WAITING_MAX_BYTES) this.#options.overflow();
  }

  /** The mirror listens. What an earlier document had not answered is lost with it, but for questions. */
  open(): void {
    this.#recall();
    this.#open = true;
    this.#pump();
  }

  /** The mirror has answered an item. */
  answered(): void {
    const done = this.#ahead.shift();
    if (!done) return;
    this.#bytes -= done.bytes;
    this.#aheadBytes -= done.bytes;
    this.#pump();
  }

  /** Another mirror will listen, and is to have this first. */
  restart(first: MessageForMirror): void {
    this.#open = false;
    this.#recall();
    this.#waiting.unshift(first);
    this.#bytes += bytesOf(first);
  }

  /** Another mirror will listen, and what waits means nothing to it, but for questions. */
  startOver(): void {
    this.#open = false;
    this.#recall();
    this.#waiting = this.#waiting.filter(({ type }) => type === 'digest');
    this.#bytes = 0;
  }

  #recall(): void {
    const questions = this.#ahead.map(({ item }) => item).filter(({ type }) => type === 'digest');
    this.#waiting.unshift(...questions);
    this.#bytes -= this.#aheadBytes;
    this.#ahead = [];
    this.#aheadBytes = 0;
  }

  #pump(): void {
    while (this.#open && this.#aheadBytes < AHEAD_MAX_BYTES && !this.#mayRestart()) {
      const item = this.#waiting.shift();
      if (!item) return;
      const bytes = bytesOf(item);
      if (this.#options.send(item)) {
        this.#ahead.push({ item, bytes });
        this.#aheadBytes += bytes;
      } else {
        this.#bytes -= bytes;
      }
    }
  }

  /** A snapshot message may need another frame, and then so does all that comes behind it. */
  #mayRestart(): boolean {
    const last = this.#ahead.at(-1)?.item;
    return last?.type === 'message' && last.snapshot;
  }
}

function bytesOf(item: QueueItem): number {
  switch (item.type) {
    case 'message':
      return Math.max(ITEM_MIN_BYTES, item.body.byteLength);
    case 'asset':
      return ITEM_MIN_BYTES;
    case 'digest':
      return 0;
  }
}
