/**
 * Several tabs of one customer (SPEC K): which tabs belong to the session, which of them agents see, and the ticket that lets one
 * more in. Storage, locks and channels of a browser end at an origin; a session does not, so it is decided here.
 */
import { CloseCode } from '../../widget/engine/protocol/close-codes.js';
import type { Admission } from '../../widget/engine/protocol/control.js';
import { CUSTOMER_NUMBER } from '../../widget/engine/protocol/frame.js';
import { MAX_TABS, TAB_GRACE_MS } from '../../widget/engine/protocol/limits.js';
import { seatOfStandby, standbyNumber } from './numbers.js';
import { agentInfo, customerCame } from './presence.js';
import { freshSecret, hashSecret } from './secrets.js';
import type { Deadline, SessionContext, SessionFeature } from './session-context.js';
import { isWithin } from './tab-site.js';
import { noteTabs, readTabs, type TabsRecord } from './tabs-record.js';

/** The seat of the tab that started the session: its secret is the customer's own. */
const FIRST_SEAT = 0;

/** Where the origin of the customer's newest socket is noted. */
const ORIGIN_NOTE = 'customer_origin';

export type TabResult =
  | {
      readonly state: 'admitted';
      readonly admission: Admission;
      readonly ticket: string;
      readonly count: number;
      readonly masks: string | undefined;
    }
  /** The ticket was used, or is shown by a page of another site. */
  | { readonly state: 'refused' }
  | { readonly state: 'gone' }
  | { readonly state: 'full' };

export const tabsFeature: SessionFeature = {
  customerCame(context) {
    const tabs = readTabs(context.store);
    if (tabs) noteTabs(context.store, { ...tabs, focused: true });
  },

  agentCame(context, { number }) {
    if (readTabs(context.store)?.focused === false) {
      context.sockets.send(number, { type: 'customer_focus', focused: false });
    }
    tellStandbys(context);
  },

  departed: tellStandbys,

  /** A tab that reloads is back before this; one that was closed is not. */
  *deadlines(context, { customerGoneAt }): Iterable<Deadline> {
    if (customerGoneAt === undefined || context.sockets.standbys().length === 0) return;
    yield { at: customerGoneAt + TAB_GRACE_MS, act: () => showNewest(context) };
  },
};

/** Remembers which site the customer is on: nobody but their own browser can say so. */
export function noteOrigin({ store }: SessionContext, request: Request): void {
  const origin = request.headers.get('origin');
  if (origin !== null && store.noted(ORIGIN_NOTE) !== origin) store.note(ORIGIN_NOTE, origin);
}

/** The seat of the tab that a secret belongs to, once the session has tabs. */
export function seatOf({ store }: SessionContext, secretHash: string): number | undefined {
  const tabs = readTabs(store);
  if (!tabs) return undefined;
  if (store.byNumber(CUSTOMER_NUMBER)?.secretHash === secretHash) return FIRST_SEAT;
  return tabs.seats.find((each) => each.secretHash === secretHash)?.seat;
}

/** The number that a tab's socket has while it is open. */
export function numberOfTab({ store }: SessionContext, seat: number): number {
  return readTabs(store)?.seen === seat ? CUSTOMER_NUMBER : standbyNumber(seat);
}

/**
 * Takes in the socket of a tab. The one that is seen is seen again; another one stands by until the customer comes to it, or nobody else has
 * for a while: where all have lost their line, which is back first says nothing.
 */
export function tabCame(context: SessionContext, seat: number, socket: WebSocket, page: string | undefined): void {
  const { store, sockets } = context;
  const tabs = readTabs(store);
  if (!tabs) return;
  const isSeen = tabs.seen === seat;
  const number = isSeen ? CUSTOMER_NUMBER : standbyNumber(seat);
  sockets.drop(standbyNumber(seat), CloseCode.REPLACED);
  if (isSeen) sockets.drop(CUSTOMER_NUMBER, CloseCode.REPLACED);
  sockets.admit(socket, number, page);
  if (!isSeen) return tellStandby(context, number);
  noteTabs(store, seenBy(tabs, seat));
  customerCame(context);
}

/** The customer came to a tab that stood by: agents see it from now on. */
export function show(context: SessionContext, number: number): void {
  const { store, sockets } = context;
  const tabs = readTabs(store);
  if (!tabs) return;
  const before = standbyNumber(tabs.seen);
  const hadSeen = sockets.has(CUSTOMER_NUMBER);
  const isOther = hadSeen || isOlderThanAbsence(context, number);
  sockets.renumber(CUSTOMER_NUMBER, before);
  sockets.renumber(number, CUSTOMER_NUMBER);
  noteTabs(store, seenBy(tabs, seatOfStandby(number)));
  if (hadSeen) tellStandby(context, before);
  if (isOther) sockets.sendToAgents({ type: 'customer_transferred' }, store.waits);
  customerCame(context);
}

