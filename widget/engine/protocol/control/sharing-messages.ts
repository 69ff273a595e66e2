/** The curtain in front of the customer's page (SPEC U, Q): agents see that, and nothing of the page leaves it. */
import type { Json } from './json.js';

/** Customer → relay, which keeps it; relay → agents. A snapshot follows the end of a pause. */
export interface SharingMessage {
  readonly type: 'sharing';
  readonly paused: boolean;
  /** Why, if not because the customer wished it: the site does not share this address. */
  readonly reason?: 'barred';
}

export function readSharing({ type, paused, reason }: Json): SharingMessage | undefined {
  if (type !== 'sharing' || typeof paused !== 'boolean') return undefined;
  if (reason === undefined) return { type, paused };
  return paused && reason === 'barred' ? { type, paused, reason } : undefined;
}
