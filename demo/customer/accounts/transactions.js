// The table of transactions: sorting and searching by moving and removing the same rows, which the agent sees as moves too.
import { text, withLanguage } from '../../shared/language.js';
import { formatDate, formatMoney } from '../formats.js';

const SAMPLES = [
  ['Lighthouse Café', 'food', -8.4],
  ['Harbor Lines', 'travel', -32],
  ['North Pier', 'home', -980],
  ['Salary', 'income', 3240],
  ['Greengrocer', 'food', -41.15],
  ['City power', 'home', -67.9],
  ['Sailing club', 'leisure', -55],
  ['Bookshop', 'leisure', -23.5],
];
const COUNT = 40;
const DAY_MS = 86_400_000;
const LAST_DAY = Date.UTC(2026, 10, 20);

function createEntry(entry) {
  const row = document.createElement('tr');
  for (let column = 0; column < 4; column += 1) row.insertCell();
  row.cells[3].className = entry.amount < 0 ? 'number' : 'number income';
  return { ...entry, row };
}

function sampleEntry(index) {
  const [payee, category, base] = SAMPLES[(index * 5) % SAMPLES.length];
  const amount = Math.round(base * (100 + (index % 7) * 5)) / 100;
  return createEntry({ date: LAST_DAY - (index + 1) * 2 * DAY_MS, payee, category, amount });
}

export function createTransactions(view) {
  const table = view.querySelector('#transactions');
  const search = view.querySelector('#transactions-search');
  const count = view.querySelector('#transactions-count');
  const entries = Array.from({ length: COUNT }, (_, index) => sampleEntry(index));
  let sorting = { column: 'date', direction: -1 };

  function compare(a, b) {
    const [left, right] = [a[sorting.column], b[sorting.column]];
    const order = typeof left === 'string' ? left.localeCompare(right) : left - right;
    return order * sorting.direction;
  }

  function arrange() {
    const wanted = search.value.trim().toLowerCase();
    const visible = entries.filter(({ row }) => row.textContent.toLowerCase().includes(wanted));
    table.tBodies[0].replaceChildren(...visible.toSorted(compare).map(({ row }) => row));
    count.textContent = text('transactions.count', { shown: visible.length, all: entries.length });
  }

  function write() {
    for (const { row, date, payee, category, amount } of entries) {
      const cells = [formatDate(date), payee, text(`category.${category}`), formatMoney(amount)];
      for (const [column, content] of cells.entries()) row.cells[column].textContent = content;
    }
    arrange();
  }

  table.tHead.addEventListener('click', (event) => {
    const button = event.target.closest('[data-column]');
    if (!button) return;
    const { column } = button.dataset;
    sorting = { column, direction: sorting.column === column ? -sorting.direction : 1 };
    for (const header of table.tHead.rows[0].cells) header.removeAttribute('aria-sort');
    button.parentElement.setAttribute('aria-sort', sorting.direction > 0 ? 'ascending' : 'descending');
    arrange();
  });
  search.addEventListener('input', arrange);
  withLanguage(write);

  return {
    /** Adds a transfer of today. */
    add({ payee, amount }) {
      entries.push(createEntry({ date: LAST_DAY, payee, category: 'transfer', amount: -amount }));
      write();
    },
  };
}
