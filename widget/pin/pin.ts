/** A PIN as people write, read out and paste it. What the desk and the element around it have in common; knows neither. */
import { PIN_DIGITS, PIN_PATTERN } from '../engine/protocol/limits.js';

/** What people put between the digits of a PIN: "123 456", "123-456". */
const SEPARATORS = /[\s\-–—.·_]+/gu;

/** A drawn PIN inside a sentence, such as a copied chat line: the digits, perhaps in two halves, with nothing that continues them. */
const IN_SENTENCE = new RegExp(
  `(?<![\\p{L}\\p{N}])\\d{${PIN_DIGITS / 2}}[\\s\\-–—.·_]?\\d{${PIN_DIGITS / 2}}(?![\\p{L}\\p{N}])`,
  'gu',
);

/** A PIN as it is meant, whether or not it can be one. */
export function normalisePin(text: string): string {
  return text.replaceAll(SEPARATORS, '');
}

/** The same for what was pasted, which may have words around it. */
export function findPin(text: string): string {
  const pin = normalisePin(text);
  if (isPin(pin)) return pin;
  const [found, another] = text.match(IN_SENTENCE) ?? [];
  return found !== undefined && another === undefined ? normalisePin(found) : pin;
}

/** Whether there may be a session behind it: 1–10 letters or digits (contract, section 8). */
export function isPin(pin: string): boolean {
  return PIN_PATTERN.test(pin);
}

/** What is wrong with a PIN before anybody was asked. */
export function pinFault(pin: string): 'errorEmpty' | 'errorFormat' | undefined {
  if (pin === '') return 'errorEmpty';
  return isPin(pin) ? undefined : 'errorFormat';
}
