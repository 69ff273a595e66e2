/** Reads what the relay sends to a customer. Apart from the other readers: a customer's page loads no more than these at once. */
import type { CustomerMessage } from '../control.js';
import { readAgentWaiting } from './admission-messages.js';
import { readAck, readPace } from './flow-messages.js';
import { parseObject } from './json.js';
import { readRosterMessage } from './roster-messages.js';
import { readStillThere } from './seat-messages.js';
import { readCustomerWelcome, readSessionEnded } from './session-messages.js';
import { readSnapshotWanted } from './snapshot-messages.js';
import { readTabStandby } from './tab-messages.js';
import { keepUnread } from './unread-message.js';

/** Reads what the relay sent to a customer. */
export function decodeCustomerMessage(text: string): CustomerMessage | undefined {
  const json = parseObject(text);
  return (
    json &&
    (readCustomerWelcome(json) ??
      readRosterMessage(json) ??
      readAgentWaiting(json) ??
      readSnapshotWanted(json) ??
      readAck(json) ??
      readPace(json) ??
      readTabStandby(json) ??
      readStillThere(json) ??
      readSessionEnded(json) ??
      keepUnread(json))
  );
}
