/**
 * The outermost mirror: takes messages and assets from the desk's port, and tells the desk of the page, the pointer, missing
 * assets and a lost thread. Applies on message, never in a frame callback or a timer. Knows nothing of the desk's page.
 */
import { decodeOperations, MalformedMessageError } from '../protocol/decoder.js';
import { digest, keptDigest, updateHashes } from '../protocol/digest.js';
import { ASSET_REQUEST_MAX_HASHES } from '../protocol/limits.js';
import { ModelError } from '../protocol/model.js';
import { ROOT_ID, type Operation, type PropertyName } from '../protocol/operations.js';
import { AssetStore } from './asset-store.js';
import { assetBlob } from './assets.js';
import { parseMedia } from './css.js';
import { Mirror, type MirrorOptions } from './mirror.js';
import type { AssetForMirror, ForMirror, FromMirror, MessageForMirror, PageStateMessage } from './port.js';

export interface RootMirrorOptions extends Pick<MirrorOptions, 'window' | 'address'> {
  /** Whether this document is in quirks mode. */
  readonly quirks: boolean;
}

/** `empty` until a page begins, `live` while it fits, `lost` from the first operation that does not fit until the next page. */
type State = 'empty' | 'live' | 'lost';

/** As long as the desk takes it (see port.ts). */
const TEXT_MAX_LENGTH = 4096;

export class RootMirror {
  readonly #port: MessagePort;
  readonly #quirks: boolean;
  readonly #retired = new AbortController();
  readonly #mirror: Mirror;
  #state: State = 'empty';
  #used = false;
  #page = '';
  /** Bytes by hash: one picture may have several addresses. */
  readonly #store = new AssetStore();
  #toRequest: string[] = [];

  constructor(port: MessagePort, { quirks, window, address }: RootMirrorOptions) {
    this.#port = port;
    this.#quirks = quirks;
    this.#mirror = new Mirror({
      window,
      address,
      document: ROOT_ID,
      assetMissing: (id) => this.#requestAsset(id),
      pointed: ({ x, y }, pressed) => this.#post({ type: 'pointer', x, y, pressed }),
      placed: (message) => this.#post(message),
    });
  }

  /** Listens, until another page begins. */
  start(): void {
    const { signal } = this.#retired;
    this.#port.addEventListener('message', ({ data }: MessageEvent<ForMirror>) => this.#receive(data), { signal });
    this.#port.start();
  }

  #receive(message: ForMirror): void {
    switch (message.type) {
      case 'message':
        return this.#takeMessage(message);
      case 'asset':
        return this.#takeAsset(message);
      case 'digest':
        return this.#post({ type: 'digest', digest: this.#used ? digest(this.#mirror.model) : 0 });
      case 'watch':
        return this.#mirror.places.watch(message.ids);
      case 'aim':
        return this.#mirror.places.aim(message);
    }
  }

  #takeMessage({ body, snapshot }: MessageForMirror): void {
    const operations = this.#decode(body);
    const begin = snapshot ? operations?.find(({ type }) => type === 'begin') : undefined;
    if (begin?.type === 'begin' && (this.#used || begin.quirks !== this.#quirks)) {
      this.#retired.abort();
      return this.#post({ type: 'restart', quirks: begin.quirks, body }, [body]);
    }
    let complete = false;
    for (const operation of operations ?? []) {
      this.#apply(operation);
      complete ||= operation.type === 'end';
    }
    this.#mirror.settle();
    if (this.#state === 'live') {
      this.#postPage();
      if (complete) this.#post({ type: 'shown' });
    }
    this.#post({ type: 'taken' });
  }

  #decode(body: ArrayBuffer): Operation[] | undefined {
    try {
      return decodeOperations(new Uint8Array(body));
    } catch (error) {
      if (!(error instanceof MalformedMessageError)) throw error;
      this.#lose();
      return undefined;
    }
  }

  #apply(operation: Operation): void {
    if (operation.type === 'begin') {
      // A second page needs another document, and only the message that begins with it can be sent there.
      if (this.#used) return this.#lose();
      this.#used = true;
      this.#state = 'live';
    }
    if (this.#state !== 'live') return;
    if (operation.type === 'digest') return this.#check(operation.value);
    try {
      this.#mirror.apply(operation);
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      return this.#lose();
    }
    if (operation.type === 'asset' && this.#mirror.assets.isMissed(operation.id)) this.#requestAsset(operation.id);
  }

  #check(expected: number): void {
    const { model } = this.#mirror;
    updateHashes(model, () => false);
    this.#post({ type: 'checked', exact: keptDigest(model) === expected });
  }

  /** Says so once; what comes until the next page would not fit either. */
  #lose(): void {
    if (this.#state === 'lost') return;
    this.#state = 'lost';
    this.#post({ type: 'desync' });
  }

  /** Asks the desk for bytes, if the customer has announced them; else once that happens. */
  #requestAsset(id: number): void {
    const asset = this.#mirror.model.assets.get(id);
    if (!asset) return;
    const bytes = this.#store.get(asset.hash);
    // Not at once: this is called in the middle of showing something.
    if (bytes) return queueMicrotask(() => this.#mirror.assetArrived(id, assetBlob(bytes, asset.mimeType)));
    if (!this.#store.ask(asset.hash) || this.#toRequest.push(asset.hash) > 1) return;
    queueMicrotask(() => {
      const hashes = this.#toRequest;
      this.#toRequest = [];
      for (let i = 0; i < hashes.length; i += ASSET_REQUEST_MAX_HASHES) {
        this.#post({ type: 'assets_wanted', hashes: hashes.slice(i, i + ASSET_REQUEST_MAX_HASHES) });
      }
    });
  }

  #takeAsset({ hash, bytes }: AssetForMirror): void {
    const taken = this.#store.take(hash, bytes);
    this.#post({ type: 'taken' });
    if (!taken) return;
    for (const [id, asset] of this.#mirror.model.assets) {
      if (asset.hash === hash && this.#mirror.assets.isMissed(id)) {
        this.#mirror.assetArrived(id, assetBlob(bytes, asset.mimeType));
      }
    }
  }

  #postPage(): void {
    const properties = this.#mirror.model.node(ROOT_ID).properties;
    const number = (name: PropertyName): number => Number(properties?.get(name) ?? 0);
    const text = (name: PropertyName): string => String(properties?.get(name) ?? '').slice(0, TEXT_MAX_LENGTH);
    const page: PageStateMessage = {
      type: 'page',
      width: number('viewportWidth'),
      height: number('viewportHeight'),
      scrollLeft: number('scrollLeft'),
      scrollTop: number('scrollTop'),
      title: text('title'),
      url: text('url'),
      dark: parseMedia(text('media')).get('prefers-color-scheme') === 'dark',
    };
    const written = JSON.stringify(page);
    // Until the size is known there is no page to speak of.
    if (page.width === 0 || written === this.#page) return;
    this.#page = written;
    this.#post(page);
  }

  #post(message: FromMirror, transfer: Transferable[] = []): void {
    this.#port.postMessage(message, transfer);
  }
}
