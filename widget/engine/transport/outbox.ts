/**
 * Messages → frames of one socket (SPEC F): deflated, cut into chunks, numbered from 1, in order behind the asynchronous
 * deflate. One outbox a socket. Knows no operations and no session.
 */
import { encodeFrame, HEADER_BYTES, type FrameClass } from '../protocol/frame.js';
import { DEFLATE_FROM_BYTES, FRAME_MAX_BYTES, MESSAGE_MAX_BYTES } from '../protocol/limits.js';
import { deflate } from './deflate.js';
import { OrderedQueue } from './ordered-queue.js';

const CHUNK_MAX_BYTES = FRAME_MAX_BYTES - HEADER_BYTES;

export class Outbox {
  readonly #transmit: (frame: Uint8Array<ArrayBuffer>) => void;
  readonly #queue: OrderedQueue;
  #sequence = 0;
  #waitingBytes = 0;

  /**
   * @param transmit sends one frame.
   * @param onError gets what made a message impossible to send; nothing is sent after it, as the other side would miss it.
   */
  constructor(transmit: (frame: Uint8Array<ArrayBuffer>) => void, onError: (error: unknown) => void) {
    this.#transmit = transmit;
    this.#queue = new OrderedQueue(onError);
  }

  /** Bytes of the bodies that wait behind a deflate, their own or an earlier one's. */
  get waitingBytes(): number {
    return this.#queue.closed ? 0 : this.#waitingBytes;
  }

  /** Sends one message body: at once if it is small and nothing waits before it. The body must not change afterwards. */
  send(frameClass: FrameClass, recipient: number, body: Uint8Array<ArrayBuffer>): void {
    this.#waitingBytes += body.byteLength;
    this.#queue.add(() => {
      if (body.byteLength < DEFLATE_FROM_BYTES) {
        this.#waitingBytes -= body.byteLength;
        this.#cut(frameClass, recipient, body, false);
        return undefined;
      }
      return deflate(body).then((deflated) => {
        if (this.#queue.closed) return;
        this.#waitingBytes -= body.byteLength;
        // Images and fonts are compressed already and only grow.
        const worthwhile = deflated.byteLength < body.byteLength;
        this.#cut(frameClass, recipient, worthwhile ? deflated : body, worthwhile);
      });
    });
  }

  /** Sends nothing any more, not even what waits. */
  close(): void {
    this.#queue.close();
  }

  #cut(frameClass: FrameClass, recipient: number, body: Uint8Array<ArrayBuffer>, deflated: boolean): void {
    if (body.byteLength > MESSAGE_MAX_BYTES) throw new RangeError('message above the agreed size');
    let start = 0;
    do {
      const chunk = body.subarray(start, start + CHUNK_MAX_BYTES);
      start += chunk.byteLength;
      const more = start < body.byteLength;
      const sequence = ++this.#sequence;
      this.#transmit(encodeFrame({ class: frameClass, deflated, more, sender: 0, recipient, sequence }, chunk));
    } while (start < body.byteLength);
  }
}
