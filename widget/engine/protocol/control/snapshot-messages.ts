/** A mirror that lost the thread gets a new snapshot (SPEC P3). */
import { isCount, type Json } from './json.js';

/** Agent → relay: my mirror lost the thread, ask the customer for a snapshot. */
export interface SnapshotRequestMessage {
  readonly type: 'snapshot_request';
}

/** Relay → customer: send this agent a snapshot. */
export interface SnapshotWantedMessage {
  readonly type: 'snapshot_wanted';
  readonly agent: number;
}

export function readSnapshotRequest({ type }: Json): SnapshotRequestMessage | undefined {
  return type === 'snapshot_request' ? { type } : undefined;
}

export function readSnapshotWanted({ type, agent }: Json): SnapshotWantedMessage | undefined {
  return type === 'snapshot_wanted' && isCount(agent, 255) ? { type, agent } : undefined;
}
