/**
 * Frames of one socket → messages (SPEC F): checks role and order, puts chunks together, inflates, and hands over in order.
 * What a peer sends is untrusted: every size has a limit, every fault a close code. Knows no operations and no session.
 */
import { CloseCode } from '../protocol/close-codes.js';
import {
  CUSTOMER_NUMBER,
  decodeFrameHeader,
  frameBody,
  maySend,
  FrameClass,
  Role,
  type FrameHeader,
} from '../protocol/frame.js';
import { ANNOTATION_MAX_BYTES, FRAME_MAX_BYTES, INFLATED_MAX_BYTES, MESSAGE_MAX_BYTES } from '../protocol/limits.js';
import { inflate, InflatedTooLargeError, join } from './deflate.js';
import { OrderedQueue } from './ordered-queue.js';

/** One whole message, inflated. */
export interface InboundMessage {
  readonly class: FrameClass;
  /** 0 customer, 1–255 an agent's number; the relay stamped it. */
  readonly sender: number;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** A fault of the peer, by the code that the socket is to be closed with. */
export class FrameError extends Error {
  override name = 'FrameError';
  readonly code: CloseCode;

  constructor(code: CloseCode) {
    super(`frame refused with code ${code}`);
    this.code = code;
  }
}

interface Sender {
  sequence: number;
  /** Chunks of a message that is not complete yet. */
  parts: Uint8Array<ArrayBuffer>[];
  bytes: number;
  first: FrameHeader | undefined;
  /** Whether this socket may have been opened in the middle of a message of theirs. */
  joinedLate: boolean;
}

export class Inbox {
  readonly #from: Role;
  readonly #deliver: (message: InboundMessage) => void;
  readonly #onError: (error: FrameError) => void;
  readonly #queue: OrderedQueue;
  readonly #senders = new Map<number, Sender>();

  /**
   * @param from the other side's role: no other may send here.
   * @param deliver gets the messages of each sender, in order.
   * @param onError gets the first fault; nothing is delivered after it.
   */
  constructor(from: Role, deliver: (message: InboundMessage) => void, onError: (error: FrameError) => void) {
    this.#from = from;
    this.#deliver = deliver;
    this.#onError = onError;
    this.#queue = new OrderedQueue((error) => this.#fail(error));
  }

  /** Takes one binary frame. */
  receive(frame: ArrayBuffer): void {
    if (this.#queue.closed) return;
    try {
      this.#accept(frame);
    } catch (error) {
      this.#queue.close();
      this.#fail(error);
    }
  }

  /** This sender is on a new socket: its numbers begin again, and the frame with number 1 may have been for somebody else. */
  forget(sender: number): void {
    this.#senders.delete(sender);
  }

  /** Delivers nothing any more. */
  close(): void {
    this.#queue.close();
  }

  #accept(frame: ArrayBuffer): void {
    if (frame.byteLength > FRAME_MAX_BYTES) throw new FrameError(CloseCode.OVERSIZED);
    const header = decodeFrameHeader(frame);
    if (!header) throw new FrameError(CloseCode.MALFORMED);
    const role = header.sender === CUSTOMER_NUMBER ? Role.CUSTOMER : Role.AGENT;
    const isDrawn = header.class === FrameClass.ANNOTATION && role === Role.AGENT;
    // Agents see what other agents draw.
    const isExpected = role === this.#from || (isDrawn && this.#from === Role.CUSTOMER);
    if (!isExpected || !maySend(header.class, role)) throw new FrameError(CloseCode.WRONG_ROLE);
    if (role !== this.#from) return this.#handDrawn(header, frameBody(frame));

    const sender = this.#sender(header);
    const { first } = sender;
    if (first && (first.class !== header.class || first.deflated !== header.deflated)) {
      throw new FrameError(CloseCode.MALFORMED);
    }
    const body = frameBody(frame);
    if (isDrawn) return this.#handDrawn(header, body);
    sender.bytes += body.byteLength;
    if (sender.bytes > MESSAGE_MAX_BYTES) throw new FrameError(CloseCode.OVERSIZED);
    sender.parts.push(body);
    sender.first = first ?? header;
    if (header.more) return;

    const whole = sender.parts.length === 1 ? body : join(sender.parts, sender.bytes);
    const mayBeTail = sender.joinedLate;
    Object.assign(sender, { parts: [], bytes: 0, first: undefined, joinedLate: false });
    this.#hand(header, whole, mayBeTail);
  }

  /**
   * The sender's state, with this frame's number taken. Numbers have gaps here, since frames for other recipients pass by;
   * but the chunks of a message follow each other. Number 1 is always a new socket, whose predecessor's message is torn.
   */
  #sender({ sender: number, sequence }: FrameHeader): Sender {
    const known = this.#senders.get(number);
    if (sequence === 0) throw new FrameError(CloseCode.OUT_OF_ORDER);
    if (!known || sequence === 1) {
      const fresh = { sequence, parts: [], bytes: 0, first: undefined, joinedLate: sequence !== 1 };
      this.#senders.set(number, fresh);
      return fresh;
    }
    const next = known.sequence + 1;
    if (known.first ? sequence !== next : sequence < next) throw new FrameError(CloseCode.OUT_OF_ORDER);
    known.sequence = sequence;
    return known;
  }

  #hand(header: FrameHeader, body: Uint8Array<ArrayBuffer>, mayBeTail: boolean): void {
    const { class: frameClass, sender } = header;
    this.#queue.add(() => {
      if (!header.deflated) {
        this.#deliver({ class: frameClass, sender, body });
        return undefined;
      }
      return inflate(body, INFLATED_MAX_BYTES).then(
        (inflated) => {
          if (!this.#queue.closed) this.#deliver({ class: frameClass, sender, body: inflated });
        },
        (error: unknown) => {
          if (error instanceof InflatedTooLargeError) throw new FrameError(CloseCode.OVERSIZED);
          // The end of a message whose beginning went by before this socket was open: it was not for us.
          if (!mayBeTail) throw new FrameError(CloseCode.MALFORMED);
        },
      );
    });
  }

  /** What an agent drew must cost nobody else the connection: what is too long or broken is left out. */
  #handDrawn({ class: frameClass, sender, deflated, more }: FrameHeader, body: Uint8Array<ArrayBuffer>): void {
    if (more || body.byteLength > ANNOTATION_MAX_BYTES) return;
    this.#queue.add(() => {
      const whole = deflated ? inflate(body, ANNOTATION_MAX_BYTES).catch(() => undefined) : Promise.resolve(body);
      return whole.then((inflated) => {
        if (inflated && !this.#queue.closed) this.#deliver({ class: frameClass, sender, body: inflated });
      });
    });
  }

  #fail(error: unknown): void {
    if (!(error instanceof FrameError)) throw error;
    this.#onError(error);
  }
}
