// The table of transactions: sorting by column and searching, by moving and removing the same rows.

const PAYEES = [
  ['Lighthouse Café', 'Food', -8.4],
  ['Harbor Lines ferry', 'Travel', -32],
  ['North Pier rent', 'Home', -980],
  ['Salary', 'Income', 3240],
  ['Greengrocer', 'Food', -41.15],
  ['City power', 'Home', -67.9],
  ['Sailing club', 'Leisure', -55],
  ['Bookshop', 'Leisure', -23.5],
];
const COUNT = 40;
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2026, 9, 30);

const amountFormat = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });
const dateFormat = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' });

const table = document.getElementById('transactions');
const body = table.tBodies[0];
const search = document.getElementById('transactions-search');
const count = document.getElementById('transactions-count');

function createRow(index) {
  const [payee, category, base] = PAYEES[(index * 5) % PAYEES.length];
  const entry = { date: FIRST_DAY - index * 2 * DAY_MS, payee, category, amount: base * (1 + (index % 7) / 20) };
  const row = document.createElement('tr');
  const cells = [dateFormat.format(entry.date), payee, category, amountFormat.format(entry.amount)];
  for (const text of cells) row.insertCell().textContent = text;
  row.cells[3].className = entry.amount < 0 ? 'number' : 'number income';
  return { ...entry, row };
}

const entries = Array.from({ length: COUNT }, (_, index) => createRow(index));
let sorting = { column: 'date', direction: -1 };

function compare(a, b) {
  const [left, right] = [a[sorting.column], b[sorting.column]];
  const order = typeof left === 'string' ? left.localeCompare(right) : left - right;
  return order * sorting.direction;
}

function render() {
  const wanted = search.value.trim().toLowerCase();
  const visible = entries.filter(({ payee, category }) => `${payee} ${category}`.toLowerCase().includes(wanted));
  body.replaceChildren(...visible.toSorted(compare).map(({ row }) => row));
  count.textContent = `${visible.length} of ${entries.length} transactions`;
}

table.tHead.addEventListener('click', (event) => {
  const { column } = event.target.dataset;
  if (!column) return;
  sorting = { column, direction: sorting.column === column ? -sorting.direction : 1 };
  for (const header of table.tHead.rows[0].cells) header.removeAttribute('aria-sort');
  event.target.parentElement.setAttribute('aria-sort', sorting.direction > 0 ? 'ascending' : 'descending');
  render();
});
search.addEventListener('input', render);
render();
