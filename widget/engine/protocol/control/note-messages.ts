/** Short messages from an agent to the customer (SPEC T): a text, a link, or both. There is no answer: it is no chat. */
import { NOTE_LINK_MAX_LENGTH, NOTE_TEXT_MAX_LENGTH } from '../limits.js';
import { isCount, type Json } from './json.js';

/** What an agent has to say. Not both are empty. */
export interface Note {
  /** Chosen by the agent's desk; tells its notes apart. */
  readonly id: number;
  /** Shown as text, whatever it says. */
  readonly text: string;
  /** An http or https address in its normal form, or empty. */
  readonly link: string;
}

/** Agent → relay. */
export interface NoteMessage extends Note {
  readonly type: 'note';
}

/** Relay → customer. */
export interface NoteArrivedMessage extends Note {
  readonly type: 'note_arrived';
  /** The author's number; the relay says it, whatever the author wrote. */
  readonly agent: number;
}

/** Customer → relay: an agent's note is in sight, or its link was opened. */
export interface NoteSeenMessage {
  readonly type: 'note_seen';
  readonly agent: number;
  readonly id: number;
  readonly opened: boolean;
}

/** Relay → the note's author. */
export interface NoteShownMessage {
  readonly type: 'note_shown';
  readonly id: number;
  readonly opened: boolean;
}

const LAST_ID = 0xffff_ffff;

/** The address that a note may carry, in its normal form; `undefined` for any other. */
export function readNoteLink(link: string): string | undefined {
  if (link.length > NOTE_LINK_MAX_LENGTH || !/^https?:\/\//i.test(link)) return undefined;
  try {
    const { protocol, username, password, href } = new URL(link);
    // A name before the host is how an address is made to look like another's.
    const plain = (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
    return plain && href.length <= NOTE_LINK_MAX_LENGTH ? href : undefined;
  } catch {
    return undefined;
  }
}

function readNoteBody({ id, text, link }: Json): Note | undefined {
  if (!isCount(id, LAST_ID) || typeof text !== 'string' || typeof link !== 'string') return undefined;
  if (text.length > NOTE_TEXT_MAX_LENGTH || (text.trim() === '' && link === '')) return undefined;
  const address = link === '' ? '' : readNoteLink(link);
  return address === undefined ? undefined : { id, text, link: address };
}

export function readNote(json: Json): NoteMessage | undefined {
  const note = json['type'] === 'note' ? readNoteBody(json) : undefined;
  return note && { type: 'note', ...note };
}

export function readNoteArrived(json: Json): NoteArrivedMessage | undefined {
  const { type, agent } = json;
  if (type !== 'note_arrived' || !isCount(agent, 255)) return undefined;
  const note = readNoteBody(json);
  return note && { type, agent, ...note };
}

export function readNoteSeen({ type, agent, id, opened }: Json): NoteSeenMessage | undefined {
  if (type !== 'note_seen' || !isCount(agent, 255) || !isCount(id, LAST_ID)) return undefined;
  return typeof opened === 'boolean' ? { type, agent, id, opened } : undefined;
}

export function readNoteShown({ type, id, opened }: Json): NoteShownMessage | undefined {
  return type === 'note_shown' && isCount(id, LAST_ID) && typeof opened === 'boolean'
    ? { type, id, opened }
    : undefined;
}
