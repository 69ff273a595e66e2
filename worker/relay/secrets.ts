/** Random secrets of participants. Only their hashes are stored. */
import { base64url } from 'jose';

const SECRET_BYTES = 32;

/** A secret that nobody can guess, made of characters that may stand in a WebSocket sub-protocol. */
export function freshSecret(): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
}

/** What is stored of a secret. Unsalted is enough: there is no dictionary of 256 random bits. */
export async function hashSecret(secret: string): Promise<string> {
  return base64url.encode(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret))));
}
