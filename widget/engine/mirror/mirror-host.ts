/**
 * The desk's side of a mirror: its frame, its port, the bytes of assets. A page that begins gets a frame of its own, and the old
 * one stays until the new one is worth looking at. Knows nothing of sockets or of what the messages say.
 */
import type { Area, Place } from '../geometry/place.js';
import { FrameClass } from '../protocol/frame.js';
import { ASSET_HASH_LENGTH, ASSET_MAX_BYTES } from '../protocol/limits.js';
import { AssetStore } from './asset-store.js';
import { HealPace } from './heal-pace.js';
import { MirrorQueue, type QueueItem } from './mirror-queue.js';
import {
  decodeMirrorMessage,
  MIRROR_PORT,
  MIRROR_READY,
  type AimedMessage,
  type ForMirror,
  type FromMirror,
  type MirrorPortMessage,
  type PageStateMessage,
  type PointerMessage,
} from './port.js';

/** What the desk may give its frame: a script, and nothing else. */
export const MIRROR_SANDBOX = 'allow-scripts';

/** Where the Worker serves the mirror document; the one in quirks mode is below it. */
const MIRROR_PATH = '/sdkapi/zcb/mirror';

export interface MirrorHostOptions {
  /** Address of the mirror document, when it is not where the Worker of this page serves it. */
  readonly address?: string;
  /** The frame's accessible name. */
  readonly title?: string;
  /** The customer's viewport, scroll, title, address or colour scheme changed. Comes before `onShown`. */
  readonly onPage: (page: PageStateMessage) => void;
  /** A snapshot is complete and in sight. */
  readonly onShown: () => void;
  /** Where the customer points, in CSS pixels of the customer's viewport. */
  readonly onPointer: (pointer: PointerMessage) => void;
  /** The mirror lost the thread; only a snapshot helps. */
  readonly onDesync: () => void;
  /** Bytes of these hashes are missing. They come back as messages of class ASSET. */
  readonly onAssetsWanted: (hashes: readonly string[]) => void;
}

/** One frame; a port once its document asked for one. */
interface Frame {
  readonly element: HTMLIFrameElement;
  port: MessagePort | undefined;
  page: PageStateMessage | undefined;
}

export class MirrorHost {
  /** Holds the frame, in the size of the customer's viewport. */
  readonly #element: HTMLElement;
  readonly #options: MirrorHostOptions;
  readonly #abort = new AbortController();
  /** The frame that messages go to. */
  #current: Frame;
  /** The frame that is seen while the current one is not worth it yet. */
  #old: Frame | undefined;
  readonly #queue = new MirrorQueue({ send: (item) => this.#send(item), overflow: () => this.#startOver() });
  /** Kept so that a new frame need not ask the customer again. */
  readonly #assets = new AssetStore();
  /** Too much had to wait and was dropped: what follows means nothing until the next snapshot. */
  #lost = false;
  #digests: ((digest: number) => void)[] = [];
  /** Outlives the frames: a fault that comes back with every snapshot is the same fault. */
  readonly #healing = new HealPace();
  /** Elements whose places somebody wants to know, and who. */
  #watched: readonly number[] = [];
  #onPlace: (id: number, place: Place | undefined) => void = () => undefined;
  readonly #aims = new Map<number, (aimed: AimedMessage | undefined) => void>();
  #lastAim = 0;
  #title: string;

