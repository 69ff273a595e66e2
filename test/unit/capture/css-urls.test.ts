import { describe, expect, it } from 'vitest';
import { attributeNamesIn, rewriteUrls } from '../../../widget/engine/capture/masking/css-urls.js';

const seen = (css: string): string[] => {
  const urls: string[] = [];
  rewriteUrls(css, (url) => {
    urls.push(url);
    return 'X';
  });
  return urls;
};

describe('addresses in CSS', () => {
  it.each([
    ['a { b: url(x.png) }', ['x.png']],
    [`a { b: url("x y.png"), url( 'z.png' ) }`, ['x y.png', 'z.png']],
    [`a { b: URL(\n"x.png"\n) }`, ['x.png']],
    ['a { b: url("a\\"b.png") }', ['a"b.png']],
    ['a { b: u\\72l(x.png), \\75rl(y.png), \\u\\r\\l(z.png) }', ['x.png', 'y.png', 'z.png']],
    ['a { b: url() }', ['']],
    [`a { b: image-set("x.png?q" 1x, url("y.png") 2x, 'z.png' type("image/png") 3x) }`, ['x.png?q', 'y.png', 'z.png']],
    [`a { b: -webkit-image-set( 'x(1).png' 1x ), "no.png" }`, ['x(1).png']],
    ['a { b: image-set(linear-gradient(rgb(1 2 calc(3)), red) 1x, "/p?t=S" 2x) } c { d: "no" }', ['/p?t=S']],
    [`a { b: image\\2dset("x.png" 1x), \\69mage-set('y.png' 2x) }`, ['x.png', 'y.png']],
    [`a { b: image-set("x)(.png" 1x, image-set('y.png' 1x) 2x`, ['x)(.png', 'y.png']],
    ['a { color: red }', []],
  ])('are found: %s', (css, urls) => {
    expect(seen(css)).toEqual(urls);
  });

  it('are replaced, quoted, and cannot break out of the quotes', () => {
    expect(rewriteUrls('a{b:url(x)}', () => '"\n);c:d')).toBe('a{b:url("%22%0A);c:d")}');
  });

  it('go with their imports', () => {
    const css = `@import "a.css"; @import url(b.css) screen;@IMPORT 'c.css' layer(x); p { color: red }`;
    expect(
      rewriteUrls(css, () => 'X')
        .replace(/\s+/g, ' ')
        .trim(),
    ).toBe('p { color: red }');
  });

  it('leave all other text as it is', () => {
    const css = `/* url */ a::before { content: "\\f101" } .curl\\(x { b: c }`;
    expect(rewriteUrls(css, () => 'X')).toBe(css);
  });
});

describe('attribute names in CSS', () => {
  it.each([
    ['[data-state="open"], a[aria-busy] {}', ['data-state', 'aria-busy']],
    [':host([variant~=x]) b[ href ^= "h" i ] {}', ['variant', 'href']],
    ['p::after { content: attr(data-label) attr( data-n , 1) }', ['data-label', 'data-n']],
    ['[Data-X|=a] [svg|href] {}', ['data-x', 'href']],
    ['a { color: red }', []],
  ])('are found: %s', (css, names) => {
    expect([...attributeNamesIn(css)]).toEqual(names);
  });
});
