/** Which customer a desk shows, and how that is going, for its tab and for the page around. Knows no elements. */
import { TabState, type TabMark } from '../../service/tab-mark.js';
import type { CustomerTab, DeskState } from './desk-state.js';

/** `undefined` while there is no customer. */
export function markOf(state: DeskState): TabMark | undefined {
  switch (state.state) {
    case 'live': {
      const { awayUntil, reconnectingUntil, paused } = state;
      const present = awayUntil === undefined && reconnectingUntil === undefined;
      return mark(state, present ? (paused ? TabState.PAUSED : TabState.LIVE) : TabState.AWAY);
    }
    case 'ended':
      return state.summary && mark(state.summary, TabState.ENDED);
    case 'no-token':
    case 'idle':
    case 'joining':
    case 'awaiting':
    case 'waiting':
      return undefined;
  }
}

function mark(
  { customerName, tab }: { readonly customerName: string; readonly tab?: CustomerTab },
  state: TabState,
): TabMark {
  return { customerName: tab?.name ?? customerName, state, ...(tab && { colour: tab.colour }) };
}
