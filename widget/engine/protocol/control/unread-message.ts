/**
 * Messages to a customer of which the part that needs them is loaded by them: their readers come with the part, and not with
 * every session. Until then only their type is known.
 */
import type { Json } from './json.js';

const UNREAD_TYPES = ['assist_asked', 'assist_state', 'note_arrived', 'tab_ticket'] as const;

export interface UnreadMessage {
  readonly type: (typeof UNREAD_TYPES)[number];
  /** Not checked yet. */
  readonly json: Json;
}

export function keepUnread(json: Json): UnreadMessage | undefined {
  const type = UNREAD_TYPES.find((each) => each === json['type']);
  return type && { type, json };
}
