/**
 * Bytes of assets by hash, within a budget: at the desk, so that a new frame need not ask again, and in the mirror. Takes only
 * what was asked for, since bytes that nobody waits for would stay for ever. Knows no ports and no elements.
 */
import { ASSET_MAX_BYTES } from '../protocol/limits.js';

/** What one tab spends on the bytes of pictures and fonts: as much as one message may cost it. */
export const ASSETS_KEPT_MAX_BYTES = 64 * 1024 * 1024;

/** Questions that may be open. Which there are is the customer's doing, so the oldest go. */
const ASKED_MAX = 10_000;

export class AssetStore {
  readonly #blobs = new Map<string, Blob>();
  readonly #asked = new Set<string>();
  #bytes = 0;

  get(hash: string): Blob | undefined {
    const blob = this.#blobs.get(hash);
    // What is used stays longest.
    if (blob && this.#blobs.delete(hash)) this.#blobs.set(hash, blob);
    return blob;
  }

  /** Enters a question. Answers whether it is new. */
  ask(hash: string): boolean {
    if (this.#asked.has(hash)) return false;
    this.#asked.add(hash);
    for (const oldest of this.#asked) {
      if (this.#asked.size <= ASKED_MAX) break;
      this.#asked.delete(oldest);
    }
    return true;
  }

  /** Takes the answer to a question, once; the oldest bytes make room. Answers whether it was taken. */
  take(hash: string, blob: Blob): boolean {
    if (blob.size > ASSET_MAX_BYTES || !this.#asked.delete(hash)) return false;
    this.#bytes += blob.size - (this.#blobs.get(hash)?.size ?? 0);
    this.#blobs.delete(hash);
    this.#blobs.set(hash, blob);
    for (const [oldest, { size }] of this.#blobs) {
      if (this.#bytes <= ASSETS_KEPT_MAX_BYTES) break;
      this.#blobs.delete(oldest);
      this.#bytes -= size;
    }
    return true;
  }
}
