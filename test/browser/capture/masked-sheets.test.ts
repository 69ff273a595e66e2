/** SPEC M8: however a style sheet says it, nothing that is of masked elements alone leaves with it; and what is of open ones does. */
import { expect } from '@open-wc/testing';
import { traceOf } from '../../support/canaries.js';
import { CapturedPage, task } from '../../support/capture-harness.js';

const SECRET = 'kqxzjwqqxkzvqj';
const PICTURE = `url("data:image/svg+xml,${SECRET}")`;

/** What stands in a sheet, for an element that is masked by its class. */
const SHEETS: Readonly<Record<string, string>> = {
  'a name with an escape': `.pii::before { c\\6fntent: "${SECRET}" }`,
  'a comment before the colon': `.pii::before { content/**/: "${SECRET}" }`,
  'a string behind one with a semicolon': `.pii::before { content: ";" "${SECRET}" }`,
  'a string behind one with a brace': `.pii::before { content: "}" "${SECRET}" }`,
  'a property of its own with braces': `.pii { --x: { ; "${SECRET}" } }`,
  'a property of its own without quotes': `.pii { --x: ${SECRET} }`,
  'a property of its own that looks like a call': `.pii { --x: ${SECRET}(1px) }`,
  'a value in a layer': `@layer a { [data-u="${SECRET}"] { color: red } }`,
  'a picture in a layer': `@layer a { .pii { background: ${PICTURE} } }`,
  'a picture without quotes': `.pii { background: url(data:image/svg+xml,${SECRET}) }`,
  'a picture in a set': `.pii { background: image-set("data:image/svg+xml,${SECRET}" 1x) }`,
  'a picture in a property of its own': `.pii { --x: url(data:image/svg+xml,${SECRET}) }`,
  'a picture in frames': `@keyframes k { from { background: ${PICTURE} } } .pii { animation: k 1s }`,
  'a value beside another selector': `[data-u="${SECRET}"], b { color: red }`,
  'a value that is negated': `b:not([data-u="${SECRET}"]) { color: red }`,
  'a value of a neighbour': `[data-u="${SECRET}"] + b { color: red }`,
  'a value of what is inside': `body:has([data-u="${SECRET}"]) { color: red }`,
  'a value with an operator': `[data-u^="${SECRET}" i] { color: red }`,
  'a value of a state': `[aria-details="${SECRET}"] { color: red }`,
  'a language': `[lang="${SECRET}"] { color: red }`,
  'a role': `[role="${SECRET}"] { color: red }`,
  'a value that limits a scope': `@scope ([data-u="${SECRET}"]) { b { color: red } }`,
  'a value that a container is asked for': `@container style(--x: "${SECRET}") { b { color: red } }`,
  'a value in a nested rule': `.pii { &[data-u="${SECRET}"] { color: red } b { color: red } }`,
  'a popover that is not open': `.pii:popover-open::before { content: "${SECRET}" }`,
  'a dialog that is not modal': `.pii:modal::before { content: "${SECRET}" }`,
  'a field that nobody wrote in': `.pii:user-invalid::before { content: "${SECRET}" }`,
  'a state of its own': `.pii:state(on)::before { content: "${SECRET}" }`,
  'a state inside of a negation': `.pii:not(.pii:hover)::before { content: "${SECRET}" }`,
  'a state beside a class': `.pii:is(:hover, .zz)::before { content: "${SECRET}" }`,
  'a counter that adds': `@counter-style q { system: additive; additive-symbols: 1 "${SECRET}" }`,
  'a counter that is set to a number': `.pii { counter-reset: n 73124 }`,
  'an emphasis': `.pii { text-emphasis: "${SECRET}" }`,
  'a hyphen': `.pii { hyphenate-character: "${SECRET}" }`,
  'a function': `@function --f() { result: "${SECRET}" }`,
  'a registered property': `@property --q { syntax: "*"; inherits: false; initial-value: "${SECRET}" }`,
  'a comment': `/* ${SECRET} */ .pii { color: red }`,
};

