/** PINs as people type them and as the directory draws them. */
import { PIN_DIGITS, PIN_PATTERN } from '../../widget/engine/protocol/limits.js';

const PIN_COUNT = 10 ** PIN_DIGITS;

/** The highest multiple of PIN_COUNT in 32 bits: a draw above it is repeated, so that every PIN is as likely. */
const FAIR_DRAWS = Math.floor(2 ** 32 / PIN_COUNT) * PIN_COUNT;

/** A random PIN of PIN_DIGITS digits; the first may be 0. */
export function drawPin(): string {
  const draw = new Uint32Array(1);
  let number: number;
  do {
    number = crypto.getRandomValues(draw)[0] ?? FAIR_DRAWS;
  } while (number >= FAIR_DRAWS);
  return String(number % PIN_COUNT).padStart(PIN_DIGITS, '0');
}

/** Reads a PIN as it was typed or pasted, with spaces or dashes, or answers `undefined` for what cannot be one. */
export function readPin(typed: unknown): string | undefined {
  if (typeof typed !== 'string') return undefined;
  const pin = typed.replace(/[\s-]/g, '').toUpperCase();
  return PIN_PATTERN.test(pin) ? pin : undefined;
}
