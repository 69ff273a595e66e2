/** Which customer a desk's tab shows and how that is going. A leaf: the desk uses it in a tab of its own, the element in the page around. */

export const TabState = { LIVE: 'live', PAUSED: 'paused', AWAY: 'away', ENDED: 'ended' } as const;
export type TabState = (typeof TabState)[keyof typeof TabState];

/** So many colours there are for customers. */
export const TAB_COLOUR_COUNT = 8;

/** A customer in a tab. */
export interface TabMark {
  /** What tells this one from others comes first in it. */
  readonly customerName: string;
  readonly state: TabState;
  /** Which of the colours; of the same name two sessions have others, most of the time. Without it the name decides. */
  readonly colour?: number;
  /** Something happened that nobody has looked at. */
  readonly news?: boolean;
}
