/**
 * The bytes of assets inside one mirror, within a budget, as addresses that only this document can load. Knows nothing of who has
 * the bytes.
 */
import { ASSETS_KEPT_MAX_BYTES } from './asset-store.js';

/** Bytes that had to go are asked for again this often: a page that shows more at once than is kept must come to rest. */
const ASKED_AGAIN_MAX = 4;

interface Held {
  readonly blob: Blob;
  url: string | undefined;
}

export class Assets {
  readonly #held = new Map<number, Held>();
  /** How often each was asked for. */
  readonly #asked = new Map<number, number>();
  readonly #missed = new Set<number>();
  readonly #ask: (id: number) => void;
  readonly #dropped: (id: number) => void;
  #bytes = 0;

  /**
   * @param ask hears of an asset when somebody first misses it
   * @param dropped hears of one whose bytes had to make room; what shows it may go on doing so
   */
  constructor(ask: (id: number) => void, dropped: (id: number) => void = () => undefined) {
    this.#ask = ask;
    this.#dropped = dropped;
  }

  /** An asset's address, or `undefined` while its bytes are missing; they are asked for. */
  url(id: number): string | undefined {
    if (!this.want(id)) return undefined;
    const held = this.#held.get(id);
    return held && (held.url ??= URL.createObjectURL(held.blob));
  }

  /** The same for an image only. */
  imageUrl(id: number): string | undefined {
    const blob = this.want(id);
    return blob?.type.startsWith('image/') ? this.url(id) : undefined;
  }

  /** An asset's bytes, or `undefined` while they are missing; they are asked for. */
  want(id: number): Blob | undefined {
    const held = this.#held.get(id);
    if (held) {
      // What is used stays longest.
      this.#held.delete(id);
      this.#held.set(id, held);
      return held.blob;
    }
    const asked = this.#asked.get(id) ?? 0;
    if (!this.#missed.has(id) && asked <= ASKED_AGAIN_MAX) {
      this.#missed.add(id);
      this.#asked.set(id, asked + 1);
      this.#ask(id);
    }
    return undefined;
  }

  /** Whether somebody misses this asset. */
  isMissed(id: number): boolean {
    return this.#missed.has(id);
  }

  /** Takes the bytes of an asset; the oldest make room. */
  put(id: number, blob: Blob): void {
    this.#missed.delete(id);
    this.#forget(id);
    this.#held.set(id, { blob, url: undefined });
    this.#bytes += blob.size;
    for (const oldest of this.#held.keys()) {
      if (this.#bytes <= ASSETS_KEPT_MAX_BYTES) break;
      this.drop(oldest);
    }
  }

  /** Lets go of an asset's bytes. */
  drop(id: number): void {
    if (this.#forget(id)) this.#dropped(id);
  }

  #forget(id: number): boolean {
    const held = this.#held.get(id);
    if (!held) return false;
    this.#held.delete(id);
    this.#bytes -= held.blob.size;
    if (held.url !== undefined) URL.revokeObjectURL(held.url);
    return true;
  }
}

/** The bytes with the one kind of type that matters, since a font is known by its bytes; nothing else may become a document. */
export function assetBlob(bytes: Blob, mimeType: string): Blob {
  return bytes.slice(0, bytes.size, /^image\/[\w.+-]+$/.test(mimeType) ? mimeType : '');
}
