/** SPEC M: places and moments in which a masked string might slip through, one test each; most of them were found by reading or by chance. */
import { expect } from '@open-wc/testing';
import { PasswordMemory } from '../../../widget/engine/capture/masking/password-memory.js';
import { FrameClass } from '../../../widget/engine/protocol/frame.js';
import { traceOf } from '../../support/canaries.js';
import { CapturedPage, task } from '../../support/capture-harness.js';

const SECRET = 'kqxzjwqqxkzvqj';
const MASK = '******';

describe('masks in corners', () => {
  let page: CapturedPage;
  afterEach(() => page.close());

  const expectNothing = (): void => {
    expect(page.faults).to.deep.equal([]);
    expect(traceOf(SECRET, page.sent) ?? '').to.equal('');
  };

  it('M4 a text that was written as markup makes no name of an element', async () => {
    page = await CapturedPage.captured(
      `<div class="pii" id="a">x<${SECRET}@shop.example>y</${SECRET}@shop.example><${SECRET}>z</${SECRET}></div>
      <svg><g class="pii"><${SECRET}></${SECRET}></g></svg><math class="pii"><${SECRET}></${SECRET}></math>
      <x-card class="pii" id="b"></x-card><open-er></open-er><blink id="c"></blink>`,
      { maskCssSelectors: '.pii' },
    );
    expectNothing();
    const nameOf = (id: string): unknown => 'name' in page.node(id).data && page.node(id).data;
    expect(nameOf('b')).to.include({ name: 'x-card' });
    expect(nameOf('c')).to.include({ name: 'blink' });
    // Once it is masked, the name that was told goes.
    page.find('body').innerHTML = `<div id="d"><${SECRET}>y</${SECRET}></div>`;
    await page.idle();
    expect(page.sent).to.contain(SECRET);
    page.find('#d').className = 'pii';
    await page.idle();
    page.forget();
    page.capture.snapshotFor(2);
    await page.idle();
    expectNothing();
    page.find('#d').className = '';
    await page.idle();
    expect([...page.agent.nodes.values()].map(({ data }) => 'name' in data && data.name)).to.contain(SECRET);
  });

  it('M4 what names something is no keyword, and a number is one only where there are numbers', async () => {
    page = await CapturedPage.captured(
      `<input class="pii" name="kq" id="a" form="text" lang="kqx" size="7"><p class="pii" id="b" role="1234" lang="de" dir="rtl" align="4321"></p>
      <p class="pii" id="c" style="order: 1234567; border-image-source: paint(${SECRET}); width: 12px; z-index: 2147483647"></p>`,
      { maskCssSelectors: '.pii' },
    );
    const told = (id: string, names: string): unknown[] =>
      names.split(' ').map((name) => page.node(id).attribute(name));
    expect(told('a', 'name form lang size')).to.deep.equal([undefined, undefined, undefined, '7']);
    expect(told('b', 'role lang dir align')).to.deep.equal([undefined, 'de', 'rtl', undefined]);
    expect(told('c', 'style')).to.deep.equal(['width: 12px; z-index: 2147483647']);
  });

  it('N5 M2 the title is masked with its element, whatever pictures have titles before it', async () => {
    page = await CapturedPage.open(
      `<svg><title>a picture</title></svg><div class="pii"><title>${SECRET}</title></div>`,
    );
    page.document.head.querySelector('title')?.remove();
    expect(page.document.title).to.equal(SECRET);
    await page.start({ masking: { maskCssSelectors: '.pii' } });
    expectNothing();
    expect(page.agent.node(1).properties?.get('title')).to.equal(MASK);
  });

  it('M3 the title goes as soon as its mask comes', async () => {
    page = await CapturedPage.open('');
    page.document.title = SECRET;
    await page.start({ masking: { maskCssSelectors: '.secret title' } });
    expect(page.sent).to.contain(SECRET);
    page.document.documentElement.className = 'secret';
    await task();
    page.forget();
    page.capture.snapshotFor(2);
    await page.idle();
    expectNothing();
  });

  it('M3 a rule may depend on whether there is a text', async () => {
    page = await CapturedPage.captured('<p id="e"></p>', { maskCssSelectors: 'p:not(:empty)' });
    const text = page.document.createTextNode('');
    page.find('#e').append(text);
    await page.idle();
    text.nodeValue = SECRET;
    await page.idle();
    expectNothing();
    expect(page.text(page.node('e'))).to.equal(MASK);
  });

  for (const selector of ['[data\\-pii]', '[\\64 ata-pii]', '[/**/data-pii]', '[dätä]'])
    it(`M3 a rule holds for an attribute that comes later, however its name is written: ${selector}`, async () => {
      page = await CapturedPage.captured('<p id="e">x</p>', { maskCssSelectors: selector });
      page.find('#e').setAttribute(selector.includes('ä') ? 'dätä' : 'data-pii', '');
      await page.idle();
      const [text] = page.find('#e').childNodes;
      if (text) text.nodeValue = SECRET;
      await page.idle();
      expectNothing();
    });

  it('M3 a rule holds for an attribute whose name has capitals', async () => {
    page = await CapturedPage.captured('<svg><text id="e">x</text></svg>', { maskCssSelectors: '[textLength]' });
    page.find('#e').setAttribute('textLength', '10');
    await page.idle();
    const [text] = page.find('#e').childNodes;
    if (text) text.nodeValue = SECRET;
    await page.idle();
    expectNothing();
  });

  it('M2 what a masked slot shows from now on goes, by an assignment or because another slot is gone', async () => {
    page = await CapturedPage.open(`<div id="h"><p>${SECRET}</p>${SECRET}</div><div id="m"><p>${SECRET}</p></div>`);
    const root = page.find('#h').attachShadow({ mode: 'open' });
    root.innerHTML = '<section><slot></slot></section><div class="pii"><slot></slot></div>';
    const manual = page.find('#m').attachShadow({ mode: 'open', slotAssignment: 'manual' });
    manual.innerHTML = '<div class="pii"><slot></slot></div>';
    await page.start({ masking: { maskCssSelectors: '.pii' } });
    expect(page.sent).to.contain(SECRET);
    root.querySelector('section')?.remove();
    manual.querySelector('slot')?.assign(page.find('#m p'));
    await task();
    await page.idle();
    page.forget();
    page.capture.snapshotFor(2);
    await page.idle();
    expectNothing();
  });

  it('M5 a password in a tree of shadows that was there, or was written in, before the capture began', async () => {
    page = await CapturedPage.open('<div><div id="a"></div></div><div id="b"></div>');
    const fieldIn = (id: string): HTMLInputElement => {
      const root = page.find(id).attachShadow({ mode: 'open' });
      root.innerHTML = `<input type="password" value="${SECRET}">`;
      return root.querySelector('input') as HTMLInputElement;
    };
    const early = fieldIn('#a');
    const passwords = new PasswordMemory(page.view);
    passwords.watch();
    const late = fieldIn('#b');
    late.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    for (const field of [early, late]) field.type = 'text';
    await page.start({ passwords });
    passwords.stop();
    expectNothing();
  });

  it('M5 a field that shows dots by its style alone, also once it shows letters', async () => {
    page = await CapturedPage.captured(
      `<style>.dots { -webkit-text-security: disc }</style><input id="e" class="dots" value="${SECRET}"><textarea class="dots">${SECRET}</textarea>`,
    );
    page.find('#e').className = '';
    page.find<HTMLInputElement>('#e').value = `${SECRET}2`;
    await page.idle();
    expectNothing();
  });

  it('M5 a field whose own style has dots, also while it is not laid out', async () => {
    page = await CapturedPage.open(
      `<div id="h"><input id="e" style="-webkit-text-security: disc" value="${SECRET}"></div>`,
    );
    const root = page.find('#h').attachShadow({ mode: 'open' });
    await page.start();
    root.append(page.document.createElement('slot'));
    await task();
    await page.idle();
    expectNothing();
  });

  it('M2 a document that is edited as a whole is a field, where every field is masked', async () => {
    page = await CapturedPage.open('<iframe id="f"></iframe>');
    const inner = page.find<HTMLIFrameElement>('#f').contentDocument as Document;
    inner.designMode = 'on';
    inner.body.append(SECRET);
    await page.start({ masking: { maskType: 'all_input' } });
    inner.body.append(SECRET);
    await page.idle();
    expectNothing();
  });

  it('S1 M3 a snapshot has nothing that was masked after it began', async () => {
    page = await CapturedPage.open(
      `<p id="e">open</p>${Array.from({ length: 3000 }, (_, n) => `<p>some text that takes its room ${n}</p>`).join('')}<p id="z">${SECRET}</p>`,
    );
    let begun = 0;
    const masking = { maskCssSelectors: '.pii' };
    await page.start({
      masking,
      sliceBudgetMs: 0,
      output: {
        send: (frameClass, _recipient, body) => {
          page.sent += new TextDecoder().decode(body);
          if (frameClass === FrameClass.SNAPSHOT && begun++ === 0) page.find('#z').className = 'pii';
        },
      },
    });
    expect(begun).to.be.greaterThan(2);
    expectNothing();
  });

  it('M6 the pointer rests over a mask, also while something open has it to itself', async () => {
    page = await CapturedPage.captured(
      '<div id="o" style="width: 200px; height: 200px"><div class="pii" id="p" style="width: 100px; height: 100px">x</div></div>',
      { maskCssSelectors: '.pii' },
    );
    const move = (clientX: number): unknown =>
      page
        .find('#o')
        .dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true, clientX, clientY: 50 }));
    move(50);
    expect(page.operations.some(({ type }) => type === 'pointer')).to.equal(false);
    move(150);
    expect(page.operations.some(({ type }) => type === 'pointer')).to.equal(true);
  });
});
