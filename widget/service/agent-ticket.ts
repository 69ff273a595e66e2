/**
 * What leads an agent back into the session that a reload of the page interrupted, kept by the page for the desk in its frame: a frame
 * of another site may have no storage. The desk tells it to a page that gave it the agent's token, which so learns nothing new.
 */
import { TICKET_PATTERN } from './desk-port.js';

const STORAGE_KEY = 'cobrowse-elements.agent-ticket';

/**
 * Keeps a ticket for this tab, or forgets it where there is none any more.
 * @param owner whose it is: the service, and the agent where the page says who that is. Another one must not get in with it.
 */
export function keepTicket(owner: string, ticket: string): void {
  try {
    if (ticket !== '') sessionStorage.setItem(STORAGE_KEY, JSON.stringify([owner, ticket]));
    else if (readTicket(owner) !== undefined) sessionStorage.removeItem(STORAGE_KEY);
  } catch {
    // Then a reload asks for the PIN again.
  }
}

/** The ticket that this tab has for its owner. */
export function readTicket(owner: string): string | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? 'null');
    if (!Array.isArray(kept) || kept[0] !== owner) return undefined;
    const ticket: unknown = kept[1];
    return typeof ticket === 'string' && TICKET_PATTERN.test(ticket) ? ticket : undefined;
  } catch {
    return undefined;
  }
}
