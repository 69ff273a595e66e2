import { expect } from '@open-wc/testing';
import { parseMedia, rewriteCss, rewriteMedia } from '../../../widget/engine/mirror/css.js';

const media = parseMedia('prefers-color-scheme:dark;hover:none;pointer:coarse;prefers-reduced-motion:no-preference');
const assets = new Map([[7, 'blob:null/seven']]);
const rewrite = (css: string): string => rewriteCss(css, { media, asset: (id) => assets.get(id) });

const ALWAYS = '(min-width:0px)';
const NEVER = '(min-width:99999999px)';

function cases(title: string, table: readonly (readonly [from: string, to: string])[]): void {
  describe(title, () => {
    for (const [from, to] of table) {
      it(`${from} → ${to === from ? 'as it is' : to}`.replaceAll('\n', '⏎'), () => {
        expect(rewrite(from)).to.equal(to);
      });
    }
  });
}

cases('focus and hover become selectors of what the mirror marks', [
  ['a:focus{}', 'a:is(:focus,[cobrowse-focus]){}'],
  ['a:hover,b:focus{}', 'a:is(:hover,[cobrowse-hover]),b:is(:focus,[cobrowse-focus]){}'],
  ['a:focus-visible{}', 'a:is(:focus-visible,[cobrowse-focus=""]){}'],
  ['a:focus-within b{}', 'a:is(:focus-within,[cobrowse-focus-within]) b{}'],
  ['a:active{}', 'a:is(:active,[cobrowse-active]){}'],
  [':not(:focus){}', ':not(:is(:focus,[cobrowse-focus])){}'],
  [':host(:hover) b{}', ':host(:is(:hover,[cobrowse-hover])) b{}'],
  ['a:HOVER{}', 'a:is(:hover,[cobrowse-hover]){}'],
  ['a:hover:not(:active)::after{}', 'a:is(:hover,[cobrowse-hover]):not(:is(:active,[cobrowse-active]))::after{}'],
  ['a:hover[title="x;y{"]{}', 'a:is(:hover,[cobrowse-hover])[title="x;y{"]{}'],
  ['a:hover/* ; */b{}', 'a:is(:hover,[cobrowse-hover])/* ; */b{}'],
  ['@media print{a:hover{}}', '@media print{a:is(:hover,[cobrowse-hover]){}}'],
  ['a{color:red;&:hover{color:blue}}', 'a{color:red;&:is(:hover,[cobrowse-hover]){color:blue}}'],
  ['@supports selector(:focus-visible){}', '@supports selector(:is(:focus-visible,[cobrowse-focus=""])){}'],
]);

cases('what only looks like a state stays', [
  ['a:focus-ring{}', 'a:focus-ring{}'],
  ['a:hovered{}', 'a:hovered{}'],
  ['.hover\\:x{}', '.hover\\:x{}'],
  ['.a\\:hover{}', '.a\\:hover{}'],
  ['[title=":hover"]{}', '[title=":hover"]{}'],
  ["[title=':hover{']{}", "[title=':hover{']{}"],
  ['/* a:hover{} */', '/* a:hover{} */'],
  ['/* a:hover{}', '/* a:hover{}'],
  ['a{content:":hover{"}', 'a{content:":hover{"}'],
  ['a{animation:focus 1s}', 'a{animation:focus 1s}'],
  ['a{animation-name:hover;color:red}b{}', 'a{animation-name:hover;color:red}b{}'],
  ['a{content:"un\\"closed:hover{', 'a{content:"un\\"closed:hover{'],
  ['::-webkit-scrollbar-thumb:hover{}', '::-webkit-scrollbar-thumb:hover{}'],
  ['x::part(y):hover{}', 'x::part(y):hover{}'],
  ['a{background:url(data:,a:hover{)}', 'a{background:url("data:,a:hover{")}'],
  ['@container style(--x:hover){}', '@container style(--x:hover){}'],
]);

cases('an address is an asset, data, a place in the page or nothing', [
  ['a{b:url("cobrowse-asset:7")}', 'a{b:url("blob:null/seven")}'],
  ["a{b:url( 'cobrowse-asset:7' )}", 'a{b:url("blob:null/seven")}'],
  ['a{b:URL(cobrowse-asset:7)}', 'a{b:url("blob:null/seven")}'],
  ['a{b:url("cobrowse-asset:8")}', 'a{b:url("data:,")}'],
  ['a{b:url(cobrowse-asset:7x)}', 'a{b:url("data:,")}'],
  ['a{b:url(http://evil.test/)}', 'a{b:url("data:,")}'],
  ['a{b:url("//evil.test/a)b")}', 'a{b:url("data:,")}'],
  ['a{b:url(\'javascript:alert("1")\')}', 'a{b:url("data:,")}'],
  ['a{b:url(\\68ttp://evil.test/)}', 'a{b:url("data:,")}'],
  ['a{b:url(#gradient)}', 'a{b:url("#gradient")}'],
  ['a{b:url(data:image/png;base64,AA==)}', 'a{b:url("data:image/png;base64,AA==")}'],
  ["a{b:url('data:image/svg+xml,<svg a=\"b\\'c\">')}", 'a{b:url("data:image/svg+xml,<svg a=\\"b\\\'c\\">")}'],
  ['a{b:url()}', 'a{b:url("data:,")}'],
  ['a{b:url(http://evil.test/', 'a{b:url("data:,")'],
  ['a{b:url("http://evil.test/', 'a{b:url("data:,")'],
  ['a{b:url(data:x\\', 'a{b:url("data:x")'],
  ['a{b:url("http://evil.test/"/**/)}', 'a{b:url("data:,"/**/)}'],
  ['a{b:url("http://evil.test/" crossorigin(anonymous))}', 'a{b:url("data:," crossorigin(anonymous))}'],
  ['a{b:src("http://evil.test/")}', 'a{b:src("data:,")}'],
  ['a{b:image-set("http://evil.test/', 'a{b:image-set(url("data:,")'],
  ['a{b:imag\\65-set("http://evil.test/" 1x)}', 'a{b:image-set(url("data:,") 1x)}'],
  ['a{b:image\\2d\\73 et("http://evil.test/" 1x)}', 'a{b:image-set(url("data:,") 1x)}'],
  ['a{c:"\r;b:url(http://evil.test/)}', 'a{c:"\n;b:url("data:,")}'],
  ['@namespace url(x"y);a{b:url(http://evil.test/)}"', '@namespace url(x"y);a{b:url("data:,")}"'],
  ['a{b:\\75 r\\6C(http://evil.test/)}', 'a{b:url("data:,")}'],
  ['a{b:\\75\\000072l("x")}', 'a{b:url("data:,")}'],
  [
    'a{b:image-set("cobrowse-asset:7" type("image/avif") 1x, \'x.png\' 2x);content:"c"}',
    'a{b:image-set(url("blob:null/seven") type("image/avif") 1x, url("data:,") 2x);content:"c"}',
  ],
  ['a{b:-webkit-image-set(url(x) 1x, "y" 2x)}', 'a{b:-webkit-image-set(url("data:,") 1x, url("data:,") 2x)}'],
  ['a{b:my-url(x)}', 'a{b:my-url(x)}'],
  ['color:red;background:url(x.png) no-repeat', 'color:red;background:url("data:,") no-repeat'],
]);

