/**
 * A frame of the customer's page, mirrored by a frame in the mirror: its address, its handshake, its port. Inside an opaque
 * origin every frame is foreign, so it runs a mirror of its own. Knows nothing of what the operations say.
 */
import type { Operation } from '../protocol/operations.js';
import { outOfFrame } from '../geometry/place.js';
import type { Point } from './document-view.js';
import {
  decodeNestedMessage,
  MIRROR_PORT,
  type AimForMirror,
  type ForNestedMirror,
  type FromNestedMirror,
  type MirrorPortMessage,
} from './port.js';

export class NestedFrame {
  readonly element: HTMLIFrameElement;
  readonly #document: number;
  readonly #received: (message: FromNestedMirror) => void;
  #port: MessagePort | undefined;
  #operations: Operation[] = [];

  /** @param address of the mirror document, in the right mode */
  constructor(
    element: HTMLIFrameElement,
    document: number,
    address: string,
    received: (message: FromNestedMirror) => void,
  ) {
    this.element = element;
    this.#document = document;
    this.#received = received;
    element.setAttribute('sandbox', 'allow-scripts');
    element.setAttribute('referrerpolicy', 'no-referrer');
    element.src = address;
  }

  /**
   * The frame's document listens: it gets a port and everything so far. Happens again whenever the frame was loaded again, since
   * some browsers do that to a frame that is moved.
   */
  connect(start: readonly Operation[], refused: readonly number[], watched: readonly number[]): void {
    this.#disconnect();
    const target = this.element.contentWindow;
    if (!target) return;
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const message = decodeNestedMessage(data);
      if (message) this.#received(message);
    });
    port1.start();
    this.#port = port1;
    const hello: MirrorPortMessage = { type: MIRROR_PORT, document: this.#document };
    // An opaque origin has no name; the port goes to the window that asked.
    target.postMessage(hello, '*', [port2]);
    this.refuse(refused);
    this.#post({ type: 'operations', operations: start });
    if (watched.length > 0) this.watch(watched);
  }

  /** Until the frame is connected there is nothing to send to: it will start from the whole. */
  send(operation: Operation): void {
    if (this.#port) this.#operations.push(operation);
  }

  flush(): void {
    if (this.#operations.length === 0) return;
    this.#post({ type: 'operations', operations: this.#operations });
    this.#operations = [];
  }

  asset(id: number, blob: Blob): void {
    this.#post({ type: 'asset', id, blob });
  }

  /** The bytes of an asset had to make room. */
  assetDropped(id: number): void {
    this.#post({ type: 'asset_dropped', id });
  }

  /** Documents that later operations insert are not to be shown. An earlier one may have used the same id. */
  refuse(ids: readonly number[]): void {
    this.flush();
    this.#post({ type: 'frames_refused', ids });
  }

  /** The pointer is elsewhere now. */
  leave(): void {
    this.#post({ type: 'leave' });
  }

  /** Whether there is a mirror in it that can be asked. */
  get connected(): boolean {
    return this.#port !== undefined;
  }

  /** Elements whose places are to be told; those of other frames as well, which mean nothing there. */
  watch(ids: readonly number[]): void {
    this.#post({ type: 'watch', ids });
  }

  /** Has the mirror inside answer which element is meant. */
  aim(question: AimForMirror): void {
    this.#post(question);
  }

  /** A point of the frame's viewport, in the viewport around it. */
  outside({ x, y }: Point): Point {
    return outOfFrame(x, y, this.element, window);
  }

  /** The customer's frame shows nothing that may be mirrored any more. */
  close(): void {
    this.#disconnect();
    this.element.src = 'about:blank';
    this.element.removeAttribute('src');
  }

  #disconnect(): void {
    this.#operations = [];
    this.#port?.close();
    this.#port = undefined;
  }

  #post(message: ForNestedMirror): void {
    this.#port?.postMessage(message);
  }
}
