/** Whether the page that has a customer's seat is still alive (SPEC H5): asked when another page shows the secret of that seat. */
import type { Json } from './json.js';

/** Relay → customer: another page wants your seat. A page that is alive answers at once. */
export interface StillThereMessage {
  readonly type: 'still_there';
}

/** Customer → relay: the answer. */
export interface StillHereMessage {
  readonly type: 'still_here';
}

export function readStillThere({ type }: Json): StillThereMessage | undefined {
  return type === 'still_there' ? { type } : undefined;
}

export function readStillHere({ type }: Json): StillHereMessage | undefined {
  return type === 'still_here' ? { type } : undefined;
}
