/**
 * By sight: of a page that is masked by half the other half is exact in the mirror, with its styles, its icons and its web components, and stays
 * where it was; the masked half keeps its shape. Real styles, laid out by a real browser on both sides.
 */
import { expect } from '@open-wc/testing';
import { CapturedPage, until } from '../../support/capture-harness.js';
import { ICON_TEXT, iconFontUrl } from '../../support/icon-font.js';
import { MirrorStage } from '../../support/mirror-stage.js';

const SECRET = 'S3cretCanary';
const MASK = '******';

const STYLE = `
  @font-face { font-family: icons; src: ${iconFontUrl()}; }
  :root { --accent: rgb(20, 90, 160); scrollbar-width: none; }
  body { margin: 0; font: 16px/24px sans-serif; }
  section { display: grid; grid-template-columns: 1fr 2fr; gap: 12px; padding: 16px; border-block-end: 2px solid var(--accent); }
  .icon { font-family: icons; font-size: 20px; color: var(--accent); }
  .before::before { content: '\\e001'; font-family: icons; font-size: 20px; margin-inline-end: 6px; }
  .card { border-radius: 8px; box-shadow: 0 2px 6px rgb(0 0 0 / 30%); background: linear-gradient(90deg, #fff, #eef); padding: 10px; }
  .card:nth-of-type(2) > b { letter-spacing: 2px; text-transform: uppercase; }
  [data-state='on'] { background: rgb(200, 240, 200); }
  @media (width > 400px) { .wide { column-count: 2; } }
  @container (width > 1px) { .contained { color: rgb(1, 2, 3); } }
  .box { container-type: inline-size; }
  input:checked + label { font-weight: 700; }
`;

const half = (id: string, mask: string): string => `
  <section id="${id}" class="${mask}">
    <h2 class="before">Account of ${SECRET}</h2>
    <p class="wide">${`${SECRET} and a long line that wraps. `.repeat(12)}</p>
    <div class="card"><b>${SECRET}</b><span class="icon">${ICON_TEXT}</span></div>
    <div class="card" data-state="on"><b>${SECRET}</b>
      <svg width="32" height="24" viewBox="0 0 32 24"><use href="#mark"/><text x="2" y="9">${SECRET}</text></svg></div>
    <div class="box"><i class="contained">${SECRET}</i></div>
    <form><input type="checkbox" checked id="${id}-check"><label for="${id}-check">${SECRET}</label><input value="${SECRET}"><button>${SECRET}</button></form>
    <user-card tone="warm"><em>${SECRET}</em></user-card>
    <table><tbody><tr><td>${SECRET}</td><td>2</td></tr><tr><td colspan="2">${SECRET}</td></tr></tbody></table>
  </section>`;

const BODY = `
  <svg width="0" height="0" style="position: absolute"><symbol id="mark"><path d="M2 2h20v20h-20z" fill="red"/></symbol></svg>
  ${half('masked', 'pii')}${half('open', '')}`;

/** Elements below and with this one, those of open shadow roots too. */
function* all(top: Element): Generator<Element> {
  yield top;
  for (const root of [top.shadowRoot, top]) if (root) for (const child of root.children) yield* all(child);
}

/** A mirror scrolls as it is told, so it anchors nothing. */
const OF_MIRRORS: ReadonlySet<string> = new Set(['overflow-anchor']);

/** A masked block has a height in whole lines, so it may be off by half of one. */
const LINE = 24;

/** What an element looks like: where it is in its half, and every computed declaration of it and its pseudo-elements. */
function lookOf(element: Element, around: Element): Record<string, string> {
  const view = element.ownerDocument.defaultView;
  if (!view) throw new Error('no window');
  const { left, top, width, height } = element.getBoundingClientRect();
  const origin = around.getBoundingClientRect();
  const isShown = element.getClientRects().length > 0;
  const place = [left - origin.left, top - origin.top, width, height];
  const box = isShown ? place.map((length) => length.toFixed(2)).join(' ') : 'none';
  const look: Record<string, string> = { name: element.localName, box };
  for (const pseudo of ['', '::before', '::after']) {
    const computed = view.getComputedStyle(element, pseudo);
    for (const name of computed) if (!OF_MIRRORS.has(name)) look[`${pseudo}${name}`] = computed.getPropertyValue(name);
  }
  return look;
}

