/**
 * Stands in for Cloudflare's rate-limit binding on Node. It counts in this process's memory alone: several processes each
 * allow the whole limit, and a restart forgets.
 */

/** As many keys as are kept; beyond, the one whose window began first is forgotten, so that memory has an end. */
const KEYS_MAX = 100_000;

interface Window {
  readonly endsAt: number;
  count: number;
}

export interface LimitPerPeriod {
  readonly limit: number;
  readonly periodSeconds: number;
}

/** Allows `limit` calls of a key within a window that begins with its first call. */
export class MemoryLimiter {
  readonly #limit: number;
  readonly #periodMs: number;
  readonly #now: () => number;
  /** In the order in which windows began, and so in which they end. */
  readonly #windows = new Map<string, Window>();

  constructor({ limit, periodSeconds }: LimitPerPeriod, now: () => number = () => performance.now()) {
    this.#limit = limit;
    this.#periodMs = periodSeconds * 1000;
    this.#now = now;
  }

  /** Counts one call; the signature of the binding that it stands in for. */
  limit({ key }: { readonly key: string }): Promise<{ success: boolean }> {
    const now = this.#now();
    let window = this.#windows.get(key);
    if (!window || window.endsAt <= now) {
      this.#makeRoom(now);
      // Deleted first, so that it stands at the end of the order.
      this.#windows.delete(key);
      window = { endsAt: now + this.#periodMs, count: 0 };
      this.#windows.set(key, window);
    }
    window.count += 1;
    return Promise.resolve({ success: window.count <= this.#limit });
  }

  #makeRoom(now: number): void {
    for (const [key, { endsAt }] of this.#windows) {
      if (endsAt > now && this.#windows.size < KEYS_MAX) return;
      this.#windows.delete(key);
    }
  }
}
