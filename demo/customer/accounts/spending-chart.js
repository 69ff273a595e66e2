// A bar chart in inline SVG, drawn anew when the period or the language changes.
import { withLanguage } from '../../shared/language.js';
import { formatMoney, formatMonth } from '../formats.js';

/** December to November. */
const SPENDING = [1240, 1310, 1180, 1422, 1390, 1275, 1510, 1466, 1330, 1402, 1288, 1195];
const FIRST_MONTH = 11;
const WIDTH = 640;
const BASE = 190;
const HEIGHT = 160;

function create(name, attributes, content) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (content !== undefined) element.textContent = content;
  return element;
}

function createBar(value, index, step) {
  const height = (value / Math.max(...SPENDING)) * HEIGHT;
  const group = create('g', { class: 'chart-bar' });
  group.append(
    create('title', {}, formatMoney(value, 0)),
    create('rect', { x: index * step + step * 0.2, y: BASE - height, width: step * 0.6, height, rx: 4 }),
  );
  return group;
}

export function createSpendingChart(view) {
  const chart = view.querySelector('#spending-chart');
  const period = view.querySelector('#spending-period');

  function draw() {
    const shown = Number(period.value);
    const first = SPENDING.length - shown;
    const step = WIDTH / shown;
    const values = SPENDING.slice(first);
    const labels = values.map((_, index) => {
      const month = (FIRST_MONTH + first + index) % 12;
      return create('text', { x: (index + 0.5) * step, y: BASE + 22, 'text-anchor': 'middle' }, formatMonth(month));
    });
    chart.replaceChildren(
      create('line', { x1: 0, y1: BASE, x2: WIDTH, y2: BASE, class: 'axis' }),
      ...values.map((value, index) => createBar(value, index, step)),
      ...labels,
    );
  }

  period.addEventListener('change', draw);
  withLanguage(draw);
}