describe('M8 style sheets on a page with masks', () => {
  let page: CapturedPage;
  afterEach(() => page.close());

  const rulesOf = (): string => [...page.agent.nodes.values()].flatMap(({ sheet }) => sheet?.chunks ?? []).join('\n');

  for (const [title, css] of Object.entries(SHEETS)) {
    it(`tell nothing in ${title}`, async () => {
      const attributes = ['data-u', 'aria-details', 'lang', 'role'].map((name) => `${name}="${SECRET}"`).join(' ');
      page = await CapturedPage.captured(`<style>${css}</style><p class="pii" ${attributes}>x<b>y</b></p><b>z</b>`, {
        maskCssSelectors: '.pii',
      });
      expect(traceOf(SECRET, page.sent) ?? '').to.equal('');
      expect(page.sent).not.to.contain('73124');
    });
  }

  it('tell what is of open elements', async () => {
    page = await CapturedPage.captured(
      `<style>
        @layer a { .open::before { content: "read me"; background: url("data:image/png;base64,AAAA") } }
        .open[data-u="told"], .pii { color: red }
        .pii { --gap: calc(1px + 2em); --tone: rgb(1 2 3 / 50%); --ease: cubic-bezier(0, 0, 1, 1); --line: 1px solid var(--tone, #fff) }
        .pii[type="checkbox"] { --x: 1; margin: 3px }
        .open:hover::after { content: "hovered" }
        .nobody::before { content: "nobody" }
        @keyframes spin { to { rotate: 1turn; font-family: "Some Font" } }
        @property --angle { syntax: "<angle>"; inherits: false; initial-value: 0deg }
      </style><p class="open" data-u="told">x</p><p class="pii">x</p><input type="checkbox" class="pii">`,
      { maskCssSelectors: '.pii' },
    );
    const rules = rulesOf();
    for (const told of [
      '"read me"',
      'image/png;base64,AAAA',
      '[data-u="told"]',
      '--gap: calc(1px + 2em)',
      '--tone: rgb(1 2 3 / 50%)',
      'cubic-bezier',
      '1px solid var(--tone, #fff)',
      '[type="checkbox"]',
      '"hovered"',
      '"nobody"',
      '"Some Font"',
      '<angle>',
    ])
      expect(rules).to.contain(told);
  });

  it('are there where the page is masked as a whole, without their texts', async () => {
    page = await CapturedPage.captured(
      `<style>p { color: red } p::before { content: "${SECRET}" } .none::before { content: "${SECRET}" }</style><p>x</p>`,
      { maskType: 'all' },
    );
    expect(rulesOf()).to.contain('color: red');
    expect(traceOf(SECRET, page.sent) ?? '').to.equal('');
  });

  it('of a shadow tree that is masked are nobody else’s', async () => {
    page = await CapturedPage.open('<div class="pii" id="h"></div><div id="o"></div><p>open</p>');
    const sheets = [
      `p { background: ${PICTURE} }`,
      `.none::before { content: "${SECRET}" }`,
      `:host { --x: "${SECRET}" }`,
    ];
    const root = page.find('#h').attachShadow({ mode: 'open' });
    root.innerHTML = '<p>x</p>';
    root.adoptedStyleSheets = sheets.map((css) => {
      const sheet = new page.view.CSSStyleSheet();
      sheet.replaceSync(css);
      return sheet;
    });
    // One for both, which looks for what only the masked host has.
    const both = new page.view.CSSStyleSheet();
    both.replaceSync(`:host([data-u="${SECRET}"]) p { color: red }`);
    page.find('#h').dataset['u'] = SECRET;
    root.adoptedStyleSheets.push(both);
    page.find('#o').attachShadow({ mode: 'open' }).adoptedStyleSheets = [both];
    await page.start({ masking: { maskCssSelectors: '.pii' } });
    expect(page.sent).to.contain('color: red');
    expect(traceOf(SECRET, page.sent) ?? '').to.equal('');
  });

  it('tell a late agent nothing of what has become a masked element’s', async () => {
    page = await CapturedPage.captured(
      `<style>.shown::before { content: "${SECRET}" } [data-u="${SECRET}"] { color: red }</style><p class="pii">x</p>`,
      { maskCssSelectors: '.pii' },
    );
    page.find('.pii').classList.add('shown');
    page.find('.pii').dataset['u'] = SECRET;
    await task();
    page.forget();
    page.capture.snapshotFor(2);
    await page.idle();
    expect(page.sent).to.contain('.shown::before');
    expect(traceOf(SECRET, page.sent) ?? '').to.equal('');
  });
});
