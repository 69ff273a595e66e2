/** Who asks for a token, once that is settled, and the refusals that all ways of settling it share. */
import { failures, RefusalReason, type Problem } from '../problem.js';
import type { TokenRequest } from '../routes/token-request.js';
import { nameOr } from './names.js';

export interface Asker {
  /** Whether somebody whom we believe vouches for the id and the name. */
  readonly verified: boolean;
  readonly userId: string;
  readonly userName: string;
  /** When the credential ends (epoch seconds), if it does: no token should outlive it by more than the contract's shortest life. */
  readonly until?: number;
}

/** Whoever the body says, else a stranger with a random id. */
export function claimedBy({ userId = crypto.randomUUID().replaceAll('-', ''), userName }: TokenRequest): Asker {
  return { verified: false, userId, userName: nameOr(userId, userName ?? '') };
}

/** @param property where the credential belongs. */
export function missingCredential(property: string): Problem {
  return refused(
    property,
    'A credential is required, but not present in the request',
    RefusalReason.CREDENTIAL_MISSING,
  );
}

/** Never says what is wrong with it: whoever made it up would learn. */
export function wrongCredential(property: string): Problem {
  return refused(property, 'The credential is not valid', RefusalReason.CREDENTIAL_INVALID);
}

function refused(property: string, reason: string, refusal: RefusalReason): Problem {
  return failures(401, [{ property, reason }], { refusal, headers: { 'www-authenticate': 'Bearer' } });
}
