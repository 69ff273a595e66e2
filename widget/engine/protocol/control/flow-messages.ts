/** Back-pressure (SPEC B): what arrived, who is slow, and what was left out. */
import { isCount, type Json } from './json.js';

/** Client → relay: so many more bytes of frames arrived here. Sent for each ACK_EVERY_BYTES or a little more. */
export interface ReceivedMessage {
  readonly type: 'received';
  readonly bytes: number;
}

/** Relay → client: your frames up to this sequence number arrived. Sent for each ACK_EVERY_BYTES or a little more. */
export interface AckMessage {
  readonly type: 'ack';
  readonly sequence: number;
}

/** Relay → customer: frames wait for this agent, or no longer do. What can wait for them should. */
export interface PaceMessage {
  readonly type: 'pace';
  readonly agent: number;
  readonly slow: boolean;
}

/** Relay → agent: what waited for you was dropped, as it was too much. A snapshot follows. */
export interface SkippedMessage {
  readonly type: 'skipped';
}

const LARGEST_SEQUENCE = 0xffff_ffff;

export function readReceived({ type, bytes }: Json): ReceivedMessage | undefined {
  return type === 'received' && isCount(bytes, Number.MAX_SAFE_INTEGER) ? { type, bytes } : undefined;
}

export function readAck({ type, sequence }: Json): AckMessage | undefined {
  return type === 'ack' && isCount(sequence, LARGEST_SEQUENCE) ? { type, sequence } : undefined;
}

export function readPace({ type, agent, slow }: Json): PaceMessage | undefined {
  return type === 'pace' && isCount(agent, 255) && typeof slow === 'boolean' ? { type, agent, slow } : undefined;
}

export function readSkipped({ type }: Json): SkippedMessage | undefined {
  return type === 'skipped' ? { type } : undefined;
}
