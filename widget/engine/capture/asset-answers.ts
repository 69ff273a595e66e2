/** Answers to agents who ask for assets by hash. What they send is untrusted. */
import { HASH_LENGTH, type AssetStore } from './assets.js';

/** Hashes of one request; a mirror that lacks more asks again. */
const MAX_HASHES = 256;

/** Bodies for the hashes that are known: the hash in ASCII, then the bytes. */
export function* assetBodies(request: Uint8Array, store: AssetStore): Generator<Uint8Array<ArrayBuffer>> {
  let hashes: unknown;
  try {
    hashes = JSON.parse(new TextDecoder().decode(request));
  } catch {
    return;
  }
  if (!Array.isArray(hashes)) return;
  for (const hash of new Set<unknown>(hashes.slice(0, MAX_HASHES))) {
    const bytes = typeof hash === 'string' && hash.length === HASH_LENGTH ? store.bytes(hash) : undefined;
    if (!bytes) continue;
    const body = new Uint8Array(HASH_LENGTH + bytes.byteLength);
    body.set(new TextEncoder().encode(hash as string));
    body.set(bytes, HASH_LENGTH);
    yield body;
  }
}