describe('a page that is masked by half', () => {
  let page: CapturedPage;
  let stage: MirrorStage;

  before(async () => {
    page = await CapturedPage.open(`<style>${STYLE}</style>${BODY}`);
    const { customElements, HTMLElement } = page.view;
    customElements.define(
      'user-card',
      class extends HTMLElement {
        constructor() {
          super();
          this.attachShadow({ mode: 'open' }).innerHTML =
            `<style>:host { display: block; padding: 7px } :host([tone='warm']) header { background: rgb(255, 230, 200) } ::slotted(em) { color: rgb(9, 8, 7) }</style>` +
            `<header part="head">${SECRET}</header><slot></slot>`;
        }
      },
    );
    await page.document.fonts.load(`20px icons`, ICON_TEXT);
    await page.start({ masking: { maskCssSelectors: '.pii' } });
    stage = await MirrorStage.open();
    const frame = stage.window.frameElement;
    if (frame) (frame as HTMLElement).style.cssText = 'width: 800px; height: 600px';
    stage.apply(...page.operations.filter(({ type }) => type !== 'pointer'));
    await stage.document.fonts.load(`20px icons`, ICON_TEXT);
  });
  after(() => {
    stage[Symbol.dispose]();
    page.close();
  });

  const there = (id: string): Element[] => [...all(stage.query(`#${id}`))];
  const here = (id: string): Element[] => [...all(page.find(`#${id}`))];

  it('shows the open half exactly: each box, each computed style, each pseudo-element', () => {
    const [mine, theirs] = [here('open'), there('open')];
    expect(theirs.map(({ localName }) => localName)).to.deep.equal(mine.map(({ localName }) => localName));
    for (const [at, element] of mine.entries()) {
      const [wanted, found] = [
        lookOf(element, page.find('#open')),
        lookOf(theirs[at] as Element, stage.query('#open')),
      ];
      const different = Object.keys(wanted).filter((name) => wanted[name] !== found[name]);
      expect(different.map((name) => `${element.localName} ${name}: ${wanted[name]} ≠ ${found[name]}`)).to.deep.equal(
        [],
      );
    }
    expect(stage.query('#open').textContent).to.contain(SECRET);
    const [wanted, found] = [page.find('#open'), stage.query('#open')].map((each) => each.getBoundingClientRect().top);
    expect(found, 'where it begins').to.be.closeTo(wanted ?? 0, LINE / 2);
  });

  it('draws its icons: of a font, by text and by content, of SVG, and its web components', () => {
    for (const top of [page.document, stage.document]) {
      expect(top.querySelector('#open .icon')?.getBoundingClientRect().width).to.equal(40);
      const card = top.querySelector('#open user-card');
      expect(card?.matches(':defined')).to.equal(true);
      const header = card?.shadowRoot?.querySelector('header');
      expect(header && getComputedStyle(header).backgroundColor).to.equal('rgb(255, 230, 200)');
    }
    const icon = stage.query('#masked .before');
    expect(stage.window.getComputedStyle(icon, '::before').content).to.equal(
      page.view.getComputedStyle(page.find('#masked .before'), '::before').content,
    );
    expect(stage.query('#open svg use').getAttribute('href')).to.equal('#mark');
  });

  it('keeps the shape of the masked half, and nothing of what it says', async () => {
    await until(() => page.capture.idle);
    expect(stage.query('#masked').textContent?.replaceAll(MASK, '').trim()).to.equal('');
    for (const selector of ['h2', '.wide', '.card', 'svg', 'form', 'input', 'user-card', 'table', 'td']) {
      const [wanted, found] = [page.find(`#masked ${selector}`), stage.query(`#masked ${selector}`)].map(
        (element) => element.getBoundingClientRect().height,
      );
      expect(found, `the height of ${selector}`).to.be.closeTo(wanted ?? 0, LINE / 2);
    }
    const [svg, box] = [page.find('#masked svg'), stage.query('#masked svg')].map((each) =>
      each.getBoundingClientRect(),
    );
    expect([box?.width, box?.height]).to.deep.equal([svg?.width, svg?.height]);
    expect(stage.query('#masked svg').childElementCount).to.equal(0);
    // Colours, corners and shadows of what holds a mask are the page's.
    const look = (element: Element): string[] => {
      const computed = element.ownerDocument.defaultView?.getComputedStyle(element);
      return ['boxShadow', 'borderRadius', 'backgroundImage', 'padding'].map((name) =>
        String(Reflect.get(computed ?? {}, name)),
      );
    };
    expect(look(stage.query('#masked .card'))).to.deep.equal(look(page.find('#masked .card')));
  });
});
