/** Which customer a desk shows, and how that is going, for its tab and for the page around. Knows no elements. */
import { TabState, type TabMark } from '../../service/tab-mark.js';
import type { DeskState } from './desk-state.js';

/** What a tab says beside the state. */
export type TabExtra = Pick<TabMark, 'namesake' | 'news'>;

/** `undefined` while there is no customer. */
export function markOf(state: DeskState): TabMark | undefined {
  switch (state.state) {
    case 'live': {
      const { customerName, tabName, awayUntil, reconnectingUntil, paused, barred } = state;
      const present = awayUntil === undefined && reconnectingUntil === undefined;
      const shown = barred ? TabState.BARRED : paused ? TabState.PAUSED : TabState.LIVE;
      return { customerName: tabName ?? customerName, state: present ? shown : TabState.AWAY };
    }
    case 'ended':
      return (
        state.summary && {
          customerName: state.summary.tabName ?? state.summary.customerName,
          state: TabState.ENDED,
        }
      );
    case 'no-token':
    case 'idle':
    case 'joining':
    case 'awaiting':
    case 'waiting':
      return undefined;
  }
}
