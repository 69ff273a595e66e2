/** Reads what clients send to the relay. Not for browsers: it knows every message. */
import type { ClientMessage } from '../control.js';
import { readAdmissionAnswer } from './admission-messages.js';
import { readAssistFromClient } from './assist-messages.js';
import { readReceived } from './flow-messages.js';
import { parseObject } from './json.js';
import { readNote, readNoteSeen } from './note-messages.js';
import { readPermissionsMessage } from './permission-messages.js';
import { readStillHere } from './seat-messages.js';
import { readDeparture } from './session-messages.js';
import { readSharing } from './sharing-messages.js';
import { readSnapshotRequest } from './snapshot-messages.js';
import { readTabAct } from './tab-messages.js';
import { readRemove } from './watcher-messages.js';

/** Reads what a client sent to the relay. */
export function decodeClientMessage(text: string): ClientMessage | undefined {
  const json = parseObject(text);
  return (
    json &&
    (readDeparture(json) ??
      readSnapshotRequest(json) ??
      readAdmissionAnswer(json) ??
      readPermissionsMessage(json) ??
      readRemove(json) ??
      readReceived(json) ??
      readStillHere(json) ??
      readSharing(json) ??
      readAssistFromClient(json) ??
      readNote(json) ??
      readNoteSeen(json) ??
      readTabAct(json))
  );
}
