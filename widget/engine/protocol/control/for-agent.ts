/** Reads what the relay sends to an agent. */
import type { AgentMessage } from '../control.js';
import { readWaitingWelcome } from './admission-messages.js';
import { readAgreedPinMessage } from './agreed-pin-messages.js';
import { readAssistOutcome, readAssistRefused, readAssistState } from './assist-messages.js';
import { readAck, readSkipped } from './flow-messages.js';
import { parseObject } from './json.js';
import { readNoteShown } from './note-messages.js';
import { readPermissionsMessage } from './permission-messages.js';
import { readAgentWelcome, readPresence, readSessionEnded } from './session-messages.js';
import { readSharing } from './sharing-messages.js';
import { readTabChange } from './tab-messages.js';
import { readWatchers } from './watcher-messages.js';

/** Reads what the relay sent to an agent. */
export function decodeAgentMessage(text: string): AgentMessage | undefined {
  const json = parseObject(text);
  return (
    json &&
    (readAgentWelcome(json) ??
      readWaitingWelcome(json) ??
      readAgreedPinMessage(json) ??
      readPresence(json) ??
      readPermissionsMessage(json) ??
      readWatchers(json) ??
      readSharing(json) ??
      readAssistRefused(json) ??
      readAssistOutcome(json) ??
      readAssistState(json) ??
      readNoteShown(json) ??
      readTabChange(json) ??
      readAck(json) ??
      readSkipped(json) ??
      readSessionEnded(json))
  );
}
