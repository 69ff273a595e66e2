/** What a session remembers of its tabs, as it lies in the store. */
import type { SessionStore } from './session-store.js';

const KEY = 'tabs';

export interface TabsRecord {
  /** Pages at this host and below it may join. */
  readonly domain: string;
  readonly ticketHash: string;
  /** How many tickets there have been. */
  readonly count: number;
  /** The tabs but the first, whose secret is the customer's own. */
  readonly seats: readonly { readonly seat: number; readonly secretHash: string }[];
  /** The seat of the tab that agents see. */
  readonly seen: number;
  /** All seats, the one that was seen last first. */
  readonly order: readonly number[];
  /** What the tabs mask, in words of their own. */
  readonly masks?: string;
  /** Whether the customer looks at it. */
  readonly focused: boolean;
}

/** The record, or `undefined` while the session has one tab alone, or is over. */
export function readTabs(store: SessionStore): TabsRecord | undefined {
  const value = store.session && store.noted(KEY);
  return isRecord(value) ? value : undefined;
}

export function noteTabs(store: SessionStore, tabs: TabsRecord): void {
  store.note(KEY, tabs);
}

/** Only `noteTabs` writes it, so what is looked at is whether there is one, and of this shape. */
function isRecord(value: unknown): value is TabsRecord {
  return typeof value === 'object' && value !== null && 'ticketHash' in value && 'seats' in value && 'order' in value;
}
