/**
 * Which customer a desk's tab shows and how that is going, and the title that says so. A leaf: the desk uses it in a tab of its own,
 * the element in the page around.
 */

export const TabState = { LIVE: 'live', AWAY: 'away', ENDED: 'ended' } as const;
export type TabState = (typeof TabState)[keyof typeof TabState];

/** A customer in a tab. */
export interface TabMark {
  readonly customerName: string;
  readonly state: TabState;
}

/** In front of the title, which a full window of tabs cuts off behind its first letters. */
const STATE_SIGNS: Readonly<Record<TabState, string>> = { live: '●', away: '◌', ended: '■' };

/** @param rest what else the title says, in this order; empty ones are left out. */
export function tabTitle({ customerName, state }: TabMark, ...rest: readonly string[]): string {
  return `${STATE_SIGNS[state]} ${[customerName, ...rest].filter(Boolean).join(' · ')}`;
}
