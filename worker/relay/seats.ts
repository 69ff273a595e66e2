/** The seats of a session: who gets one, and when it is free again (contract, section 8). */
import type { Admission } from '../../widget/engine/protocol/control.js';
import { CUSTOMER_NUMBER } from '../../widget/engine/protocol/frame.js';
import { MAX_AGENTS } from '../../widget/engine/protocol/limits.js';
import { freshSecret, hashSecret } from './secrets.js';
import type { SessionContext } from './session-context.js';
import { Standing, type Participant } from './session-store.js';

/** Somebody whom a verified token names. */
export interface Person {
  readonly userId: string;
  readonly userName: string;
  /** Whether somebody checked that they are who they say. */
  readonly verified?: boolean;
}

export type JoinResult =
  | { readonly state: 'admitted'; readonly admission: Admission }
  /** The session is over. */
  | { readonly state: 'gone' }
  /** This user id is in the session and connected. */
  | { readonly state: 'duplicate' }
  | { readonly state: 'full' };

/** An agent who was admitted has this long to open a socket before the place is free again. */
export const ADMISSION_HOLD_MS = 30_000;

/** Gives an agent a seat and a secret to open a socket with. Whether they see anything may be for the customer to say. */
export async function takeSeat(
  context: SessionContext,
  { userId, userName, verified = false }: Person,
): Promise<JoinResult> {
  const { store, sockets } = context;
  const secret = freshSecret();
  const secretHash = await hashSecret(secret);
  const { session } = store;
  if (!session) return { state: 'gone' };
  const earlier = store.byUserId(userId);
  if (earlier && (earlier.number === CUSTOMER_NUMBER || sockets.has(earlier.number))) return { state: 'duplicate' };
  if (!hasPlaceBeside(context, earlier?.number)) return { state: 'full' };
  const number = earlier?.number ?? store.freeNumber() ?? reclaimNumber(context);
  if (number === undefined) return { state: 'full' };
  const now = Date.now();
  if (earlier && earlier.standsUntil > now) {
    // Another try brings no other question while there is one, and none at all soon after a refusal.
    store.putParticipant({ ...earlier, secretHash });
  } else {
    // Whom the customer was asked about and did not let in, or sent away, does not get in by the PIN instead, whatever the operator
    // set; nor does one who waited for the start (SPEC J4).
    const asks = session.admits || (earlier !== undefined && earlier.standing !== Standing.ADMITTED);
    const standing = asks ? Standing.WAITING : Standing.ADMITTED;
    const heldUntil = now + ADMISSION_HOLD_MS;
    store.putParticipant({ number, userId, userName, secretHash, heldUntil, standing, standsUntil: 0, verified });
  }
  return { state: 'admitted', admission: { sessionId: session.sessionId, secret } };
}

/** Whether one more agent fits beside those who are connected or were just admitted. */
export function hasPlaceBeside(context: SessionContext, ownNumber: number | undefined): boolean {
  const others = context.store.agents().filter(({ number }) => number !== ownNumber);
  return others.filter((agent) => isPresent(context, agent)).length < MAX_AGENTS;
}

function isPresent({ sockets }: SessionContext, { number, heldUntil }: Participant): boolean {
  return sockets.has(number) || heldUntil > Date.now();
}

/** After 255 agents, one who left without saying so loses the way back. */
function reclaimNumber(context: SessionContext): number | undefined {
  const absent = context.store.agents().find((agent) => !isPresent(context, agent));
  if (absent) context.store.removeParticipant(absent.number);
  return absent?.number;
}
