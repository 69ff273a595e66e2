// A bar chart in inline SVG, drawn anew when the period changes.

const SPENDING = [1240, 1310, 1180, 1422, 1390, 1275, 1510, 1466, 1330, 1402, 1288, 1195];
const MONTHS = ['Dec', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov'];
const WIDTH = 640;
const BASE = 190;
const HEIGHT = 160;

const chart = document.getElementById('spending-chart');
const period = document.getElementById('spending-period');

function create(name, attributes, text) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

function bar(value, index, { step, highest }) {
  const height = (value / highest) * HEIGHT;
  const x = index * step + step * 0.2;
  const group = create('g', { class: 'bar' });
  group.append(
    create('title', {}, `€ ${value}`),
    create('rect', { x, y: BASE - height, width: step * 0.6, height, rx: 4 }),
  );
  return group;
}

function render() {
  const shown = Number(period.value);
  const values = SPENDING.slice(-shown);
  const scale = { step: WIDTH / shown, highest: Math.max(...SPENDING) };
  const labels = MONTHS.slice(-shown).map((month, index) =>
    create('text', { x: (index + 0.5) * scale.step, y: BASE + 22, 'text-anchor': 'middle' }, month),
  );
  chart.replaceChildren(
    create('line', { x1: 0, y1: BASE, x2: WIDTH, y2: BASE, class: 'axis' }),
    ...values.map((value, index) => bar(value, index, scale)),
    ...labels,
  );
}

period.addEventListener('change', render);
render();
