/** Answers to agents who ask for assets by hash. What they send is untrusted. */
import { ASSET_HASH_LENGTH, ASSET_REQUEST_MAX_HASHES } from '../protocol/limits.js';
import type { AssetStore } from './assets.js';

/** Bodies for the hashes that are known: the hash in ASCII, then the bytes. */
export function* assetBodies(request: Uint8Array, store: AssetStore): Generator<Uint8Array<ArrayBuffer>> {
  let hashes: unknown;
  try {
    hashes = JSON.parse(new TextDecoder().decode(request));
  } catch {
    return;
  }
  if (!Array.isArray(hashes)) return;
  for (const hash of new Set<unknown>(hashes.slice(0, ASSET_REQUEST_MAX_HASHES))) {
    const bytes = typeof hash === 'string' && hash.length === ASSET_HASH_LENGTH ? store.bytes(hash) : undefined;
    if (!bytes) continue;
    const body = new Uint8Array(ASSET_HASH_LENGTH + bytes.byteLength);
    body.set(new TextEncoder().encode(hash as string));
    body.set(bytes, ASSET_HASH_LENGTH);
    yield body;
  }
}
