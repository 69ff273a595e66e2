/** What the capture sees beyond the tree, and what it leaves behind. */
import { expect } from '@open-wc/testing';
import { Capture } from '../../../widget/engine/capture/capture.js';
import { EVERYBODY, FrameClass } from '../../../widget/engine/protocol/frame.js';
import { digest } from '../../../widget/engine/protocol/digest.js';
import { decodeOperations } from '../../../widget/engine/protocol/decoder.js';
import { PageModel, type ModelNode } from '../../../widget/engine/protocol/model.js';
import { ROOT_ID } from '../../../widget/engine/protocol/operations.js';
import { CapturedPage, until } from '../../support/capture-harness.js';

describe('capture', () => {
  let page: CapturedPage;
  afterEach(() => page.close());

  const property = (id: string, name: Parameters<NonNullable<ModelNode['properties']>['get']>[0]): unknown =>
    page.node(id).properties?.get(name);
  const css = (node: ModelNode): string => node.sheet?.chunks.join('\n') ?? '';

  describe('N4 state that no mutation tells of', () => {
    it('follows values, choices and checks that script sets', async () => {
      page = await CapturedPage.captured(
        `<input id="text"><textarea id="area">first</textarea><input type="checkbox" id="check">
         <select id="one"><option>a<option>b</select><select id="many" multiple><option>a<option>b<option>c</select>`,
      );
      expect(property('area', 'value')).to.equal('first');
      page.find<HTMLInputElement>('#text').value = 'set';
      page.find<HTMLTextAreaElement>('#area').value = 'second';
      page.find<HTMLInputElement>('#check').checked = true;
      page.find<HTMLInputElement>('#check').indeterminate = true;
      page.find<HTMLSelectElement>('#one').selectedIndex = 1;
      for (const option of page.find<HTMLSelectElement>('#many').options) option.selected = option.index !== 1;
      await page.idle();
      expect(property('text', 'value')).to.equal('set');
      expect(property('area', 'value')).to.equal('second');
      expect(property('check', 'checked')).to.equal(1);
      expect(property('check', 'indeterminate')).to.equal(1);
      expect(property('one', 'selection')).to.equal('1');
      expect(property('many', 'selection')).to.equal('0,2');
    });

    it('tells that a field was cleared whose markup has a value', async () => {
      page = await CapturedPage.captured('<input id="a" value="from markup">');
      page.find<HTMLInputElement>('#a').value = '';
      await page.idle();
      expect(property('a', 'value')).to.equal('');
    });

    it('takes the check from the other radio buttons of a group', async () => {
      page = await CapturedPage.captured(
        '<input type="radio" name="g" id="a" checked><input type="radio" name="g" id="b">',
      );
      page.find<HTMLInputElement>('#b').click();
      await page.idle();
      expect([property('a', 'checked'), property('b', 'checked')]).to.deep.equal([0, 1]);
    });

    it('follows a form reset', async () => {
      page = await CapturedPage.captured('<form id="f"><input id="a" value="default"></form>');
      page.find<HTMLInputElement>('#a').value = 'changed';
      await page.idle();
      page.find<HTMLFormElement>('#f').reset();
      await until(() => property('a', 'value') === 'default');
    });

    it('follows scrolling of the window and of elements, also in a shadow root', async () => {
      page = await CapturedPage.captured(
        '<div id="box" style="height:50px;overflow:auto"><div style="height:500px"></div></div><div id="host"></div><div style="height:5000px"></div>',
      );
      const root = page.find('#host').attachShadow({ mode: 'open' });
      root.innerHTML = '<div id="inner" style="height:50px;overflow:auto"><div style="height:500px"></div></div>';
      await page.idle();
      page.find('#box').scrollTop = 30;
      (root.firstElementChild as Element).scrollTop = 40;
      page.view.scrollTo(0, 200);
      // The browser tells of scrolling when it paints, which it does not for a page in the background.
      for (const target of [page.find('#box'), root.firstElementChild, page.document])
        target?.dispatchEvent(new Event('scroll'));
      await until(() => property('box', 'scrollTop') === 30 && property('inner', 'scrollTop') === 40);
      await until(() => page.agent.node(ROOT_ID).properties?.get('scrollTop') === 200);
    });

    it('knows where a page was scrolled to before the capture began', async () => {
      page = await CapturedPage.open(
        '<div id="box" style="height:50px;overflow:auto"><div style="height:500px"></div></div>',
      );
      page.find('#box').scrollTop = 25;
      await page.start();
      expect(property('box', 'scrollTop')).to.equal(25);
    });

    it('follows focus, title, address and modal dialogs', async () => {
      page = await CapturedPage.captured('<input id="a"><dialog id="d">x</dialog>');
      page.find('#a').focus();
      page.find('#a').dispatchEvent(new FocusEvent('focusin', { bubbles: true, composed: true }));
      page.document.title = 'New title';
      page.find<HTMLDialogElement>('#d').showModal();
      await until(() => property('d', 'modal') === 1);
      const root = (): ModelNode => page.agent.node(ROOT_ID);
      await until(() => root().properties?.get('title') === 'New title');
      page.find<HTMLDialogElement>('#d').close();
      await until(() => property('d', 'modal') === 0);
    });
  });

  describe('N6 style sheets', () => {
    it('sends the text of an untouched style element', async () => {
      page = await CapturedPage.captured('<style id="s">p { color: red } /* a: b */</style>');
      expect(css(page.node('s'))).to.equal('p { color: red } /* a: b */');
    });

    it('sends the rules that script inserted before and during the capture, as a splice', async () => {
      page = await CapturedPage.open('<style id="s"></style>');
      const sheet = page.find<HTMLStyleElement>('#s').sheet as CSSStyleSheet;
      for (let i = 0; i < 50; i++) sheet.insertRule(`.c${i} { color: red }`, i);
      await page.start();
      expect(page.node('s').sheet?.chunks).to.have.length(50);
      page.forget();
      sheet.insertRule('.new { color: blue }', 20);
      sheet.deleteRule(0);
      await page.idle();
      expect(page.node('s').sheet?.chunks[19]).to.contain('.new');
      expect(page.sent.length).to.be.below(3000);
    });

    it('follows a rule whose declarations script changes', async () => {
      page = await CapturedPage.captured('<style id="s">p { color: red }</style>');
      const rule = page.find<HTMLStyleElement>('#s').sheet?.cssRules[0] as CSSStyleRule;
      rule.style.setProperty('color', 'green');
      await page.idle();
      expect(css(page.node('s'))).to.contain('green');
    });

    it('follows the text of a style element', async () => {
      page = await CapturedPage.captured('<style id="s">p { color: red }</style>');
      page.find('#s').textContent = 'p { color: blue }';
      await page.idle();
      expect(css(page.node('s'))).to.equal('p { color: blue }');
    });

    it('shares constructed sheets between roots and drops them with their last adopter', async () => {
      page = await CapturedPage.captured('<div id="a"></div><div id="b"></div>');
      const sheet = new page.view.CSSStyleSheet();
      sheet.replaceSync('p { color: red }');
      for (const id of ['#a', '#b']) page.find(id).attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet];
      await page.idle();
      expect([...page.agent.sheets.values()].map(({ adopters }) => adopters)).to.deep.equal([2]);
      sheet.insertRule('b { color: blue }');
      await until(() => [...page.agent.sheets.values()][0]?.chunks.length === 2);
      page.find('#a').remove();
      page.find('#b').remove();
      await page.idle();
      expect(page.agent.sheets.size).to.equal(0);
    });

    it('notices a sheet that was pushed to the list, which tells nobody', async () => {
      page = await CapturedPage.captured('');
      const sheet = new page.view.CSSStyleSheet();
      sheet.replaceSync('p { color: red }');
      page.document.adoptedStyleSheets.push(sheet);
      await until(() => page.agent.sheets.size === 1);
    });

    it('takes out imports and names addresses as assets', async () => {
      page = await CapturedPage.captured(
        `<style id="s">@import url("https://x.example/a.css"); p { background: url(${location.origin}/a.png) } b { background: url('https://x.example/b.png') }</style>`,
      );
      await until(() => css(page.node('s')).includes('cobrowse-asset'));
      expect(css(page.node('s'))).not.to.contain('x.example');
      expect(css(page.node('s'))).not.to.contain('@import');
    });
  });

  it('N7 tells which custom elements are defined, now and later', async () => {
    page = await CapturedPage.captured('<my-early></my-early><my-late></my-late>');
    const { customElements, HTMLElement } = page.view;
    customElements.define('my-late', class extends HTMLElement {});
    await until(() => page.agent.node(ROOT_ID).defined?.size === 1);
    expect([...(page.agent.node(ROOT_ID).defined ?? [])]).to.deep.equal(['my-late']);
  });

  it('N8 never captures what it is told to ignore', async () => {
    page = await CapturedPage.open('<p>page</p>');
    const panel = page.document.createElement('div');
    panel.append('our own surface');
    page.document.documentElement.append(panel);
    await page.start({ ignored: [panel] });
    panel.append('again');
    await page.idle();
    expect(page.sent).not.to.contain('our own surface');
    expect(page.sent).not.to.contain('again');
  });

  it('reads a form whose controls have the names of DOM properties', async () => {
    page = await CapturedPage.captured(
      '<form id="f"><input name="childNodes"><input name="attributes"><input name="firstChild"><input name="parentNode"><input name="nodeType"></form><p id="after">after</p>',
    );
    expect(page.faults).to.deep.equal([]);
    expect(page.node('f').first).not.to.equal(undefined);
    expect(page.text(page.node('after'))).to.equal('after');
  });

  it('follows a frame that is written anew, which takes its listeners away', async () => {
    page = await CapturedPage.captured('<iframe id="f"></iframe>');
    const inner = page.find<HTMLIFrameElement>('#f').contentDocument as Document;
    inner.open();
    inner.write('<input id="a">');
    inner.close();
    await page.idle();
    const field = inner.querySelector('input') as HTMLInputElement;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, 'typed');
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await page.idle();
    expect(property('a', 'value')).to.equal('typed');
  });

  it('survives a page without a root element for a while', async () => {
    page = await CapturedPage.captured('<p id="p">one</p>');
    const root = page.document.documentElement;
    root.remove();
    page.view.dispatchEvent(new HashChangeEvent('hashchange'));
    await page.idle();
    page.document.append(root);
    page.find('#p').textContent = 'two';
    await page.idle();
    expect(page.faults).to.deep.equal([]);
    expect(page.text(page.node('p'))).to.equal('two');
  });

  it('writes messages that can be read on a page with Prototype.js', async () => {
    const { prototype } = Array as unknown as { prototype: { toJSON?: () => string } };
    prototype.toJSON = () => 'not JSON';
    try {
      page = await CapturedPage.captured('<p id="p">one</p>');
    } finally {
      delete prototype.toJSON;
    }
    expect(page.text(page.node('p'))).to.equal('one');
  });

  it('captures a list of thirty thousand children, for both kinds of snapshot', async () => {
    page = await CapturedPage.open('<ul id="list" hidden></ul>');
    for (let i = 0; i < 30_000; i++) page.find('#list').append(page.document.createElement('li'));
    await page.start();
    page.capture.snapshotFor(2);
    await page.idle();
    expect(
      page.operations.filter(({ type }) => type === 'insert').every((one) => 'nodes' in one && one.nodes.length <= 500),
    ).to.equal(true);
    expect(page.agent.nodes.size).to.be.above(30_000);
  });

  it('captures a tree of twenty thousand levels', async () => {
    page = await CapturedPage.open('<div id="top" hidden></div>');
    let at: Element = page.find('#top');
    for (let level = 0; level < 20_000; level++) at = at.appendChild(page.document.createElement('i'));
    at.append('bottom');
    await page.start();
    expect(page.faults).to.deep.equal([]);
    expect([...page.agent.nodes.values()].some((node) => node.text === 'bottom')).to.equal(true);
  });

  it('S2 gives a late agent a snapshot of its own and tells the others nothing', async () => {
    page = await CapturedPage.captured('<p id="p">one</p><input id="i" value="v">');
    page.find('#p').textContent = 'two';
    await page.idle();
    page.forget();
    page.capture.snapshotFor(2);
    await page.idle();
    const late = new PageModel();
    for (const { frameClass, recipient, body } of page.bodies) {
      expect([frameClass, recipient]).to.deep.equal([FrameClass.SNAPSHOT, 2]);
      for (const operation of decodeOperations(body)) late.apply(operation);
    }
    expect(digest(late)).to.equal(digest(page.capture.model));
  });

  it('A1 reads what a sheet names only once the page has loaded it', async () => {
    const logo = new URL('../../fixtures/sites/shared/logo.svg', import.meta.url).href;
    page = await CapturedPage.captured(
      `<style>.used { background: url(${logo}?used) } .unused { background: url(${logo}?unused) }</style><p id="p">text</p>`,
    );
    const loaded = performance.getEntriesByType('resource').length;
    expect(page.agent.assets.size).to.equal(0);
    page.find('#p').className = 'used';
    await until(() => page.agent.assets.size === 1);
    expect(
      performance
        .getEntriesByType('resource')
        .slice(loaded)
        .some(({ name }) => name.endsWith('?unused')),
    ).to.equal(false);
  });

  it('A2 C4 sends the bytes of an own-origin image to the agent who asks by hash', async () => {
    const address = new URL('../../fixtures/sites/shared/logo.svg', import.meta.url).href;
    page = await CapturedPage.captured(`<img id="i" src="${address}">`);
    await until(() => page.agent.assets.size === 1);
    const [asset] = [...page.agent.assets.values()];
    const answers = (request: string): string[] =>
      [...page.capture.answers(new TextEncoder().encode(request))].map((body) => new TextDecoder().decode(body));
    const expected = await (await fetch(address)).text();
    expect(answers(JSON.stringify([asset?.hash, 'unknown', 7, asset?.hash]))).to.deep.equal([asset?.hash + expected]);
    for (const junk of ['', '{', '{}', 'null', '[[]]']) expect(answers(junk)).to.deep.equal([]);
  });

  it('V1 sends the pointer as a place in an element', async () => {
    page = await CapturedPage.captured('<div id="box" style="width:200px;height:100px"></div>');
    const box = page.find('#box').getBoundingClientRect();
    page.forget();
    page.find('#box').dispatchEvent(
      new PointerEvent('pointermove', {
        clientX: box.left + 50,
        clientY: box.top + 25,
        bubbles: true,
        composed: true,
      }),
    );
    await until(() => page.operations.length > 0);
    expect(page.operations[0]).to.deep.equal({
      type: 'pointer',
      id: page.node('box').id,
      x: 0.25,
      y: 0.25,
      pressed: false,
    });
  });

  describe('R7 once it stops', () => {
    it('leaves prototypes and nodes as they were, and is silent', async () => {
      page = await CapturedPage.open('<input id="a"><div id="b"></div>');
      const before = fingerprint(page.view);
      const markup = page.document.documentElement.outerHTML;
      await page.start();
      expect(fingerprint(page.view)).not.to.deep.equal(before);
      page.capture.stop();
      expect(fingerprint(page.view)).to.deep.equal(before);
      expect(page.document.documentElement.outerHTML).to.equal(markup);
      page.forget();
      page.find<HTMLInputElement>('#a').value = 'x';
      page.find('#b').append('y');
      await page.idle();
      expect(page.sent).to.equal('');
    });

    it('keeps a page working that wrapped the same setter meanwhile', async () => {
      page = await CapturedPage.captured('<input id="a">');
      const prototype = page.view.HTMLInputElement.prototype;
      const ours = Object.getOwnPropertyDescriptor(prototype, 'value') as PropertyDescriptor;
      const theirs: string[] = [];
      Object.defineProperty(prototype, 'value', {
        ...ours,
        set(this: HTMLInputElement, value: string) {
          theirs.push(value);
          ours.set?.call(this, value);
        },
      });
      page.capture.stop();
      page.find<HTMLInputElement>('#a').value = 'still works';
      expect(page.find<HTMLInputElement>('#a').value).to.equal('still works');
      expect(theirs).to.deep.equal(['still works']);
    });

    it('touches nothing before its first agent', async () => {
      page = await CapturedPage.open('<input id="a">');
      const before = fingerprint(page.view);
      const capture = new Capture({
        window: page.view,
        masking: () => ({}),
        ignored: [],
        output: { send: () => expect.fail('nothing to send') },
      });
      expect(fingerprint(page.view)).to.deep.equal(before);
      capture.stop();
    });
  });

  it('starts over for everybody after a fault of its own', async () => {
    page = await CapturedPage.captured('<p id="p">one</p>');
    const { node } = page;
    expect(node.call(page, 'p').kind).to.equal('e');
    page.forget();
    page.capture.model.apply({ type: 'remove', ids: [page.node('p').id] });
    page.find('#p').textContent = 'two';
    page.find('#p').before('beside');
    const assets = page.agent.assets.size;
    await until(() => page.faults.length > 0 && page.capture.idle);
    expect(page.bodies[0]?.recipient).to.equal(EVERYBODY);
    expect(page.text(page.node('p'))).to.equal('two');
    expect(page.agent.assets.size).to.equal(assets);
  });
});

/** Every function on the prototypes that the capture patches. */
function fingerprint(view: Window & typeof globalThis): unknown[] {
  const types = [
    'HTMLInputElement',
    'HTMLTextAreaElement',
    'HTMLSelectElement',
    'HTMLOptionElement',
    'Element',
    'StyleSheet',
    'CSSStyleSheet',
    'CSSGroupingRule',
    'CSSStyleRule',
    'CSSStyleDeclaration',
  ] as const;
  return types.flatMap((type) =>
    Object.values(Object.getOwnPropertyDescriptors(view[type].prototype)).map(
      ({ get, set, value }) => set ?? value ?? get,
    ),
  );
}
