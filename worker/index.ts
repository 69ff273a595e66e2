/** The Worker's entry: the HTTP application and the Durable Objects that wrangler.jsonc names. */
import { app } from './app.js';

export { JournalObject } from './journal/journal.js';
export { DirectoryObject } from './relay/directory.js';
export { SessionObject } from './relay/session.js';
export { WaitingRoomObject } from './relay/waiting-room.js';
export default app;
