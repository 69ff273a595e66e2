/** The browser's end of a socket without a network, and the relay that a test plays at the other end. */
import type { RelayMessage } from '../../../widget/engine/protocol/control.js';
import { PING, PONG } from '../../../widget/engine/protocol/limits.js';
import { decodeFrameHeader, encodeFrame, frameBody, type FrameHeader } from '../../../widget/engine/protocol/frame.js';

type Sent = string | Uint8Array<ArrayBuffer>;

/** What the engine uses of a WebSocket. */
export class ScriptedSocket extends EventTarget {
  static readonly OPEN = 1;
  readonly readyState = ScriptedSocket.OPEN;
  /** All but the pings. */
  readonly sent: Sent[] = [];
  pings = 0;
  binaryType = 'blob';
  bufferedAmount = 0;
  readonly url: string;
  readonly protocols: readonly string[];
  #sequence = 0;

  constructor(url = '', protocols: readonly string[] = []) {
    super();
    this.url = url;
    this.protocols = protocols;
  }

  send(data: Sent): void {
    if (data === PING) this.pings += 1;
    else this.sent.push(data);
  }

  /** As the platform, to a ping. */
  answersPing(): void {
    this.dispatchEvent(new MessageEvent('message', { data: PONG }));
  }

  close(): void {
    // The engine takes off its listeners before it closes.
  }

  /** As the relay: a control message. */
  says(message: RelayMessage): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }));
  }

  /** As the relay: a whole message in one frame. */
  passesOn(header: Pick<FrameHeader, 'class' | 'sender'>, body: Uint8Array): void {
    const whole = { ...header, deflated: false, more: false, recipient: 0, sequence: ++this.#sequence };
    this.dispatchEvent(new MessageEvent('message', { data: encodeFrame(whole, body).buffer }));
  }

  /** As the relay: one frame of whatever kind. */
  passesPart(header: Pick<FrameHeader, 'class' | 'sender' | 'more' | 'sequence'>, part: Uint8Array): void {
    const whole = { ...header, deflated: false, recipient: 0 };
    this.dispatchEvent(new MessageEvent('message', { data: encodeFrame(whole, part).buffer }));
  }

  /** Types of the control messages that were sent. */
  get controls(): string[] {
    return this.sent.filter((data) => typeof data === 'string').map((text) => JSON.parse(text).type);
  }

  get frames(): { readonly header: FrameHeader | undefined; readonly body: Uint8Array<ArrayBuffer> }[] {
    return this.sent
      .filter((data) => typeof data !== 'string')
      .map(({ buffer }) => ({ header: decodeFrameHeader(buffer), body: frameBody(buffer) }));
  }
}

/** Takes the place of `window.WebSocket` until it is restored. */
export class ScriptedRelay {
  readonly sockets: ScriptedSocket[] = [];
  readonly #real = window.WebSocket;

  constructor() {
    const { sockets } = this;
    const Scripted = class extends ScriptedSocket {
      constructor(url: string, protocols: readonly string[]) {
        super(url, protocols);
        sockets.push(this);
      }
    };
    Reflect.set(window, 'WebSocket', Scripted);
  }

  /** The newest socket. */
  get socket(): ScriptedSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('no socket was opened');
    return socket;
  }

  restore(): void {
    window.WebSocket = this.#real;
  }
}