cases('imports go and namespaces stay', [
  ['@import "http://evil.test/a;b.css" screen;a{}', 'a{}'],
  ["@import url(http://evil.test/);@import 'b';a{}", 'a{}'],
  ['@import url(x)', ''],
  ['@\\69mport "http://evil.test/";a{}', 'a{}'],
  ['@\\49\nm\\port "http://evil.test/";a{}', 'a{}'],
  [
    '@namespace svg url(http://www.w3.org/2000/svg);a{b:url(x)}',
    '@namespace svg url(http://www.w3.org/2000/svg);a{b:url("data:,")}',
  ],
]);

cases('escapes that are no letters keep their meaning', [
  ['.\\31 0{}', '.\\31 0{}'],
  ['.\\31\\61 b{}', '.\\31 ab{}'],
  ['a{content:"\\e900"}', 'a{content:"\\e900 "}'],
  ['a{content:"\\\\61"}', 'a{content:"\\\\61"}'],
  ['.\\-5{}', '.\\-5{}'],
  ['.a\\3a hover{}', '.a\\3a hover{}'],
]);

cases('media features are the customer’s', [
  ['@media (prefers-color-scheme:dark){}', `@media ${ALWAYS}{}`],
  ['@media (prefers-color-scheme: light) and (width > 3px){}', `@media ${NEVER} and (width > 3px){}`],
  ['@media(hover:hover){a:hover{}}', `@media${NEVER}{a:is(:hover,[cobrowse-hover]){}}`],
  ['@media ( hover ){}', `@media ${NEVER}{}`],
  ['@media not (pointer){}', `@media not ${ALWAYS}{}`],
  ['@media (PREFERS-REDUCED-MOTION: No-Preference){}', `@media ${ALWAYS}{}`],
  ['@media (prefers-reduced-motion){}', `@media ${NEVER}{}`],
  ['@media (any-hover:hover){}', '@media (any-hover:hover){}'],
  ['@media screen and (min-width:600px){}', '@media screen and (min-width:600px){}'],
  ['a{content:"@media (hover)"}', 'a{content:"@media (hover)"}'],
  [':root{color-scheme:light dark}', ':root{color-scheme:dark}'],
  [':root{color-scheme: only dark  light !important}', ':root{color-scheme: only dark !important}'],
  [':root{color-scheme:light}', ':root{color-scheme:light}'],
]);

describe('rewriteMedia', () => {
  it('leaves a query alone when nothing is known of the customer', () => {
    expect(rewriteMedia('(prefers-color-scheme: dark)', new Map())).to.equal('(prefers-color-scheme: dark)');
  });
});

describe('rewriteCss', () => {
  it('writes only selectors that the browser takes', () => {
    const states = [':focus', ':focus-visible', ':focus-within', ':hover', ':active'];
    const shapes = ['a%', '%', 'a:not(%)', ':host(%)', '::slotted(%)', 'a%::before', 'label%>b', 'a:has(%)'];
    for (const state of states) {
      for (const shape of shapes) {
        // One for each: WebKitGTK's `replaceSync` adds to the rules that are there.
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(rewrite(`${shape.replace('%', state)}{color:red}`));
        expect(sheet.cssRules.length, shape.replace('%', state)).to.equal(1);
      }
    }
  });

  it('copes with half a megabyte, with an address of four, and with text that never ends', () => {
    const rule = '.card:hover>.title,.x\\:y:focus{color:red;background:url("cobrowse-asset:7") no-repeat}\n';
    const rewritten = rewrite(rule.repeat(6000));
    expect(rewritten.match(/cobrowse-hover/g)).to.have.lengthOf(6000);
    const long = `a{b:url("data:image/png;base64,${'A'.repeat(4_000_000)}")}`;
    expect(rewrite(long) === long).to.equal(true);
    for (const piece of [':hover', 'url(', 'url("', '/*', '"', '@media (', 'url( ', '\\', 'image-set(', '\\75']) {
      expect(rewrite(piece.repeat(50_000))).to.be.a('string');
    }
  });
});