/**
 * Whether a tab was there beside the one that is gone. Else it may be the same tab at another origin of the site, whose storage knows
 * nothing of the seat: to agents that is a page like the next.
 */
function isOlderThanAbsence({ store, sockets }: SessionContext, number: number): boolean {
  const openedAt = sockets.openedAt(number);
  const goneAt = store.session?.customerGoneAt;
  return openedAt !== undefined && goneAt !== undefined && openedAt < goneAt;
}

/** Pages at this host and below it may join from now on. Answers nothing where the customer's page is not one of them. */
export async function openTabs(context: SessionContext, domain: string): Promise<void> {
  const { store } = context;
  const { ticket, ticketHash } = await freshTicket();
  const { session } = store;
  const origin = store.noted(ORIGIN_NOTE);
  if (!session || typeof origin !== 'string' || !isWithin(origin, domain)) return;
  const known = readTabs(store) ?? {
    domain: undefined,
    seats: [],
    seen: FIRST_SEAT,
    order: [FIRST_SEAT],
    focused: true,
    count: 0,
  };
  // A ticket for one site is not made one for another later.
  if (known.domain !== undefined && known.domain !== domain) return;
  noteTabs(store, { ...known, domain, ticketHash, count: known.count + 1 });
  tellTicket(context, ticket, known.count + 1);
}

/** Lets one more tab in. The ticket is used up by it, and the next one goes to all tabs. */
export async function joinTab(context: SessionContext, used: string, origin: string | null): Promise<TabResult> {
  const { store, sockets } = context;
  const usedHash = await hashSecret(used);
  const secret = freshSecret();
  const secretHash = await hashSecret(secret);
  const { ticket, ticketHash } = await freshTicket();
  const { session } = store;
  const tabs = readTabs(store);
  if (!session) return { state: 'gone' };
  if (!tabs || tabs.ticketHash !== usedHash || origin === null || !isWithin(origin, tabs.domain)) {
    return { state: 'refused' };
  }
  const isThere = (seat: number): boolean =>
    sockets.has(standbyNumber(seat)) || (tabs.seen === seat && sockets.has(CUSTOMER_NUMBER));
  const isFull = tabs.seats.length >= MAX_TABS;
  // The longest unseen of those who are gone makes room.
  const dropped = isFull ? tabs.order.filter((each) => each !== FIRST_SEAT && !isThere(each)).at(-1) : undefined;
  if (isFull && dropped === undefined) return { state: 'full' };
  const seats = tabs.seats.filter(({ seat }) => seat !== dropped);
  const taken = new Set(seats.map(({ seat }) => seat));
  let seat = FIRST_SEAT + 1;
  while (taken.has(seat)) seat++;
  const order = [...tabs.order.filter((each) => each !== dropped), seat];
  const count = tabs.count + 1;
  noteTabs(store, { ...tabs, ticketHash, count, order, seats: [...seats, { seat, secretHash }] });
  tellTicket(context, ticket, count);
  return { state: 'admitted', admission: { sessionId: session.sessionId, secret }, ticket, count, masks: tabs.masks };
}

function seenBy(tabs: TabsRecord, seat: number): TabsRecord {
  return { ...tabs, seen: seat, focused: true, order: [seat, ...tabs.order.filter((each) => each !== seat)] };
}

function showNewest(context: SessionContext): void {
  const { store, sockets } = context;
  if (sockets.has(CUSTOMER_NUMBER)) return;
  const newest = readTabs(store)?.order.find((seat) => sockets.has(standbyNumber(seat)));
  if (newest !== undefined) show(context, standbyNumber(newest));
}

function tellStandbys(context: SessionContext): void {
  for (const number of context.sockets.standbys()) tellStandby(context, number);
}

function tellStandby({ store, sockets }: SessionContext, number: number): void {
  const { session, waits } = store;
  if (!session) return;
  const agents = store.agents().filter((agent) => sockets.has(agent.number) && !waits.has(agent.number));
  sockets.send(number, { type: 'tab_standby', pinCode: session.pinCode, agents: agents.map(agentInfo) });
}

function tellTicket({ sockets }: SessionContext, ticket: string, count: number): void {
  for (const number of [CUSTOMER_NUMBER, ...sockets.standbys()]) {
    sockets.send(number, { type: 'tab_ticket', ticket, count });
  }
}

async function freshTicket(): Promise<{ readonly ticket: string; readonly ticketHash: string }> {
  const ticket = freshSecret();
  return { ticket, ticketHash: await hashSecret(ticket) };
}
