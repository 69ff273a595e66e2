/** A page that is shared may be in a frame of another page of its site: what is drawn on it goes by its own window. */
import { expect } from '@open-wc/testing';
import { until } from '../../support/mirror-stage.js';

const SCRIPT = `
  import { boxInWindow } from '/widget/engine/geometry/place.js';
  const inner = document.querySelector('iframe');
  const rounded = ({ x, y, width, height }) => [x, y, width, height].map(Math.round);
  const tell = () => {
    const field = inner.contentDocument.querySelector('input');
    document.documentElement.dataset.boxes = JSON.stringify([document.querySelector('p'), field].map(boxInWindow).map(rounded));
  };
  if (inner.contentDocument.querySelector('input')) tell();
  else inner.addEventListener('load', tell);
`;

const INNER = `<body style='margin:0'><input style='position:absolute;left:7px;top:9px;width:50px;height:20px;box-sizing:border-box'>`;

const PAGE = `<body style="margin:0">
  <p style="position:absolute;margin:0;left:11px;top:13px;width:60px;height:30px"></p>
  <iframe style="position:absolute;left:100px;top:200px;border:3px solid" srcdoc="${INNER}"></iframe>
  <script type="module">${SCRIPT}</script>`;

describe('a page that is in a frame itself', () => {
  it('has its places in its own window, and those of its frames too', async () => {
    const frame = document.createElement('iframe');
    frame.style.cssText = 'position: fixed; left: 40px; top: 50px; inline-size: 500px; block-size: 400px';
    frame.srcdoc = PAGE;
    document.body.append(frame);
    const told = (): string | undefined => frame.contentDocument?.querySelector('html')?.dataset.boxes;
    await until('the page has looked', () => told() !== undefined);
    expect(JSON.parse(told() ?? '')).to.deep.equal([
      [11, 13, 60, 30],
      [110, 212, 50, 20],
    ]);
    frame.remove();
  });
});
