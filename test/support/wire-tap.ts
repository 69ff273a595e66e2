/** Listens to a page's relay sockets: every frame that it sent or received, and the model that the messages make. */
import { inflateRawSync } from 'node:zlib';
import type { Page, WebSocket } from '@playwright/test';
import { decodeOperations } from '../../widget/engine/protocol/decoder.ts';
import { digest } from '../../widget/engine/protocol/digest.ts';
import { FrameClass, decodeFrameHeader, frameBody, type FrameHeader } from '../../widget/engine/protocol/frame.ts';
import { ModelError, PageModel } from '../../widget/engine/protocol/model.ts';
import { ROOT_ID } from '../../widget/engine/protocol/operations.ts';

const MODEL_CLASSES: ReadonlySet<FrameClass> = new Set([FrameClass.SNAPSHOT, FrameClass.OPERATIONS]);

interface Direction {
  readonly model: PageModel;
  /** All text of all messages, inflated. */
  text: string;
  frames: number;
  chunks: Uint8Array[];
  began: boolean;
}

const direction = (): Direction => ({ model: new PageModel(), text: '', frames: 0, chunks: [], began: false });

export class WireTap {
  readonly sent = direction();
  readonly received = direction();
  /** Addresses of every socket and request of the page. */
  readonly addresses: string[] = [];
  /** Relay sockets, oldest first. */
  readonly sockets: WebSocket[] = [];
  /** What came to this page's model, and what was meant for other agents: 0 is everybody. */
  readonly recipients = new Set<number>();

  /** Call before the page is opened. */
  constructor(page: Page) {
    page.on('request', (request) => this.addresses.push(request.url()));
    page.on('websocket', (socket) => {
      this.addresses.push(socket.url());
      if (!socket.url().includes('/sdkapi/')) return;
      this.sockets.push(socket);
      this.sent.chunks = [];
      this.received.chunks = [];
      socket.on('framesent', ({ payload }) => this.#take(this.sent, payload));
      socket.on('framereceived', ({ payload }) => this.#take(this.received, payload));
    });
  }

  /** Digest of the model that the messages to everybody and to `agent` make; 0 as long as there is none. */
  static digest(one: Direction): number {
    return one.model.nodes.has(ROOT_ID) ? digest(one.model) : 0;
  }

  #take(one: Direction, payload: string | Buffer): void {
    if (typeof payload === 'string') {
      one.text += payload;
      return;
    }
    one.frames++;
    const frame = payload.buffer.slice(payload.byteOffset, payload.byteOffset + payload.byteLength) as ArrayBuffer;
    const header = decodeFrameHeader(frame);
    if (!header) throw new Error('A frame that is none');
    one.chunks.push(frameBody(frame));
    if (header.more) return;
    const body = Buffer.concat(one.chunks);
    one.chunks = [];
    this.#message(one, header, header.deflated ? inflateRawSync(body) : body);
  }

  #message(one: Direction, header: FrameHeader, body: Buffer): void {
    this.recipients.add(header.recipient);
    if (header.class === FrameClass.ASSET) return;
    one.text += body.toString();
    // A snapshot for one agent repeats what the sender's model has; only the first recipient's are followed.
    if (!MODEL_CLASSES.has(header.class) || (one === this.sent && header.recipient > 0)) return;
    for (const operation of decodeOperations(body)) {
      one.began ||= operation.type === 'begin';
      if (!one.began) continue;
      try {
        one.model.apply(operation);
      } catch (error) {
        if (!(error instanceof ModelError)) throw error;
        one.began = false;
      }
    }
  }
}
