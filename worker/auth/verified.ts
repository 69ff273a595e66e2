/**
 * Tells a customer whom the site vouches for from one who says who they are. The contract's claims are all that a token may
 * have, so it is the `user_id` that says it: ours begin with a prefix that nobody else gets. The token's signature covers
 * it, so the relay and the desk may rely on it; a `user_name` proves nothing, whatever it says.
 */

/** Of the `user_id` of every verified customer and of no other. */
export const VERIFIED_PREFIX = 'verified:';

/** Whether the site vouches for a customer with this `user_id` of a verified token. */
export function isVerifiedCustomer(userId: string): boolean {
  return userId.startsWith(VERIFIED_PREFIX);
}

/** Whether an id that somebody asks for could be taken for a verified one, by us or by a person who reads it. */
export function looksVerified(userId: string): boolean {
  return isVerifiedCustomer(
    userId
      .normalize('NFKC')
      .replace(/[^\p{L}\p{N}:]/gu, '')
      .toLowerCase(),
  );
}
