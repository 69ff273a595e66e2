/** Which customer a desk's tab shows and how that is going. A leaf: the desk uses it in a tab of its own, the element in the page around. */

export const TabState = {
  LIVE: 'live',
  PAUSED: 'paused',
  /** The site does not share the page that the customer is at. */
  BARRED: 'barred',
  AWAY: 'away',
  ENDED: 'ended',
} as const;
export type TabState = (typeof TabState)[keyof typeof TabState];

/** More customers of one name are not told apart. */
export const MOST_NAMESAKES = 9;

/** A customer in a tab. */
export interface TabMark {
  /** What tells this one from others comes first in it. */
  readonly customerName: string;
  readonly state: TabState;
  /** Of several customers of this name in one browser the how manieth, from the second on. */
  readonly namesake?: number;
  /** Something happened that nobody has looked at. */
  readonly news?: boolean;
}
