/** Reading JSON that came from outside. Knows no message. */
import { CONTROL_MAX_LENGTH } from '../limits.js';

export type Json = Readonly<Record<string, unknown>>;

/** The object that a control message's text stands for. */
export function parseObject(text: string): Json | undefined {
  if (text.length > CONTROL_MAX_LENGTH) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isObject(value) ? value : undefined;
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The texts of an object, by their names. */
export function readTexts(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(isObject(value) ? value : {});
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** A whole number from 0 to `most`. */
export function isCount(value: unknown, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most;
}

export function isOneOf<T>(value: unknown, known: readonly T[]): value is T {
  return known.some((each) => each === value);
}
