/** What happens in a measured page: rows that come, a table that is sorted, and single changes that carry a mark. */
import { Random } from '../../support/random.ts';
import { rowHtml } from '../pages.ts';

const APPENDED_ROWS = 1000;
const REORDERED_ROWS = 600;

function tableBody(): Element {
  const body = document.querySelector('#rows');
  if (!body) throw new Error('the page has no table');
  return body;
}

function newRows(count: number, random: Random): DocumentFragment {
  const template = document.createElement('template');
  template.innerHTML = Array.from({ length: count }, (_, i) => rowHtml(random, 1_000_000 + i)).join('');
  return template.content;
}

/** Changes by name; each is prepared, so that only the change itself is done in the measured moment. */
export const CHANGES = {
  append: (): (() => void) => {
    const body = tableBody();
    const rows = newRows(APPENDED_ROWS, new Random(4));
    return () => body.append(rows);
  },
  /** The rows in another order, one by one, as a sorting table does it. */
  reorder: (): (() => void) => {
    const body = tableBody();
    const rows = [...body.children].slice(0, REORDERED_ROWS);
    const random = new Random(5);
    for (let i = rows.length - 1; i > 0; i--) {
      const j = random.below(i + 1);
      const [a, b] = [rows[i], rows[j]];
      if (a && b) [rows[i], rows[j]] = [b, a];
    }
    return () => {
      for (const row of rows) body.append(row);
    };
  },
} as const satisfies Record<string, () => () => void>;

export type ChangeName = keyof typeof CHANGES;

/** A text that stands in a mark, and nowhere else. */
export const MARK = /bench-mark-(\d+)-end/;

/** A change of one of three kinds, in turns, somewhere in the table. Answers the time just before it, on the machine's clock. */
export function makeMarkedChange(number: number, random: Random): number {
  const mark = `bench-mark-${number}-end`;
  const rows = tableBody().children;
  const row = rows[random.below(rows.length)];
  const text = row?.querySelector('.cell-note')?.firstChild;
  if (!row || !text) throw new Error('the row has no text');
  const added = newRows(1, random).firstElementChild;
  added?.querySelector('.cell-note')?.replaceChildren(mark);
  const at = clock();
  if (number % 3 === 0) text.nodeValue = mark;
  else if (number % 3 === 1) row.className = `row ${mark}`;
  else if (added) row.before(added);
  return at;
}

/** Milliseconds on a clock that all pages of this machine share. */
export function clock(): number {
  return performance.timeOrigin + performance.now();
}
