/**
 * The clear header of a binary frame (SPEC F): all that the relay reads. The body behind it is opaque to the relay.
 *
 *   byte 0    class      an ASCII letter, see FrameClass
 *   byte 1    flags      bit 0 the message is deflated · bit 1 more chunks of the message follow
 *   byte 2    sender     0 customer, 1–255 an agent's number; stamped by the relay, whatever the client wrote
 *   byte 3    recipient  0 everybody on the other side, 1–255 one agent
 *   byte 4–7  sequence   unsigned, big-endian; 1 on a new socket, then one more each frame
 */

export const HEADER_BYTES = 8;

/** What a frame carries, by the letter in its first byte. */
export const FrameClass = {
  /** Customer → agents. A run that rebuilds the page's model from nothing: begin, inserts, end. */
  SNAPSHOT: 'S',
  /** Customer → agents. Operations on the page's model. Never dropped. */
  OPERATIONS: 'O',
  /** Customer → agents. The pointer; only the newest matters, so it may be dropped. */
  POINTER: 'P',
  /** Customer → one agent. The bytes of an image or font that the agent asked for. */
  ASSET: 'B',
  /** Agent → customer. Asks for assets by hash. */
  ASSET_REQUEST: 'Q',
  /** Agent → customer. One act of remote assist (acts.ts); dropped unless the customer granted it. */
  ACT: 'C',
  /** Customer → agents. What the customer's browser is; JSON of `facts.ts`. */
  FACTS: 'F',
  /** Agent → customer and the other agents, customer → agents. What is drawn above the page; one whole frame from an agent. */
  ANNOTATION: 'A',
} as const;

export type FrameClass = (typeof FrameClass)[keyof typeof FrameClass];

export const Role = { CUSTOMER: 'customer', AGENT: 'agent' } as const;
export type Role = (typeof Role)[keyof typeof Role];

/** Whose a class is; `undefined` is both roles'. */
const CLASS_SENDER: Readonly<Record<FrameClass, Role | undefined>> = {
  [FrameClass.SNAPSHOT]: Role.CUSTOMER,
  [FrameClass.OPERATIONS]: Role.CUSTOMER,
  [FrameClass.POINTER]: Role.CUSTOMER,
  [FrameClass.ASSET]: Role.CUSTOMER,
  [FrameClass.ASSET_REQUEST]: Role.AGENT,
  [FrameClass.ACT]: Role.AGENT,
  [FrameClass.FACTS]: Role.CUSTOMER,
  [FrameClass.ANNOTATION]: undefined,
};

/** Whether this role may send this class (SPEC F5). Checked by the relay and again by the receiver. */
export function maySend(frameClass: FrameClass, role: Role): boolean {
  return (CLASS_SENDER[frameClass] ?? role) === role;
}

/** The sender's number of the customer, in a frame that the relay stamped. */
export const CUSTOMER_NUMBER = 0;

/** As a recipient: everybody on the other side. */
export const EVERYBODY = 0;

export interface FrameHeader {
  readonly class: FrameClass;
  readonly deflated: boolean;
  readonly more: boolean;
  readonly sender: number;
  readonly recipient: number;
  readonly sequence: number;
}

const FLAG_DEFLATED = 1;
const FLAG_MORE = 2;
const KNOWN_FLAGS = FLAG_DEFLATED | FLAG_MORE;
const CLASSES: ReadonlySet<string> = new Set(Object.values(FrameClass));

function isFrameClass(letter: string): letter is FrameClass {
  return CLASSES.has(letter);
}

/** Puts header and body into one buffer. */
export function encodeFrame(header: FrameHeader, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(HEADER_BYTES + body.byteLength);
  frame[0] = header.class.charCodeAt(0);
  frame[1] = (header.deflated ? FLAG_DEFLATED : 0) | (header.more ? FLAG_MORE : 0);
  frame[2] = header.sender;
  frame[3] = header.recipient;
  new DataView(frame.buffer).setUint32(4, header.sequence);
  frame.set(body, HEADER_BYTES);
  return frame;
}

/** Reads a header, or answers `undefined` for anything that is not one: too short, an unknown class or flag. */
export function decodeFrameHeader(frame: ArrayBuffer): FrameHeader | undefined {
  if (frame.byteLength < HEADER_BYTES) return undefined;
  const view = new DataView(frame);
  const letter = String.fromCharCode(view.getUint8(0));
  const flags = view.getUint8(1);
  if (!isFrameClass(letter) || (flags & ~KNOWN_FLAGS) !== 0) return undefined;
  return {
    class: letter,
    deflated: (flags & FLAG_DEFLATED) !== 0,
    more: (flags & FLAG_MORE) !== 0,
    sender: view.getUint8(2),
    recipient: view.getUint8(3),
    sequence: view.getUint32(4),
  };
}

/** The body behind a header, as a view: no copy. */
export function frameBody(frame: ArrayBuffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(frame, HEADER_BYTES);
}

/** The relay's only write into a frame: who sent it. */
export function stampSender(frame: ArrayBuffer, sender: number): void {
  new DataView(frame).setUint8(2, sender);
}
