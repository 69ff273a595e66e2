import { expect } from '@open-wc/testing';
import { MIRROR_PATH, MirrorStage, until } from '../../support/mirror-stage.js';
import {
  attribute,
  begin,
  define,
  element,
  emptyPage,
  insert,
  insertBefore,
  move,
  property,
  setText,
  sheetRules,
  sheetText,
  shadowRoot,
  text,
} from '../../support/page-operations.js';

declare global {
  interface Window {
    /** What a hostile page would set if anything of it ran. */
    owned?: string;
  }
}

const TRAP = '/sdkapi/zcb/trap/';
const RUN = "parent.owned='ran';window.owned='ran'";

/** A customer who sends what no capture would. The sandbox and its policy are not here to help: this is the first line alone. */
describe('a hostile page', () => {
  let stage: MirrorStage;
  beforeEach(async () => {
    stage = await MirrorStage.open();
    stage.apply(...emptyPage());
  });
  afterEach(async () => {
    // Whatever the page asked for was asked for before this, and answered by the same server.
    const last = new URL(MIRROR_PATH, location.href).href;
    await stage.window.fetch(last);
    await until('the last request is entered', () => namesOfRequests().includes(last));
    const requested = namesOfRequests().filter((name) => name !== last);
    const { owned } = window;
    delete window.owned;
    stage[Symbol.dispose]();
    expect(owned).to.equal(undefined);
    // Chromium enters an feImage without an address as a resource without a name.
    expect(requested.filter((name) => name !== '' && !/^(?:data|blob):/.test(name))).to.deep.equal([]);
  });

  const namesOfRequests = (): string[] => stage.window.performance.getEntriesByType('resource').map(({ name }) => name);
  const attributesOf = (selector: string): string[] => stage.query(selector).getAttributeNames();

  it('cannot make a script run, at once or in steps', () => {
    stage.apply(
      insert(4, element(5, 'script', { src: `${TRAP}a.js`, type: 'module' }), element(6, 's:svg')),
      insert(5, text(7, RUN)),
      insert(6, element(8, 's:script', { href: `${TRAP}b.js` }), element(9, 's:script')),
      insert(9, text(10, RUN)),
      attribute(5, 'type', 'text/javascript'),
      attribute(5, 'src', `${TRAP}c.js`),
      attribute(8, 'xlink:href', `${TRAP}d.js`),
      insert(4, element(11, 'p')),
      insert(11, text(12, RUN)),
      move(5, 0, 12),
      setText(7, RUN),
    );
    expect(stage.query('body > script').outerHTML).to.equal('<script type="text/plain"></script>');
    expect(stage.query('svg').innerHTML).to.equal(
      '<script type="text/plain"></script><script type="text/plain"></script>',
    );
  });

  it('cannot hide what an element is behind a prefix', () => {
    stage.apply(
      insert(4, element(5, 'X:script'), element(6, 'X:style'), element(7, 'x:iframe'), element(8, 's:svg')),
      insert(8, element(9, 's:x:script'), element(10, 's:x:style'), element(11, 's:X:a', { href: `${TRAP}a` })),
      insert(5, text(12, RUN)),
      insert(6, text(13, `@import "${TRAP}a.css";body{color:red}`)),
      insert(9, text(14, RUN)),
      insert(10, text(15, `@import "${TRAP}b.css";body{color:red}`)),
    );
    const names = Array.from(stage.body.querySelectorAll('*'), ({ localName }) => localName);
    const unknown = 'cobrowse-unknown';
    expect(names).to.deep.equal([unknown, unknown, 'x:iframe', 'svg', unknown, unknown, unknown]);
    expect(stage.query('x\\:iframe') instanceof stage.window.HTMLUnknownElement).to.equal(true);
    // WebKit also lists what was adopted, which is the mirror's own.
    const owned = Array.from(stage.document.styleSheets).filter(({ ownerNode }) => ownerNode !== null);
    expect(owned).to.have.lengthOf(0);
  });

  it('cannot set a handler', () => {
    const handlers = {
      onerror: RUN,
      onload: RUN,
      ONCLICK: RUN,
      onfocus: RUN,
      ontoggle: RUN,
      onanimationstart: RUN,
      onpointerenter: RUN,
    };
    stage.apply(
      insert(4, element(5, 'img', { src: 'data:image/png,x', ...handlers }), element(6, 's:svg', handlers)),
      insert(4, element(7, 'details', handlers), element(8, 'input', { autofocus: '', ...handlers })),
      attribute(7, 'open', ''),
      attribute(7, 'ontoggle', RUN),
    );
    expect([
      ...attributesOf('img'),
      ...attributesOf('svg'),
      ...attributesOf('details'),
      ...attributesOf('input'),
    ]).to.deep.equal(['src', 'open']);
  });

  it('cannot lead anywhere', () => {
    stage.apply(
      insert(4, element(5, 'a', { href: `javascript:${RUN}`, ping: TRAP }), element(6, 'form', { action: TRAP })),
      insert(6, element(7, 'button', { formaction: `javascript:${RUN}` })),
      insert(4, element(8, 's:svg'), element(9, 'm:math', { href: `javascript:${RUN}` })),
      insert(
        8,
        element(10, 's:a', { 'xlink:href': ` java\tscript:${RUN}` }),
        element(11, 's:use', { href: `${TRAP}x.svg#y` }),
      ),
      insert(10, element(12, 's:animate', { attributeName: 'xlink:href', values: `javascript:${RUN}` })),
      insert(8, element(13, 's:use', { href: 'data:image/svg+xml,<svg id="x"/>#x' })),
    );
    expect(stage.query<HTMLAnchorElement>('a').getAttribute('href')).to.equal('#');
    expect(stage.document.documentElement.outerHTML).to.not.contain('trap');
    expect(attributesOf('use')).to.deep.equal([]);
    expect(attributesOf('math')).to.deep.equal([]);
    // What it would animate to is left; what it would animate is not.
    expect(attributesOf('animate')).to.deep.equal(['values']);
  });

  it('cannot load a document or a plug-in', () => {
    const everything = {
      src: `${TRAP}x`,
      srcdoc: `<script>${RUN}</script>`,
      data: `${TRAP}x`,
      code: `${TRAP}x`,
      name: 'owned',
    };
    const names = [
      'iframe',
      'frame',
      'object',
      'embed',
      'applet',
      'portal',
      'fencedframe',
      'source',
      'track',
      'audio',
      'video',
    ];
    stage.apply(
      insert(
        4,
        ...names.map((name, i) =>
          element(5 + i, name, { ...everything, sandbox: 'allow-same-origin', poster: `${TRAP}x` }),
        ),
      ),
      attribute(5, 'srcdoc', `<script>${RUN}</script>`),
      attribute(5, 'SRC', `javascript:${RUN}`),
    );
    for (const name of names)
      expect(
        attributesOf(name).filter((it) => it !== 'name'),
        name,
      ).to.deep.equal([]);
    expect(attributesOf('iframe')).to.deep.equal([]);
  });

  it('cannot refresh, rebase, prefetch or import', () => {
    stage.apply(
      insert(
        3,
        element(5, 'meta', { 'http-equiv': 'refresh', content: `0;url=${TRAP}` }),
        element(6, 'base', { href: 'http://evil.test/' }),
        element(7, 'link', { rel: 'prefetch', href: `${TRAP}p` }),
        element(8, 'link', { rel: 'stylesheet', href: `${TRAP}s.css` }),
        element(9, 'style'),
        element(10, 'style'),
      ),
      sheetText(
        9,
        `@\\69mport "${TRAP}h.css";@import "${TRAP}i.css";@import url(${TRAP}j.css);@font-face{font-family:f;src:url(${TRAP}f)}body{font:9px f}`,
      ),
      sheetRules(10, 0, 0, `@import "${TRAP}k.css";`, `body{background:url(${TRAP}b);cursor:url('${TRAP}c'),auto}`),
      attribute(7, 'rel', 'stylesheet'),
      attribute(7, 'href', `${TRAP}q.css`),
    );
    expect(stage.query('head').innerHTML).to.not.contain('trap');
    expect(stage.document.baseURI).to.not.contain('evil');
    expect(stage.body.offsetHeight).to.be.at.least(0);
  });

  it('cannot load by any other attribute or style', () => {
    const address = `${TRAP}x`;
    stage.apply(
      insert(
        4,
        element(5, 'img', {
          src: address,
          srcset: `${address} 2x`,
          lowsrc: address,
          dynsrc: address,
          attributionsrc: address,
        }),
        element(6, 'table', { background: address, style: `background:url(${address});list-style:url("${address}")` }),
        element(7, 'input', { type: 'image', src: address }),
        element(14, 'div', { style: `background:imag\\65-set("${address}" 1x);mask:url("${address}"/**/)` }),
        element(8, 'div', { style: `background:URL( ${address} );mask:\\75rl(${address})` }),
        element(9, 's:svg', { style: `filter:url(${address}#f)` }),
      ),
      insert(
        9,
        element(10, 's:image', { href: address }),
        element(11, 's:rect', { fill: `url(${address}#f)`, width: '9', height: '9' }),
      ),
      insert(9, element(15, 's:rect', { fill: `u\\72l(${address}#f)`, mask: `url(${address}` })),
      insert(9, element(12, 's:feImage', { href: address }), element(13, 's:rect', { fill: 'url(#own)' })),
    );
    expect(stage.body.innerHTML).to.not.contain('trap');
    expect(attributesOf('rect')).to.include('fill');
    expect(stage.document.querySelectorAll('rect')[2]?.getAttribute('fill')).to.equal('url("#own")');
  });

  it('cannot pose as the mirror’s own marks', () => {
    stage.apply(insert(4, element(5, 'p', { 'cobrowse-focus': '', 'cobrowse-hover': '' })));
    expect(attributesOf('p')).to.deep.equal([]);
  });

  it('cannot build a customized element, or define one of the mirror’s', () => {
    stage.apply(define(1, 'x-a'), insert(4, element(5, 'p', { is: 'x-a', nonce: 'n' })));
    expect(stage.query('p').constructor.name).to.equal('HTMLParagraphElement');
    expect(attributesOf('p')).to.deep.equal(['is']);
  });

  it('cannot stop the mirror with a tree that no DOM allows', () => {
    stage.apply(
      insert(1, text(20, 'text in a document'), element(21, 'p'), shadowless(22)),
      insert(4, element(23, 'br'), element(24, 'input'), element(25, 'template')),
      insert(23, element(26, 'b')),
      insert(24, shadowRoot(27), text(28, 'x')),
      insert(25, text(29, 'y')),
      insert(27, element(30, 'i')),
      move(4, 0, 27),
      move(1, 0, 30, 4),
      move(2, 0, 21),
      insertBefore(4, 27, element(31, 'u')),
      property(27, 'scrollTop', 4),
      property(20, 'scrollTop', 4),
      property(1, 'value', 'x'),
    );
    expect(stage.document.documentElement.localName).to.equal('html');
    stage.apply(begin());
    expect(stage.document.documentElement).to.equal(null);
  });
});

/** A second root element. */
function shadowless(id: number): ReturnType<typeof element> {
  return element(id, 'html');
}
