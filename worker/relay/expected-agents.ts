/** Agents who waited with an agreed PIN before the customer started (SPEC J): a session takes them over as ones who wait to be let in. */
import { ADMISSION_HOLD_MS } from './seats.js';
import { Standing, type SessionStore } from './session-store.js';
import type { ExpectedAgent } from './waiting-room.js';

/** Gives them seats, with the secrets that they have. Whatever ADMISSION says, the customer is asked: nobody gave them a PIN on the phone. */
export function seatExpected(store: SessionStore, expected: readonly ExpectedAgent[]): void {
  const heldUntil = Date.now() + ADMISSION_HOLD_MS;
  for (const { userId, userName, verified = false, secretHash } of expected) {
    const number = store.freeNumber();
    // The customer may have the id of an agent; two of one id there cannot be.
    if (number === undefined || store.byUserId(userId)) continue;
    store.putParticipant({
      number,
      userId,
      userName,
      secretHash,
      heldUntil,
      standing: Standing.WAITING,
      standsUntil: 0,
      verified,
    });
  }
}
