/** The title that says which customer a desk's tab shows. Apart from the mark, which the desk needs before its tab's title. */
import type { TabMark, TabState } from './tab-mark.js';

/** In front of the title, which a full window of tabs cuts off behind its first letters. */
const STATE_SIGNS: Readonly<Record<TabState, string>> = { live: '●', paused: '‖', barred: '⊘', away: '◌', ended: '■' };

const NEWS_SIGN = '(!)';

/** A name that begins with anything else could be taken for one of the signs, a number or another name behind them. */
const PLAIN_NAME = /^[\p{L}\p{Nd}]/u;

/** @param rest what else the title says, in this order; empty ones are left out. */
export function tabTitle({ customerName, state, namesake, news }: TabMark, ...rest: readonly string[]): string {
  const name = PLAIN_NAME.test(customerName) || customerName === '' ? customerName : `“${customerName}”`;
  const signs = [news && NEWS_SIGN, STATE_SIGNS[state], namesake && `(${namesake})`];
  return [...signs, [name, ...rest].filter(Boolean).join(' · ')].filter(Boolean).join(' ');
}
