/** The customer's pause (SPEC U): agents see a curtain, and nothing of the page leaves it. */
import type { Json } from './json.js';

/** Customer → relay, which keeps it; relay → agents. A snapshot follows the end of a pause. */
export interface SharingMessage {
  readonly type: 'sharing';
  readonly paused: boolean;
}

export function readSharing({ type, paused }: Json): SharingMessage | undefined {
  return type === 'sharing' && typeof paused === 'boolean' ? { type, paused } : undefined;
}
