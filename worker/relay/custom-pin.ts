/** The PIN that a customer brings (SPEC J): what a start may ask for, before anybody looks whether it is free. */
import { ErrorCode } from '../../widget/engine/protocol/error-codes.js';
import { PIN_PATTERN } from '../../widget/engine/protocol/limits.js';
import { coded, failures } from '../problem.js';
import type { JsonObject } from '../routes/body.js';

/**
 * The PIN of a start as the directory knows it, upper-cased; `undefined` if it is to draw one.
 * @param allowed whether the token is for a PIN of the customer's own. Then there must be one: to go on with another would
 * leave the customer's agent with one that leads nowhere.
 * Throws a 400 problem with 1008 or 1009, or a 403 problem with 124.
 */
export function readCustomPin(body: JsonObject, allowed: boolean, minLength: number): string | undefined {
  const given = Object.hasOwn(body, 'customPinCode') ? (body['customPinCode'] ?? undefined) : undefined;
  if (given === undefined) {
    if (!allowed) return undefined;
    throw coded(
      400,
      ErrorCode.SESSION_START_PIN_REQUIRED,
      'The token is for a custom PIN, so customPinCode is needed.',
    );
  }
  if (!allowed) throw coded(403, ErrorCode.SERVER_INVALID_TOKEN, 'The token is not for a custom PIN.');
  // Not as an agent's is read: a page that sends a PIN with a dash shows it with one.
  if (typeof given !== 'string' || !PIN_PATTERN.test(given)) {
    throw coded(400, ErrorCode.SESSION_PIN_INVALID_FORMAT, 'A custom PIN has 1 to 10 letters or digits.');
  }
  if (given.length < minLength) {
    throw coded(
      400,
      ErrorCode.SESSION_PIN_INVALID_FORMAT,
      `A custom PIN has at least ${minLength} characters here; BYOP_MIN_LENGTH says so.`,
    );
  }
  return given.toUpperCase();
}

/**
 * Whether an agent asks to wait for a customer who has not started yet. An explicit act, for a token that is for agreed PINs:
 * else every wrong PIN would leave somebody at the door of whoever starts with it next.
 * Throws a 400 or 403 problem.
 */
export function readWait(body: JsonObject, allowed: boolean): boolean {
  const given = Object.hasOwn(body, 'wait') ? (body['wait'] ?? false) : false;
  if (typeof given !== 'boolean') throw failures(400, [{ property: 'wait', reason: 'Value must be a boolean' }]);
  if (given && !allowed) throw coded(403, ErrorCode.SERVER_INVALID_TOKEN, 'The token is not for an agreed PIN.');
  return given;
}
