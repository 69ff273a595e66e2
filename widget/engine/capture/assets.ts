/**
 * Images and fonts of the page as bytes (SPEC A): read once by the customer's browser, announced by hash, sent to the agents that
 * ask. Own-origin addresses only; the rest stays a box.
 */
import { ASSET_MAX_BYTES } from '../protocol/limits.js';

export interface LoadedAsset {
  readonly id: number;
  readonly hash: string;
  readonly mimeType: string;
}

/** Assets of one capture, and their bytes; what comes later stays a box. */
const ASSETS_MAX = 5000;
const KEPT_MAX_BYTES = 64 * 1024 * 1024;

/** A page with more resources than the browser keeps entries for may have loaded any of them. */
const ENTRIES_KEPT = 250;

/** Reading many at once would compete with the page's own requests. */
const PARALLEL_READS = 4;

const SHIPPED_TYPES = /^(?:image\/|font\/|application\/(?:x-)?font|application\/vnd\.ms-fontobject)/;

export class AssetStore {
  readonly #ids = new Map<string, number>();
  readonly #bytes = new Map<string, Uint8Array>();
  readonly #announced = new Map<number, LoadedAsset>();
  /** Read, but nothing of the page named them any more; told again when something does. */
  readonly #resting = new Map<number, LoadedAsset>();
  #kept = 0;
  readonly #waiting: { id: number; url: string }[] = [];
  /** Named by a sheet, which may name hundreds that no element shows: read once the page itself has loaded them. */
  readonly #dormant = new Map<string, number>();
  readonly #observers: PerformanceObserver[] = [];
  readonly #seen = new Set<string>();
  readonly #loaded: (asset: LoadedAsset) => void;
  readonly #abort = new AbortController();
  readonly #fetch: typeof fetch;
  readonly #origin: string;
  #mayHaveForgotten = false;
  #reading = 0;

  constructor(view: Window & typeof globalThis, loaded: (asset: LoadedAsset) => void) {
    this.#fetch = view.fetch.bind(view);
    this.#origin = view.origin;
    this.#loaded = loaded;
  }

  /** Hears what a document's window loads and has loaded. */
  watch(view: Window & typeof globalThis): void {
    const observer = new view.PerformanceObserver((list) => this.#pageLoaded(list.getEntries()));
    observer.observe({ type: 'resource', buffered: true });
    this.#observers.push(observer);
    const entries = view.performance.getEntriesByType('resource');
    this.#pageLoaded(entries);
    this.#mayHaveForgotten ||= entries.length >= ENTRIES_KEPT;
  }

  /**
   * The id of an address that will be read, or `undefined` for one that stays a box.
   * @param shown whether the page shows it; else it is read once the page has loaded it
   */
  idFor(address: string, shown: boolean): number | undefined {
    if (!this.#isOwn(address)) return undefined;
    const url = withoutFragment(address);
    const known = this.#ids.get(url);
    if (known !== undefined) {
      if (shown) this.#wake(url);
      const resting = this.#resting.get(known);
      if (resting) this.#announce(resting);
      return known;
    }
    // A page that makes a picture a second would fill its own memory with what it has shown.
    if (this.#ids.size >= ASSETS_MAX || this.#kept >= KEPT_MAX_BYTES) return undefined;
    const id = this.#ids.size + 1;
    this.#ids.set(url, id);
    this.#dormant.set(url, id);
    const isFont = fontType(url) !== undefined;
    if (shown || url.startsWith('data:') || this.#seen.has(url) || (isFont && this.#mayHaveForgotten)) this.#wake(url);
    return id;
  }

  #wake(url: string): void {
    const id = this.#dormant.get(url);
    if (id === undefined) return;
    this.#dormant.delete(url);
    this.#waiting.push({ id, url });
    this.#next();
  }

  #pageLoaded(entries: PerformanceEntryList): void {
    for (const { name } of entries) {
      const url = withoutFragment(name);
      this.#seen.add(url);
      this.#wake(url);
    }
  }

  /** Nothing of the page names these any more, all of them if none are given: from here on nobody gets them, until something does. */
  rest(ids: Iterable<number> = [...this.#announced.keys()]): void {
    for (const id of ids) {
      const asset = this.#announced.get(id);
      if (asset) this.#resting.set(id, asset);
      this.#announced.delete(id);
    }
  }

  /** The bytes of an asset that is announced. */
  bytes(hash: string): Uint8Array | undefined {
    for (const asset of this.#announced.values()) if (asset.hash === hash) return this.#bytes.get(hash);
    return undefined;
  }

  #announce(asset: LoadedAsset): void {
    this.#resting.delete(asset.id);
    this.#announced.set(asset.id, asset);
    this.#loaded(asset);
  }

  stop(): void {
    this.#waiting.length = 0;
    for (const observer of this.#observers) observer.disconnect();
    this.#abort.abort();
  }

  #isOwn(url: string): boolean {
    if (url.startsWith('data:')) return true;
    try {
      return new URL(url).origin === this.#origin;
    } catch {
      return false;
    }
  }

  #next(): void {
    const asset = this.#reading < PARALLEL_READS ? this.#waiting.shift() : undefined;
    if (!asset) return;
    this.#reading++;
    void this.#read(asset.id, asset.url).finally(() => {
      this.#reading--;
      this.#next();
    });
  }

  async #read(id: number, url: string): Promise<void> {
    try {
      const response = await this.#fetch(url, {
        credentials: 'same-origin',
        cache: 'force-cache',
        signal: this.#abort.signal,
      });
      const mimeType = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
      const length = Number(response.headers.get('content-length') ?? 0);
      const type = SHIPPED_TYPES.test(mimeType) ? mimeType : fontType(url);
      if (!response.ok || length > ASSET_MAX_BYTES || !type) {
        // Unread, it would hold a connection of the page's.
        await response.body?.cancel();
        return;
      }
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (bytes.byteLength > ASSET_MAX_BYTES || this.#abort.signal.aborted) return;
      const hash = contentHash(bytes);
      if (!this.#bytes.has(hash)) this.#kept += bytes.byteLength;
      this.#bytes.set(hash, bytes);
      this.#announce({ id, hash, mimeType: type });
    } catch {
      // Offline, blocked by the page's connect-src, or stopped: the box stays.
    }
  }
}

/** It is not part of a request, and the browser's entries may or may not have it. */
function withoutFragment(url: string): string {
  const at = url.startsWith('data:') ? -1 : url.indexOf('#');
  return at < 0 ? url : url.slice(0, at);
}

/** Servers often call a font an octet stream. */
function fontType(url: string): string | undefined {
  const extension = /\.(woff2|woff|ttf|otf)(?:$|[?#])/.exec(url)?.[1];
  return extension && `font/${extension}`;
}

/**
 * 64 bits of content hash in hexadecimal. `crypto.subtle` does not exist on plain-http hosts, and a collision could only swap two
 * images of the same customer's page, so two lanes of a multiplicative hash do.
 */
export function contentHash(bytes: Uint8Array): string {
  let a = 0xdeadbeef ^ bytes.length;
  let b = 0x41c6ce57 ^ bytes.length;
  for (const byte of bytes) {
    a = Math.imul(a ^ byte, 0x9e3779b1);
    b = Math.imul(b ^ byte, 0x5f356495);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return [a, b].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
}