  /** @param container what is to show the mirror; the desk scales it */
  constructor(container: Element, options: MirrorHostOptions) {
    this.#options = options;
    this.#title = options.title ?? '';
    this.#element = document.createElement('div');
    this.#element.style.position = 'relative';
    this.#element.style.overflow = 'hidden';
    container.append(this.#element);
    this.#current = this.#openFrame(false);
    window.addEventListener('message', (event) => this.#heard(event), { signal: this.#abort.signal });
  }

  /** Takes an inflated message of any class that a customer sends. Its buffer may be handed over with it. */
  receive(frameClass: FrameClass, bytes: Uint8Array<ArrayBuffer>): void {
    if (frameClass === FrameClass.ASSET) return this.#keepAsset(bytes);
    if (frameClass === FrameClass.SNAPSHOT) this.#lost = false;
    if (this.#lost) return;
    const whole = bytes.byteLength === bytes.buffer.byteLength;
    const body = whole ? bytes.buffer : bytes.slice().buffer;
    this.#queue.push({ type: 'message', body, snapshot: frameClass === FrameClass.SNAPSHOT });
  }

  /** Digest of the mirror's model, once it has taken all that it was sent before. */
  digest(): Promise<number> {
    return new Promise((resolve) => {
      this.#digests.push(resolve);
      this.#queue.push({ type: 'digest' });
    });
  }

  /** Has the mirror say where elements are (pixels of the customer's viewport), now and on every change; and no others from now on. */
  watch(ids: readonly number[], onPlace: (id: number, place: Place | undefined) => void): void {
    this.#watched = ids;
    this.#onPlace = onPlace;
    this.#post({ type: 'watch', ids });
  }

  /** Which element somebody means with an area of the customer's viewport; `undefined` if another page begins meanwhile. */
  aim({ x, y, width, height }: Area): Promise<AimedMessage | undefined> {
    const key = ++this.#lastAim;
    return new Promise((resolve) => {
      this.#aims.set(key, resolve);
      if (this.#current.port) this.#post({ type: 'aim', key, x, y, width, height });
      else this.#forgetAims();
    });
  }

  /** The frame's accessible name in another language. */
  set title(title: string) {
    this.#title = title;
    for (const frame of [this.#old, this.#current]) if (frame) frame.element.title = title;
  }

  /** Takes the frames away. */
  close(): void {
    this.#abort.abort();
    this.#forgetAims();
    for (const frame of [this.#old, this.#current]) if (frame) removeFrame(frame);
    this.#element.remove();
  }

  #keepAsset(message: Uint8Array<ArrayBuffer>): void {
    // A copy of what is too large would be the agent's loss already.
    if (message.byteLength > ASSET_HASH_LENGTH + ASSET_MAX_BYTES) return;
    const hash = String.fromCharCode(...message.subarray(0, ASSET_HASH_LENGTH));
    const bytes = new Blob([message.subarray(ASSET_HASH_LENGTH)]);
    if (this.#assets.take(hash, bytes)) this.#queue.push({ type: 'asset', hash });
  }

  #openFrame(quirks: boolean): Frame {
    const element = document.createElement('iframe');
    element.setAttribute('sandbox', MIRROR_SANDBOX);
    element.referrerPolicy = 'no-referrer';
    element.title = this.#title;
    // The agent looks; whoever could tab or click into the copy would change it.
    element.tabIndex = -1;
    const { style } = element;
    style.position = 'absolute';
    style.inset = '0';
    style.width = style.height = '100%';
    style.border = '0';
    style.pointerEvents = 'none';
    // The canvas of a page without a background, in the customer's colour scheme.
    style.background = 'Canvas';
    style.colorScheme = 'light';
    element.src = (this.#options.address ?? MIRROR_PATH) + (quirks ? '/quirks' : '');
    this.#element.append(element);
    return { element, port: undefined, page: undefined };
  }

  #heard({ source, origin, data }: MessageEvent<unknown>): void {
    const frame = this.#current;
    const isOurs = source !== null && source === frame.element.contentWindow && origin === 'null';
    if (!isOurs || data !== MIRROR_READY) return;
    const { port1, port2 } = new MessageChannel();
    const again = frame.port !== undefined;
    frame.port?.close();
    frame.port = port1;
    port1.addEventListener('message', ({ data: message }: MessageEvent<unknown>) => {
      const decoded = decodeMirrorMessage(message);
      if (decoded && frame === this.#current) this.#take(frame, decoded);
    });
    port1.start();
    const hello: MirrorPortMessage = { type: MIRROR_PORT };
    // An opaque origin has no name; the port goes to the window that asked.
    frame.element.contentWindow?.postMessage(hello, '*', [port2]);
    this.#queue.open();
    this.#forgetAims();
    if (this.#watched.length > 0) this.#post({ type: 'watch', ids: this.#watched });
    // Loaded again, such as when the desk moved it: all that it knew is gone.
    if (again) this.#options.onDesync();
  }

  #take(frame: Frame, message: FromMirror): void {
    const options = this.#options;
    switch (message.type) {
      case 'page':
        frame.page = message;
        frame.element.style.colorScheme = message.dark ? 'dark' : 'light';
        frame.element.style.width = `${message.width}px`;
        frame.element.style.height = `${message.height}px`;
        if (!this.#old) this.#showPage(message);
        return;
      case 'shown':
        if (this.#old) this.#swap(frame, this.#old);
        return options.onShown();
      case 'pointer':
        if (!this.#old) options.onPointer(message);
        return;
      case 'desync':
        return options.onDesync();
      case 'assets_wanted':
        return this.#answerAssets(message.hashes);
      case 'digest':
        this.#digests.shift()?.(message.digest);
        return this.#queue.answered();
      case 'checked':
        if (message.exact) this.#healing.exact();
        else if (this.#healing.inexact()) options.onDesync();
        return;
      case 'taken':
        return this.#queue.answered();
      case 'places':
        for (const [id, place] of message.places) this.#onPlace(id, place);
        return;
      case 'aimed':
        this.#aims.get(message.key)?.(message);
        this.#aims.delete(message.key);
        return;
      case 'restart':
        this.#replaceFrame(message.quirks);
        return this.#queue.restart({ type: 'message', body: message.body, snapshot: true });
    }
  }

  #showPage(page: PageStateMessage): void {
    this.#element.style.width = `${page.width}px`;
    this.#element.style.height = `${page.height}px`;
    this.#options.onPage(page);
  }

  #swap(frame: Frame, old: Frame): void {
    this.#old = undefined;
    frame.element.style.visibility = '';
    removeFrame(old);
    if (frame.page) this.#showPage(frame.page);
  }

  #answerAssets(hashes: readonly string[]): void {
    const missing = hashes.filter((hash) => {
      const kept = this.#assets.get(hash);
      if (kept) this.#queue.push({ type: 'asset', hash });
      return !kept;
    });
    this.#askFor(missing);
  }

  #askFor(hashes: readonly string[]): void {
    // An open question is asked again: its answer may have gone the way of a lost connection.
    for (const hash of hashes) this.#assets.ask(hash);
    if (hashes.length > 0) this.#options.onAssetsWanted(hashes);
  }

  /** A new frame takes over. The old one stays in sight for as long as it has something to show. */
  #replaceFrame(quirks: boolean): void {
    const used = this.#current;
    used.port?.close();
    this.#forgetAims();
    const seen = this.#old ?? (used.page ? used : undefined);
    if (seen !== used) removeFrame(used);
    this.#old = seen;
    this.#current = this.#openFrame(quirks);
    if (seen) this.#current.element.style.visibility = 'hidden';
  }

  #forgetAims(): void {
    for (const answer of this.#aims.values()) answer(undefined);
    this.#aims.clear();
  }

  /** The mirror does not keep up, or is dead: a new one will have a snapshot, and none of what waits. */
  #startOver(): void {
    this.#lost = true;
    this.#queue.startOver();
    this.#replaceFrame(false);
    this.#options.onDesync();
  }

  /** Answers whether the mirror will say that it has taken it. */
  #send(item: QueueItem): boolean {
    if (item.type === 'message') this.#post(item, [item.body]);
    else if (item.type === 'digest') this.#post(item);
    else {
      const { hash } = item;
      const bytes = this.#assets.get(hash);
      // It had to make room while it waited.
      if (!bytes) {
        this.#askFor([hash]);
        return false;
      }
      this.#post({ type: 'asset', hash, bytes });
    }
    return true;
  }

  #post(message: ForMirror, transfer: Transferable[] = []): void {
    this.#current.port?.postMessage(message, transfer);
  }
}

function removeFrame({ element, port }: Frame): void {
  port?.close();
  element.remove();
}
