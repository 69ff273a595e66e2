/**
 * Messages → frames of one socket (SPEC F): deflated, cut into chunks, numbered from 1, in order behind the asynchronous
 * deflate and as fast as the relay acknowledges them (SPEC B). One outbox a socket. Knows no operations and no session.
 */
import { encodeFrame, HEADER_BYTES, type FrameClass } from '../protocol/frame.js';
import { DEFLATE_FROM_BYTES, FLIGHT_MAX_BYTES, FRAME_MAX_BYTES, MESSAGE_MAX_BYTES } from '../protocol/limits.js';
import { deflate } from './deflate.js';
import { OrderedQueue } from './ordered-queue.js';

const CHUNK_MAX_BYTES = FRAME_MAX_BYTES - HEADER_BYTES;

export class Outbox {
  readonly #transmit: (frame: Uint8Array<ArrayBuffer>) => void;
  readonly #queue: OrderedQueue;
  #sequence = 0;
  #waitingBytes = 0;
  /** The message that is being deflated or waits for room; it is sent whatever happens. */
  #currentBytes = 0;
  /** Sizes of the frames that the relay has not acknowledged, the oldest first. */
  #unacknowledged: number[] = [];
  #inFlight = 0;
  #onRoom: (() => void) | undefined;

  /**
   * @param transmit sends one frame.
   * @param onError gets what made a message impossible to send; nothing is sent after it, as the other side would miss it.
   */
  constructor(transmit: (frame: Uint8Array<ArrayBuffer>) => void, onError: (error: unknown) => void) {
    this.#transmit = transmit;
    this.#queue = new OrderedQueue(onError);
  }

  /** Bytes of the bodies that wait for room or behind a deflate, their own or an earlier one's. */
  get waitingBytes(): number {
    return this.#queue.closed ? 0 : this.#waitingBytes;
  }

  /** Bytes of the frames that were sent and not acknowledged. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Sends one message body: at once if it is small and nothing waits before it. The body must not change afterwards. */
  send(frameClass: FrameClass, recipient: number, body: Uint8Array<ArrayBuffer>): void {
    this.#waitingBytes += body.byteLength;
    this.#queue.add(() => {
      const full = this.#inFlight >= FLIGHT_MAX_BYTES;
      const small = body.byteLength < DEFLATE_FROM_BYTES;
      if (small && !full) return this.#cut(frameClass, recipient, body, body);
      this.#currentBytes = body.byteLength;
      const room = full && new Promise<void>((resolve) => (this.#onRoom = resolve));
      return Promise.all([small ? body : deflate(body), room]).then(([deflated]) => {
        if (!this.#queue.closed) this.#cut(frameClass, recipient, body, deflated);
      });
    });
  }

  /** The relay has all frames up to this number. */
  acknowledge(sequence: number): void {
    const open = this.#sequence - this.#unacknowledged.length;
    for (const bytes of this.#unacknowledged.splice(0, Math.max(0, sequence - open))) this.#inFlight -= bytes;
    if (this.#inFlight < FLIGHT_MAX_BYTES) this.#onRoom?.();
  }

  /** Drops all messages that wait, but for one that has been begun. */
  drop(): void {
    this.#queue.clear();
    this.#waitingBytes = this.#currentBytes;
  }

  /** Sends nothing any more, not even what waits. */
  close(): void {
    this.#queue.close();
  }

  /** @param original what was counted as waiting. @param packed the same, deflated if that was worth it. */
  #cut(
    frameClass: FrameClass,
    recipient: number,
    original: Uint8Array<ArrayBuffer>,
    packed: Uint8Array<ArrayBuffer>,
  ): undefined {
    this.#waitingBytes -= original.byteLength;
    this.#currentBytes = 0;
    // Images and fonts are compressed already and only grow.
    const deflated = packed.byteLength < original.byteLength;
    const body = deflated ? packed : original;
    if (body.byteLength > MESSAGE_MAX_BYTES) throw new RangeError('message above the agreed size');
    let start = 0;
    do {
      const chunk = body.subarray(start, start + CHUNK_MAX_BYTES);
      start += chunk.byteLength;
      const more = start < body.byteLength;
      const sequence = ++this.#sequence;
      const frame = encodeFrame({ class: frameClass, deflated, more, sender: 0, recipient, sequence }, chunk);
      this.#unacknowledged.push(frame.byteLength);
      this.#inFlight += frame.byteLength;
      this.#transmit(frame);
    } while (start < body.byteLength);
  }
}
