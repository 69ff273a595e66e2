/** SPEC M2: which of several rules holds, what opens what, what becomes a box, and what a mask leaves of an element's shape. */
import { expect } from '@open-wc/testing';
import type { MaskSettings } from '../../../widget/service/contract.js';
import { CapturedPage, task, until } from '../../support/capture-harness.js';

const SECRET = 'S3cretCanary';
const MASK = '******';

describe('mask rules', () => {
  let page: CapturedPage;
  afterEach(() => page.close());

  async function captured(html: string, masking: MaskSettings = {}): Promise<void> {
    page = await CapturedPage.captured(html, masking);
  }

  const textOf = (id: string): string => page.text(page.node(id));
  const styleOf = (id: string): string => page.node(id).attribute('style') ?? '';

  describe('M2 a page that is private by default', () => {
    it('shows what is opened, and nothing else', async () => {
      await captured(
        `<p id="a">${SECRET}</p><main class="open"><p id="b">shown</p><p class="pii" id="c">${SECRET}</p><input id="d" value="shown"></main>`,
        { maskType: 'all', unmaskCssSelectors: '.open', maskCssSelectors: '.pii' },
      );
      expect([textOf('a'), textOf('b'), textOf('c')]).to.deep.equal([MASK, 'shown', MASK]);
      expect(page.node('d').properties?.get('value') ?? page.node('d').attribute('value')).to.equal('shown');
      expect(page.sent).not.to.contain(SECRET);
    });

    it('masks the title and keeps following the window’s scrolling', async () => {
      page = await CapturedPage.open('<p style="height: 5000px">x</p>');
      page.document.title = SECRET;
      await page.start({ masking: { maskType: 'all' } });
      page.view.scrollTo(0, 700);
      page.document.dispatchEvent(new Event('scroll'));
      await page.idle();
      expect(page.sent).not.to.contain(SECRET);
      expect(page.agent.node(1).properties?.get('scrollTop')).to.equal(700);
    });
  });

  it('M2 each selector of a list holds, whatever its commas are in', async () => {
    await captured(
      ['a', 'b', 'c', 'd', 'e'].map((id) => `<p id="${id}" class="${id}" data-x="1,${id}">${SECRET}</p>`).join(''),
      { maskCssSelectors: ':is(.a, .b), [data-x="1,c"]/* , ( */ , .d:not(.x, .y)' },
    );
    expect(['a', 'b', 'c', 'd', 'e'].map(textOf)).to.deep.equal([MASK, MASK, MASK, MASK, SECRET]);
  });

  describe('M7 a list that is open at its end', () => {
    for (const masking of [
      { maskCssSelectors: 'x\\', maskHTMLAttributes: 'data-pii' },
      { maskHTMLAttributes: 'x/*,data-pii,y*/' },
    ]) {
      it(`swallows no rule behind it: ${JSON.stringify(masking)}`, async () => {
        await captured(`<p data-pii>${SECRET}</p>`, masking);
        expect(page.sent).not.to.contain(SECRET);
      });
    }
  });

  describe('M2 what opens', () => {
    it('is an element below a mask that is named itself', async () => {
      await captured(
        `<div class="pii"><p id="a">${SECRET}</p><p id="b" class="ok">shown<b id="c">shown too</b></p><p id="d" data-cobrowse="unmask">here</p></div>`,
        { maskCssSelectors: '.pii', unmaskCssSelectors: '.ok' },
      );
      expect([textOf('a'), textOf('c'), textOf('d')]).to.deep.equal([MASK, 'shown too', 'here']);
    });

    it('is not what a rule masks by name, nor what stands around it', async () => {
      await captured(
        `<p id="a" class="pii ok">${SECRET}</p><div class="ok"><p id="b" class="pii">${SECRET}</p></div><div class="ok"><input id="c" value="${SECRET}"></div>`,
        { maskType: 'all_input', maskCssSelectors: '.pii', unmaskCssSelectors: '.ok' },
      );
      expect(page.sent).not.to.contain(SECRET);
    });

    it('is a field, where every field is masked', async () => {
      await captured('<input id="a" class="ok" value="shown"><input id="b" value="S3cretCanary">', {
        maskType: 'all_input',
        unmaskCssSelectors: '.ok',
      });
      expect(page.node('a').attribute('value')).to.equal('shown');
      expect(page.sent).not.to.contain(SECRET);
    });

    it('is never a password, a payment field or a one-time code, nor anything in one', async () => {
      await captured(
        `<input type="password" class="ok" data-cobrowse="unmask" value="${SECRET}"><input autocomplete="cc-number" class="ok" value="${SECRET}">
         <div autocomplete="one-time-code"><b class="ok">${SECRET}</b></div>`,
        { maskType: 'all', unmaskCssSelectors: '.ok' },
      );
      expect(page.sent).not.to.contain(SECRET);
    });

    it('closes again when its class goes, and opens when it comes', async () => {
      await captured('<div class="pii"><p id="a">text</p></div>', {
        maskCssSelectors: '.pii',
        unmaskCssSelectors: '.ok',
      });
      page.find('#a').className = 'ok';
      await page.idle();
      expect(textOf('a')).to.equal('text');
      page.find('#a').className = '';
      page.find('#a').textContent = SECRET;
      await page.idle();
      expect(textOf('a')).to.equal(MASK);
      expect(page.sent).not.to.contain(SECRET);
    });
  });

  describe('M2 what is blocked', () => {
    it('is an empty box of its size', async () => {
      await captured(
        `<div id="a" class="no" style="width: 120px; height: 30px" title="${SECRET}"><p>${SECRET}</p><input value="${SECRET}"></div><p id="b">shown</p>`,
        { blockCssSelectors: '.no' },
      );
      expect(page.node('a').first).to.equal(undefined);
      expect(styleOf('a')).to.contain(';width:120px!important').and.to.contain(';height:30px!important');
      expect(page.sent).not.to.contain(SECRET);
      expect(textOf('b')).to.equal('shown');
    });

    it('forgets what was sent of it, and comes back as it is', async () => {
      await captured('<div id="a"><input id="f"><p id="p">one</p></div>');
      page.find<HTMLInputElement>('#f').value = 'typed';
      await page.idle();
      page.find('#a').dataset.cobrowse = 'block';
      page.find('#f').dataset.cobrowse = 'block';
      await page.idle();
      expect(page.node('a').first).to.equal(undefined);
      page.find('#p').textContent = 'two';
      page.find('#a').removeAttribute('data-cobrowse');
      await page.idle();
      expect(textOf('p')).to.equal('two');
      expect(page.node('f').properties?.get('value') ?? '').to.equal('');
    });

    it('lets nothing out that moves from it into the open', async () => {
      await captured('<div id="a"><p id="p"><b id="b">one</b></p></div><div id="to"></div>', {
        maskCssSelectors: '.pii',
      });
      page.find('#a').dataset.cobrowse = 'block';
      page.find('#b').className = 'pii';
      page.find('#b').textContent = SECRET;
      page.find('#to').append(page.find('#p'));
      await page.idle();
      expect(textOf('b')).to.equal(MASK);
      expect(page.sent).not.to.contain(SECRET);
    });
  });

  describe('M2 settings that come while the capture runs', () => {
    it('hold at once for what was sent before', async () => {
      await captured('<p id="a" class="x">one</p><p id="b">two</p>');
      page.masking = { maskCssSelectors: '.x' };
      page.find('#b').textContent = 'three';
      await page.idle();
      expect([textOf('a'), textOf('b')]).to.deep.equal([MASK, 'three']);
      page.masking = { maskType: 'all', unmaskCssSelectors: '#a' };
      page.find('#b').textContent = SECRET;
      await page.idle();
      expect([textOf('a'), textOf('b')]).to.deep.equal(['one', MASK]);
      expect(page.sent).not.to.contain(SECRET);
    });
  });

  describe('M9 a choice of which a part is masked', () => {
    const checked = (id: string): unknown =>
      page.node(id).properties?.get('checked') ?? Number(page.node(id).attribute('checked') !== undefined);
    const find = (id: string): HTMLInputElement => page.find(`#${id}`);

    it('is told of no radio button of the group, nor of its focus', async () => {
      await captured(
        `<form><input type="radio" name="g" id="a" checked aria-checked="true"><input type="radio" name="g" id="b" class="pii"></form>
         <form><input type="radio" name="g" id="c" checked><input type="radio" name="other" id="d" checked></form>`,
        { maskCssSelectors: '.pii' },
      );
      expect(['a', 'b', 'c', 'd'].map(checked)).to.deep.equal([0, 0, 1, 1]);
      expect(page.node('a').attribute('aria-checked')).to.equal(undefined);
      page.forget();
      find('b').checked = true;
      find('a').checked = true;
      find('a').focus();
      page.document.dispatchEvent(new Event('focusin'));
      await page.idle();
      expect(page.operations.filter(({ type }) => type !== 'pointer')).to.deep.equal([]);
    });

    it('is hidden once one of the others is masked, and told again', async () => {
      await captured('<input type="radio" name="g" id="a" checked><input type="radio" name="g" id="b">', {
        maskCssSelectors: '.pii',
      });
      expect(checked('a')).to.equal(1);
      find('b').className = 'pii';
      await page.idle();
      expect(checked('a')).to.equal(0);
      find('b').className = '';
      find('a').dispatchEvent(new Event('change', { bubbles: true }));
      await page.idle();
      expect(checked('a')).to.equal(1);
      page.document.body.insertAdjacentHTML('beforeend', '<input type="radio" name="g" class="pii">');
      await page.idle();
      expect(checked('a')).to.equal(0);
    });

    it('is told of no select with a masked option', async () => {
      await captured(
        `<select id="s"><optgroup><option id="a" selected>one</option></optgroup><option class="pii">${SECRET}</option></select>
         <select id="t"><option>one</option><option selected>two</option></select>`,
        { maskCssSelectors: '.pii' },
      );
      expect(page.node('s').properties?.get('selection') ?? '').to.equal('');
      expect(page.node('a').attribute('selected')).to.equal(undefined);
      expect(page.node('t').properties?.get('selection')).to.equal('1');
      page.find('#t option').className = 'pii';
      await page.idle();
      expect(page.node('t').properties?.get('selection')).to.equal('');
    });
  });

  describe('A3 a picture that is masked after it was shown', () => {
    const PIXEL = 'data:image/png;base64,' + 'A'.repeat(70_000);
    const hashes = (): string[] => [...page.agent.assets.values()].map(({ hash }) => hash);
    const answered = (all: readonly string[]): number =>
      [...page.capture.answers(new TextEncoder().encode(JSON.stringify(all)))].length;

    it('is withdrawn, so that whoever comes later cannot get it, and told again when it is open again', async () => {
      page = await CapturedPage.open(`<img id="a" src="${PIXEL}">`);
      await page.start({ masking: { maskCssSelectors: '.pii' } });
      await until(() => hashes().length === 1);
      const told = hashes();
      expect(answered(told)).to.equal(1);
      page.find('#a').className = 'pii';
      await page.idle();
      page.forget();
      page.capture.snapshotFor(2);
      await page.idle();
      expect(page.sent).not.to.contain(told[0]);
      expect(page.capture.model.assets.size).to.equal(0);
      expect(answered(told)).to.equal(0);
      page.find('#a').className = '';
      await until(() => hashes().length === 1);
      expect(hashes()).to.deep.equal(told);
      expect(answered(told)).to.equal(1);
      expect(page.faults).to.deep.equal([]);
    });
  });

  describe('A3 a picture that is masked while it is read', () => {
    it('is to be had at no moment, however long the page takes to be read again', async () => {
      page = await CapturedPage.open(`<div id="box">${'<p>x</p>'.repeat(200)}<img id="a"></div>`);
      await page.start({ masking: { maskCssSelectors: '.pii' }, sliceBudgetMs: 0 });
      page.find<HTMLImageElement>('#a').src = 'data:image/png;base64,' + 'B'.repeat(70_000);
      while (!page.node('a').attribute('src')) await task();
      page.find('#box').className = 'pii';
      let served = 0;
      do {
        await task();
        const hashes = [...page.agent.assets.values()].map(({ hash }) => hash);
        served += [...page.capture.answers(new TextEncoder().encode(JSON.stringify(hashes)))].length;
      } while (!page.capture.idle || page.node('a').attribute('src'));
      expect(served).to.equal(0);
    });
  });

  describe('M6 the shape of a mask', () => {
    it('is a height in whole lines, which a text of the same lines does not change', async () => {
      await captured(
        '<style>p { font: 16px/20px sans-serif; width: 200px }</style><p id="a" class="pii">one<br>two<br>three</p>',
        { maskCssSelectors: '.pii' },
      );
      expect(styleOf('a')).to.equal('min-height: 60px');
      page.forget();
      (page.find('#a').firstChild as Text).data = 'another';
      await page.idle();
      expect(page.operations).to.deep.equal([]);
    });

    it('is a box in place of what a person types', async () => {
      await captured('<div id="a" contenteditable class="pii">one</div>', { maskCssSelectors: '.pii' });
      page.forget();
      page.find('#a').innerHTML = `<div>${SECRET}</div><div>two</div>`;
      await page.idle();
      expect(page.operations).to.deep.equal([]);
    });

    it('keeps pictures and frames as boxes', async () => {
      await captured(
        `<div class="pii"><svg id="a" viewBox="0 0 10 10" width="20"><path d="M0 0"/></svg><iframe id="b" srcdoc="<p>${SECRET}</p>"></iframe>
         <canvas id="c" width="30"></canvas><b id="d" style="display: block; background: url(/x.png)">x</b></div>`,
        { maskCssSelectors: '.pii' },
      );
      for (const id of ['a', 'b', 'c']) expect(styleOf(id), id).to.contain('background:#8882!important');
      expect(page.node('a').first).to.equal(undefined);
      expect(page.node('a').attribute('viewBox')).to.equal('0 0 10 10');
      expect(page.node('b').first).to.equal(undefined);
      expect(styleOf('d')).to.contain('background-image: none !important');
      expect(page.sent).not.to.contain(SECRET);
    });
  });

  describe('M2 where a person is in a masked place', () => {
    const point = (id: string, x: number): void => {
      const box = page.find(id).getBoundingClientRect();
      const place = { bubbles: true, composed: true, clientX: box.left + x, clientY: box.top + 2, buttons: 1 };
      page.find(id).dispatchEvent(new PointerEvent('pointerdown', place));
    };

    it('the pointer rests, also where each key is a mask of its own, and over what belongs to a choice', async () => {
      await captured(
        `<div class="pii"><button id="k1">1</button><button id="k2">2</button></div>
         <div id="pad"><button class="pii"><b id="k3">3</b></button><button class="pii" id="k4">4</button></div>
         <label><b id="k5">yes</b><input type="radio" name="r" class="pii"></label><label id="k6">no<input type="radio" name="r" id="k7"></label><p id="p">x</p>`,
        { maskCssSelectors: '.pii' },
      );
      page.forget();
      for (const key of ['#k1', '#k2', '#k3', '#k4', '#k5', '#k6', '#k7']) point(key, 3);
      expect(page.operations.filter(({ type }) => type === 'pointer')).to.deep.equal([]);
      point('#p', 3);
      expect(page.operations.at(-1)).to.include({ type: 'pointer', id: page.node('p').id, pressed: true });
    });

    it('scrolling and the focus say nothing', async () => {
      await captured(
        `<div id="box" class="pii" style="height: 40px; overflow: auto"><p style="height: 900px">x</p><button id="in">y</button></div>
         <input type="radio" class="pii" id="r1"><input type="radio" class="pii" id="r2"><button class="pii" id="key">7</button><input class="pii" id="text">`,
        { maskCssSelectors: '.pii' },
      );
      const focus = (): unknown => page.agent.node(1).properties?.get('focus') ?? 0;
      page.find('#box').scrollTop = 300;
      page.find('#box').dispatchEvent(new Event('scroll'));
      page.find('#in').focus();
      await page.idle();
      expect(page.node('box').properties?.get('scrollTop') ?? 0).to.equal(0);
      expect([0, page.node('box').id]).to.include(focus());
      page.find('#text').focus();
      await page.idle();
      expect(focus()).to.equal(page.node('text').id);
      for (const id of ['#r2', '#key']) {
        page.find(id).focus();
        await page.idle();
        expect(focus(), id).to.equal(0);
      }
    });

    it('M8 a rule tells no more of a masked element once that is gone', async () => {
      await captured(
        `<style id="s">.a::after { content: "${SECRET}" } .b:not(:hover) { background: url(/${SECRET}.png) }</style><p class="pii a">x</p><p class="pii b">y</p><p id="p">z</p>`,
        { maskCssSelectors: '.pii' },
      );
      expect(page.sent).not.to.contain(SECRET);
      page.find('.a').remove();
      page.find('.b').remove();
      // What masks another element has all rules looked at again.
      page.find('#p').className = 'pii';
      page.find('#s').append('p { color: red }');
      await page.idle();
      page.capture.snapshotFor(2);
      await page.idle();
      expect(page.sent).not.to.contain(SECRET);
    });

    it('what is masked is to be had as elements', async () => {
      await captured('<div class="pii" id="a"><p class="pii">x</p></div><input type="password" id="b"><p>y</p>', {
        maskCssSelectors: '.pii',
      });
      expect(page.capture.maskedElements().map(({ id }) => id)).to.have.members(['a', 'b']);
    });
  });
});
