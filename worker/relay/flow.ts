/**
 * What is on its way to one participant (SPEC B): so much in flight, the rest in a queue, and when that is too long, nothing of it.
 * Counts bytes by what the receiver acknowledges, as workerd does not tell what a socket has not sent yet. Knows no socket.
 */
import { FrameClass } from '../../widget/engine/protocol/frame.js';
import {
  ACK_EVERY_BYTES,
  FLIGHT_MAX_BYTES,
  MESSAGE_MAX_BYTES,
  QUEUE_MAX_BYTES,
} from '../../widget/engine/protocol/limits.js';

/** What became of a frame. */
export type Fate =
  | 'sent'
  | 'queued'
  /** It was of no use any more, or is left out until the receiver has caught up. */
  | 'dropped'
  /** It would have made the queue too long: it and all of the queue are gone. */
  | 'overflowed';

export type FlowState =
  | 'flowing'
  /** The queue was dropped; what is in flight has to arrive first. */
  | 'behind'
  /** A snapshot was asked for; only that is of use. */
  | 'expecting';

interface Queued {
  readonly frame: ArrayBuffer;
  readonly isSnapshot: boolean;
}

export class Flow {
  readonly #send: (frame: ArrayBuffer) => void;
  #state: FlowState = 'flowing';
  #inFlight = 0;
  #queue: Queued[] = [];
  /** Bytes of the queue: of a snapshot, and of everything else. */
  #snapshotBytes = 0;
  #otherBytes = 0;

  constructor(send: (frame: ArrayBuffer) => void) {
    this.#send = send;
  }

  get state(): FlowState {
    return this.#state;
  }

  /** Whether something waits or was dropped. */
  get lags(): boolean {
    return this.#queue.length > 0 || this.#state !== 'flowing';
  }

  get queuedBytes(): number {
    return this.#snapshotBytes + this.#otherBytes;
  }

  /** Whether nearly everything that was sent has arrived; receivers do not acknowledge the last few bytes. */
  get caughtUp(): boolean {
    return this.#inFlight < ACK_EVERY_BYTES;
  }

  /** @param begins whether the frame begins a message. */
  offer(frame: ArrayBuffer, frameClass: FrameClass, begins: boolean): Fate {
    const isSnapshot = frameClass === FrameClass.SNAPSHOT;
    if (this.#state === 'expecting' && isSnapshot && begins) this.#state = 'flowing';
    if (this.#state !== 'flowing') return 'dropped';
    if (this.#queue.length === 0 && this.#inFlight < FLIGHT_MAX_BYTES) {
      this.#pass(frame);
      return 'sent';
    }
    // Only the newest pointer matters, and this one would be old by the time that it arrives.
    if (frameClass === FrameClass.POINTER) return 'dropped';
    const bytes = frame.byteLength;
    const fits = isSnapshot
      ? this.#snapshotBytes + bytes <= MESSAGE_MAX_BYTES
      : this.#otherBytes + bytes <= QUEUE_MAX_BYTES;
    if (!fits) {
      this.fallBehind();
      return 'overflowed';
    }
    this.#queue.push({ frame, isSnapshot });
    this.#count(isSnapshot, bytes);
    return 'queued';
  }

  /** The receiver has so many bytes more. Sends what fits now. */
  received(bytes: number): void {
    this.#inFlight = Math.max(0, this.#inFlight - bytes);
    while (this.#inFlight < FLIGHT_MAX_BYTES) {
      const next = this.#queue.shift();
      if (!next) return;
      this.#count(next.isSnapshot, -next.frame.byteLength);
      this.#pass(next.frame);
    }
  }

  /** Drops what waits, and everything that comes, until a snapshot is expected. */
  fallBehind(): void {
    this.#drop();
    this.#state = 'behind';
  }

  /** What comes from now on is dropped until a snapshot begins. */
  expectSnapshot(): void {
    this.#state = 'expecting';
  }

  /** Drops what waits, and everything that comes, until a snapshot begins, which somebody else asks for. */
  awaitSnapshot(): void {
    this.#drop();
    this.#state = 'expecting';
  }

  /** Drops what waits, of which nothing is of use any more; what comes from now on is. */
  restart(): void {
    this.#drop();
    this.#state = 'flowing';
  }

  #drop(): void {
    this.#queue = [];
    this.#snapshotBytes = 0;
    this.#otherBytes = 0;
  }

  #pass(frame: ArrayBuffer): void {
    this.#inFlight += frame.byteLength;
    this.#send(frame);
  }

  #count(isSnapshot: boolean, bytes: number): void {
    if (isSnapshot) this.#snapshotBytes += bytes;
    else this.#otherBytes += bytes;
  }
}
