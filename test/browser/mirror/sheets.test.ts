import { expect } from '@open-wc/testing';
import { MirrorStage, until } from '../../support/mirror-stage.js';
import {
  adopt,
  attribute,
  element,
  emptyPage,
  insert,
  insertBefore,
  move,
  property,
  remove,
  sheetRules,
  sheetText,
  shadowRoot,
  text,
} from '../../support/page-operations.js';

const RED = 'rgb(255, 0, 0)';
const BLUE = 'rgb(0, 0, 255)';
const GREEN = 'rgb(0, 128, 0)';
const BLACK = 'rgb(0, 0, 0)';

describe('Sheets', () => {
  let stage: MirrorStage;
  beforeEach(async () => {
    stage = await MirrorStage.open();
    stage.apply(...emptyPage(), insert(3, element(5, 'style')), insert(4, element(6, 'p'), element(7, 'b')));
  });
  afterEach(() => stage[Symbol.dispose]());

  const color = (selector = 'p'): string => stage.style(selector).color;

  it('show a text, a longer text, and another text', () => {
    stage.apply(sheetText(5, 'p{color:red}'));
    expect(color()).to.equal(RED);
    stage.apply(sheetText(5, 'p{color:blue}'));
    expect(color(), 'put in front').to.equal(RED);
    stage.apply(sheetText(5, 'p{color:green}', 2));
    expect(color()).to.equal(GREEN);
  });

  it('splice rules by index', () => {
    stage.apply(sheetRules(5, 0, 0, 'p{color:red}', 'b{color:red}', 'p{color:blue}'));
    expect([color('p'), color('b')]).to.deep.equal([BLUE, RED]);
    stage.apply(sheetRules(5, 1, 1, 'b{color:green}', 'i{color:red}'), sheetRules(5, 3, 1));
    expect([color('p'), color('b')]).to.deep.equal([RED, GREEN]);
    const sheet = stage.query<HTMLStyleElement>('style').sheet;
    expect(Array.from(sheet?.cssRules ?? [], ({ cssText }) => cssText).slice(1)).to.deep.equal([
      'p { color: red; }',
      'b { color: green; }',
      'i { color: red; }',
    ]);
  });

  it('keep the index of rules behind one that this browser cannot parse', () => {
    stage.apply(
      sheetRules(5, 0, 0, 'p:unheard-of(x){color:red}', '@unknown x;', '', '@import "x";', 'a{}b{}', 'p{color:blue}'),
    );
    expect(color()).to.equal(BLUE);
    stage.apply(sheetRules(5, 5, 1, 'p{color:green}'));
    expect(color()).to.equal(GREEN);
    stage.apply(sheetRules(5, 0, 5), sheetRules(5, 0, 1, 'p{color:red}'));
    expect(color()).to.equal(RED);
  });

  it('change from a text to rules and back', () => {
    stage.apply(sheetText(5, 'p{color:red} b{color:red}'));
    stage.apply(sheetRules(5, 0, 0, 'p{color:blue}'));
    expect([color('p'), color('b')]).to.deep.equal([BLUE, BLACK]);
    stage.apply(sheetText(5, 'p{color:green}'));
    expect(color()).to.equal(GREEN);
  });

  it('take a link’s place, with its order, its class and its media', () => {
    const link = {
      rel: 'stylesheet',
      href: '/nowhere.css',
      class: 'main',
      media: 'screen',
      title: 'Theme',
      onload: 'x()',
    };
    stage.apply(insertBefore(3, 5, element(8, 'link', link)), sheetText(5, 'p{color:blue}'));
    expect(stage.query('link').outerHTML).to.equal('<link class="main" media="screen">');
    stage.apply(sheetText(8, 'p{color:red} b{color:red}'));
    expect(stage.document.querySelector('link')).to.equal(null);
    expect([color('p'), color('b')]).to.deep.equal([BLUE, RED]);
    stage.apply(attribute(8, 'media', 'print'), attribute(8, 'class', 'other'));
    expect([stage.query('.other').localName, color('b')]).to.deep.equal(['style', BLACK]);
    stage.apply(attribute(8, 'media'), move(3, 0, 8));
    expect(color('p')).to.equal(RED);
    stage.apply(remove(8));
    expect(color('p')).to.equal(BLUE);
  });

  it('survive a move with their rules', () => {
    stage.apply(sheetRules(5, 0, 0, 'p{color:red}'), move(4, 0, 5));
    expect(color()).to.equal(RED);
    stage.apply(sheetRules(5, 0, 1, 'p{color:blue}'));
    expect(color()).to.equal(BLUE);
  });

  it('follow the customer’s media features, now and when they change', () => {
    stage.apply(
      sheetText(5, '@media (prefers-color-scheme: dark){p{color:red}} :root{color-scheme:light dark}'),
      insert(3, element(8, 'style', { media: '(prefers-color-scheme: light)' })),
      sheetRules(8, 0, 0, 'b{color:blue}', '@media (hover: none){b{color:red}}'),
      property(1, 'media', 'prefers-color-scheme:dark;hover:hover'),
    );
    const inDark = document.createElement('p');
    inDark.setAttribute('style', 'color-scheme:dark;color:CanvasText');
    document.body.append(inDark);
    // Each browser has a white of its own for dark pages.
    const { color: textInDark } = getComputedStyle(inDark);
    inDark.remove();
    expect(textInDark).to.not.equal(BLACK);
    expect([color('p'), color('b'), stage.style('html').colorScheme]).to.deep.equal([RED, textInDark, 'dark']);
    stage.apply(property(1, 'media', 'prefers-color-scheme:light;hover:hover'));
    expect([color('p'), color('b'), stage.style('html').colorScheme]).to.deep.equal([BLACK, BLUE, 'light']);
    stage.apply(property(1, 'media', 'prefers-color-scheme:light;hover:none'));
    expect(color('b')).to.equal(RED);
    stage.apply(sheetRules(8, 1, 1, '@media (hover: none){b{color:green}}'));
    expect(color('b')).to.equal(GREEN);
  });

  it('follow them in a style attribute', () => {
    stage.apply(attribute(6, 'style', 'color-scheme: light dark'), property(1, 'media', 'prefers-color-scheme:dark'));
    expect(stage.style('p').colorScheme).to.equal('dark');
  });

  it('are written again once an asset is there, and only those that name it', async () => {
    stage.apply(
      insert(3, element(8, 'style')),
      sheetText(5, 'p{background:url("cobrowse-asset:1"),url("cobrowse-asset:2")}'),
      sheetText(8, 'b{color:red}'),
    );
    expect(stage.missing).to.deep.equal([1, 2]);
    expect(stage.style('p').backgroundImage).to.equal('url("data:,"), url("data:,")');
    const other = stage.document.querySelectorAll('style')[1]?.firstChild;
    stage.mirror.assetArrived(2, new Blob(['x']));
    await until('the asset is shown', () => stage.style('p').backgroundImage.includes('blob:'));
    expect(stage.style('p').backgroundImage).to.match(/^url\("data:,"\), url\("blob:/);
    expect(stage.document.querySelectorAll('style')[1]?.firstChild === other).to.equal(true);
    expect(stage.missing).to.deep.equal([1, 2]);
  });

  it('that are constructed belong to documents and shadow roots', () => {
    stage.apply(
      insert(4, element(8, 'x-a')),
      insert(8, shadowRoot(9)),
      insert(9, element(10, 'i')),
      sheetText(50, 'p,i{color:red}'),
      adopt(1, 50),
      adopt(9, 50),
    );
    const inner = stage.query('x-a').shadowRoot?.querySelector('i');
    if (!inner) throw new Error('no inner');
    const innerColor = (): string => stage.window.getComputedStyle(inner).color;
    expect([color(), innerColor()]).to.deep.equal([RED, RED]);
    stage.apply(sheetRules(50, 0, 0, 'p,i{color:blue}'));
    expect([color(), innerColor()]).to.deep.equal([BLUE, BLUE]);
    stage.apply(sheetRules(51, 0, 0, 'p{color:green}'), adopt(1, 50, 51), sheetRules(50, 0, 1, 'i{color:green}'));
    expect([color(), innerColor()]).to.deep.equal([GREEN, GREEN]);
    stage.apply(adopt(1), adopt(9));
    expect([color(), innerColor()]).to.deep.equal([BLACK, BLACK]);
    stage.apply(sheetRules(50, 0, 0, 'p{color:red}'), adopt(1, 50));
    expect(color(), 'the same id again').to.equal(RED);
  });

  it('are forgotten with their element', () => {
    stage.apply(sheetText(5, 'p{color:red}'), remove(5));
    expect(color()).to.equal(BLACK);
    stage.apply(insert(3, element(5, 'style')), sheetRules(5, 0, 0, 'p{color:blue}'));
    expect(color()).to.equal(BLUE);
  });

  it('are ignored on elements that have none', () => {
    stage.apply(sheetText(6, 'p{color:red}'), insert(6, text(8, 'x')));
    expect(color()).to.equal(BLACK);
  });

  it('keep namespaces and layers in order', () => {
    stage.apply(
      sheetText(
        5,
        '@namespace s url(http://www.w3.org/2000/svg);@layer a,b;@layer b{s|*{color:red}}@layer a{s|*{color:blue}}',
      ),
      insert(4, element(8, 's:svg')),
    );
    expect(color('svg')).to.equal(RED);
    expect(color('p')).to.equal(BLACK);
  });

  it('of SVG work like those of HTML', () => {
    stage.apply(insert(4, element(8, 's:svg')), insert(8, element(9, 's:style')), sheetText(9, 'p{color:red}'));
    expect(color()).to.equal(RED);
  });
});
