/**
 * The numbers of those who have a socket: 0 the customer's tab that is seen, 1–255 agents, above them the customer's tabs that
 * stand by (SPEC K). Only the first two ever stand in a frame.
 */
import { CUSTOMER_NUMBER, Role } from '../../widget/engine/protocol/frame.js';

const LAST_AGENT_NUMBER = 255;

/** The number of a tab that stands by, by its seat. */
export function standbyNumber(seat: number): number {
  return LAST_AGENT_NUMBER + 1 + seat;
}

export function seatOfStandby(number: number): number {
  return number - LAST_AGENT_NUMBER - 1;
}

export function isStandby(number: number): boolean {
  return number > LAST_AGENT_NUMBER;
}

export function isAgent(number: number): boolean {
  return number !== CUSTOMER_NUMBER && !isStandby(number);
}

export function roleOf(number: number): Role {
  return isAgent(number) ? Role.AGENT : Role.CUSTOMER;
}
