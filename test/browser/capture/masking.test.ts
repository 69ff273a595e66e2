/** SPEC M: what the rules select stays on the page, from the first frame and after every change. */
import { expect } from '@open-wc/testing';
import type { MaskSettings } from '../../../widget/service/contract.js';
import { unreadableMask } from '../../../widget/engine/capture/masking/mask-rules.js';
import { Masker } from '../../../widget/engine/capture/masking/masker.js';
import { PasswordMemory } from '../../../widget/engine/capture/masking/password-memory.js';
import { CapturedPage, until } from '../../support/capture-harness.js';

const SECRET = 'S3cretCanary';

describe('masking', () => {
  let page: CapturedPage;
  afterEach(() => page.close());

  async function captured(html: string, masking: MaskSettings = {}): Promise<CapturedPage> {
    page = await CapturedPage.captured(html, masking);
    return page;
  }

  function setValue(selector: string, value: string): void {
    page.find<HTMLInputElement>(selector).value = value;
  }

  describe('M5 whatever the settings say', () => {
    const fields = [
      '<input id="f" type="password" value="S3cretCanary">',
      '<input id="f" type="PASSWORD" value="S3cretCanary">',
      '<input id="f" type="hidden" value="S3cretCanary">',
      '<input id="f" autocomplete="cc-number" value="S3cretCanary">',
      '<input id="f" autocomplete="section-a billing cc-csc" value="S3cretCanary">',
      '<input id="f" autocomplete="one-time-code" value="S3cretCanary">',
      '<input id="f" autocomplete="new-password" value="S3cretCanary">',
    ];
    for (const html of fields) {
      it(`masks ${html}, as attribute and as typed`, async () => {
        await captured(html);
        setValue('#f', `${SECRET}2`);
        page.find('#f').setAttribute('value', `${SECRET}3`);
        await page.idle();
        expect(page.sent).not.to.contain(SECRET);
      });
    }

    it('keeps a password masked after a button shows it', async () => {
      await captured('<input id="f" type="password">');
      setValue('#f', SECRET);
      await page.idle();
      page.find<HTMLInputElement>('#f').type = 'text';
      await page.idle();
      setValue('#f', `${SECRET}!`);
      await page.idle();
      expect(page.sent).not.to.contain(SECRET);
      expect(page.node('f').properties?.get('value')).to.equal('******');
    });

    it('masks a field that becomes a password before a value is read', async () => {
      await captured('<input id="f">');
      page.find<HTMLInputElement>('#f').type = 'password';
      setValue('#f', SECRET);
      await page.idle();
      expect(page.sent).not.to.contain(SECRET);
    });
  });

  describe('M2 with the settings of the contract', () => {
    it('masks text, values and attributes of what maskCssSelectors names, and all below it', async () => {
      await captured(
        `<div class="pii" title="${SECRET}">${SECRET}<b aria-label="${SECRET}">${SECRET}</b><input placeholder="${SECRET}" value="${SECRET}">
          <select><option value="${SECRET}" label="${SECRET}">${SECRET}</option></select><textarea>${SECRET}</textarea>
          <input type="checkbox" checked id="box"><progress value="0.7" id="bar"></progress><img alt="${SECRET}"></div><p id="open">shown</p>`,
        { maskCssSelectors: '.pii, #ssn' },
      );
      expect(page.sent).not.to.contain(SECRET);
      expect(page.node('box').attribute('checked')).to.equal(undefined);
      expect(page.node('bar').attribute('value')).to.equal(undefined);
      expect(page.text(page.node('open'))).to.equal('shown');
    });

    it('masks what maskHTMLAttributes names: pairs, several, bare names', async () => {
      await captured(
        `<p data-sensitive="true">${SECRET}</p><p data-kind="a b">${SECRET}</p><p data-pii>${SECRET}</p><p id="open" data-sensitive="false">shown</p>`,
        { maskHTMLAttributes: 'data-sensitive=true, data-kind="a b",data-pii' },
      );
      expect(page.sent).not.to.contain(SECRET);
      expect(page.text(page.node('open'))).to.equal('shown');
    });

    it('masks every input with all_input, typed or chosen, and leaves captions', async () => {
      await captured(
        `<input id="a" value="${SECRET}"><textarea id="b">${SECRET}</textarea><select id="c"><option>${SECRET}</option></select>
          <div contenteditable>${SECRET}</div><input type="radio" checked id="d"><input type="submit" id="e" value="Send">`,
        { maskType: 'all_input' },
      );
      setValue('#a', `${SECRET}2`);
      page.find<HTMLInputElement>('#d').checked = true;
      await page.idle();
      expect(page.sent).not.to.contain(SECRET);
      expect(page.node('d').properties?.get('checked') ?? 0).to.equal(0);
      expect(page.node('e').attribute('value')).to.equal('Send');
    });

    it('shows what is typed elsewhere', async () => {
      await captured('<input id="a">', { maskCssSelectors: '.pii' });
      setValue('#a', 'visible');
      await page.idle();
      expect(page.node('a').properties?.get('value')).to.equal('visible');
    });
  });

  describe('M2 and M3 wherever and whenever', () => {
    it('masks through shadow roots and same-origin iframes', async () => {
      await captured('<div class="pii"><div id="host"></div><iframe id="frame"></iframe></div>', {
        maskCssSelectors: '.pii',
      });
      page.find('#host').attachShadow({ mode: 'open' }).innerHTML = `<p>${SECRET}</p>`;
      const inner = page.find<HTMLIFrameElement>('#frame').contentDocument;
      if (inner) inner.body.innerHTML = `<p title="${SECRET}">${SECRET}</p>`;
      await page.idle();
      expect(page.sent).not.to.contain(SECRET);
    });

    it('masks inside a shadow root by a selector that matches there', async () => {
      await captured('<div id="host"></div>', { maskCssSelectors: '.pii' });
      page.find('#host').attachShadow({ mode: 'open' }).innerHTML = `<p class="pii">${SECRET}</p>`;
      await page.idle();
      expect(page.sent).not.to.contain(SECRET);
    });

    it('masks a text that arrives before the class of its parent', async () => {
      await captured('<div id="box"></div>', { maskCssSelectors: '.pii' });
      page.find('#box').textContent = SECRET;
      page.find('#box').className = 'pii';
      await page.idle();
      expect(page.sent).not.to.contain(SECRET);
    });

    it('replaces what was shown once a selector begins to match, also by a change on an ancestor', async () => {
      await captured(`<section id="outer"><p id="p" title="t">${SECRET}</p></section>`, {
        maskCssSelectors: '.private p',
      });
      expect(page.text(page.node('p'))).to.equal(SECRET);
      page.find('#outer').className = 'private';
      await page.idle();
      expect(page.text(page.node('p'))).to.equal('******');
      expect(page.node('p').attribute('title')).to.equal('******');
      page.find('#outer').className = '';
      await page.idle();
      expect(page.text(page.node('p'))).to.equal(SECRET);
    });

    it('masks what moves into a masked place', async () => {
      await captured(`<p id="p">later</p><div class="pii" id="target"></div>`, { maskCssSelectors: '.pii' });
      page.find('#target').append(page.find('#p'));
      page.find('#p').append(SECRET);
      await page.idle();
      expect(page.sent).not.to.contain(SECRET);
      expect(page.text(page.node('p'))).to.equal('************');
    });

    it('masks what enters below an ancestor that becomes masked in the same task', async () => {
      await captured('<section id="outer"><div><p id="p">open</p></div></section>', { maskCssSelectors: '.pii' });
      page.find('#outer').className = 'pii';
      page.find('#p').append(SECRET);
      page.find('#p').title = SECRET;
      await page.idle();
      expect(page.sent).not.to.contain(SECRET);
    });

    it('forgets a choice once its select is masked', async () => {
      await captured('<select id="s"><option>a<option selected>b</select>', { maskCssSelectors: '.pii' });
      expect(page.node('s').properties?.get('selection')).to.equal('1');
      page.find('#s').className = 'pii';
      await page.idle();
      expect(page.node('s').properties?.get('selection')).to.equal('');
    });
  });

  describe('M2 what leaves the page', () => {
    const REMOVALS: [string, string, MaskSettings][] = [
      [
        'a selected element',
        `<div id="x" class="pii" title="${SECRET}">${SECRET}<input value="${SECRET}"></div>`,
        { maskCssSelectors: '.pii' },
      ],
      ['a hidden field', `<input id="x" type="hidden" value="${SECRET}">`, {}],
      ['a form', `<form id="x"><input autocomplete="cc-number" value="${SECRET}"></form>`, { maskType: 'all_input' }],
      [
        'a part of it',
        `<div class="pii"><p id="x" title="${SECRET}">${SECRET}</p></div>`,
        { maskCssSelectors: '.pii' },
      ],
    ];
    for (const [what, html, masking] of REMOVALS) {
      it(`is not shown by its removal: ${what}`, async () => {
        await captured(html, masking);
        const element = page.find('#x');
        if (element.localName !== 'form') element.append(SECRET);
        element.remove();
        await page.idle();
        expect(page.sent).not.to.contain(SECRET);
      });
    }

    it('is not shown by a change below a frame that goes with it', async () => {
      await captured('<div class="pii" id="x"><iframe id="f"></iframe></div>', { maskCssSelectors: '.pii' });
      const inner = page.find<HTMLIFrameElement>('#f').contentDocument as Document;
      inner.body.append(SECRET);
      await page.idle();
      inner.body.append(SECRET);
      page.find('#x').remove();
      await page.idle();
      expect(page.sent).not.to.contain(SECRET);
    });

    it('is masked when it comes back with a shadow root that was forgotten meanwhile', async () => {
      await captured('<div id="h"></div>', { maskCssSelectors: '.pii' });
      const host = page.find('#h');
      const root = host.attachShadow({ mode: 'open' });
      await page.idle();
      host.remove();
      await page.idle();
      page.view.dispatchEvent(new HashChangeEvent('hashchange'));
      page.document.body.append(host);
      root.innerHTML = `<p class="pii">${SECRET}</p><input type="password">`;
      (root.lastElementChild as HTMLInputElement).value = SECRET;
      await page.idle();
      root.append(page.document.createElement('i'));
      await page.idle();
      expect(page.sent).not.to.contain(SECRET);
    });
  });

  it('S1 sends nothing of what the page masks while its first snapshot is made', async () => {
    page = await CapturedPage.open(`<p id="p">${SECRET}</p>${'<i>x</i>'.repeat(50)}`);
    // The text is read in an early slice of many; then the page has second thoughts.
    const started = page.start({ masking: { maskCssSelectors: '.pii' }, sliceBudgetMs: 0 });
    await until(() => page.capture.model.nodes.size > 20);
    expect(page.sent).to.equal('');
    page.find('#p').className = 'pii';
    await started;
    expect(page.sent).not.to.contain(SECRET);
    expect(page.text(page.node('p'))).to.equal('******');
  });

  it('S2 gives a late agent nothing that was masked a moment before', async () => {
    await captured(`<p id="p">${SECRET}</p>`, { maskCssSelectors: '.pii' });
    page.find('#p').className = 'pii';
    page.forget();
    page.capture.snapshotFor(2);
    await page.idle();
    expect(page.sent).not.to.contain(SECRET);
    expect(page.bodies.some(({ recipient }) => recipient === 2)).to.equal(true);
  });

  it('M5 keeps a password masked that was shown before the capture began', async () => {
    page = await CapturedPage.open('<input id="f" type="password">');
    const passwords = new PasswordMemory(page.view);
    passwords.watch();
    setValue('#f', SECRET);
    page.find<HTMLInputElement>('#f').type = 'text';
    await page.start({ passwords });
    expect(page.sent).not.to.contain(SECRET);
    passwords.stop();
  });

  it('M2 sends no picture, date, foreign attribute or style text of a masked element', async () => {
    await captured(
      `<div class="pii"><img src="data:image/png;base64,${SECRET}"><time datetime="${SECRET}">x</time><svg foo="${SECRET}" viewBox="0 0 1 1"></svg>
       <b style="--v: '${SECRET}'; color: red; background: url('/${SECRET}.png')">x</b><style>p::before { content: "${SECRET}" }</style></div>`,
      { maskCssSelectors: '.pii' },
    );
    expect(page.sent).not.to.contain(SECRET);
    expect(page.sent).to.contain('color: red');
    expect(page.sent).to.contain('viewBox');
  });

  it('reads a document that its forms and images have clobbered', async () => {
    await captured(
      `<form name="title"></form><form name="body"></form><img name="querySelectorAll"><img name="addEventListener"><img name="documentElement">
       <img name="defaultView"><img name="activeElement"><img name="compatMode"><p id="p">here</p>`,
    );
    Object.assign(page.find('form[name=title]'), { data: { ssn: SECRET } });
    page.find('#p').textContent = 'changed';
    await page.idle();
    expect(page.faults).to.deep.equal([]);
    expect(page.sent).not.to.contain(SECRET);
    expect(page.text(page.node('p'))).to.equal('changed');
  });

  it('M6 sends nothing for keystrokes in a masked field, so that they cannot be counted', async () => {
    await captured('<input id="f" type="password">');
    setValue('#f', 'a');
    await page.idle();
    page.forget();
    for (const value of ['ab', 'abc', 'abcd']) {
      setValue('#f', value);
      await page.idle();
    }
    expect(page.operations).to.deep.equal([]);
  });

  describe('M7 settings that cannot be read', () => {
    for (const maskCssSelectors of [
      '.a, (',
      '.a:hover',
      'input:checked',
      '[data-x="',
      '.a)',
      '.a:not(.b',
      'input:-webkit-autofill',
      'p:defined',
      '.a /*',
      '.a\\',
      '.a\\\\\\',
    ]) {
      it(`mask everything: ${maskCssSelectors}`, async () => {
        await captured(`<p title="${SECRET}">${SECRET}</p><input value="${SECRET}">`, { maskCssSelectors });
        expect(page.sent).not.to.contain(SECRET);
        expect(unreadableMask({ maskCssSelectors })).to.equal(maskCssSelectors);
      });
    }
  });

  it('M7 reads a backslash that is escaped itself', async () => {
    await captured(`<p class="b">${SECRET}</p><p>shown</p>`, {
      maskCssSelectors: '.a\\\\',
      maskHTMLAttributes: 'class=b',
    });
    expect(unreadableMask({ maskCssSelectors: '.a\\\\' })).to.equal(undefined);
    expect(page.sent).to.contain('shown').and.not.to.contain(SECRET);
  });

  it('M7 reads rules about an element’s place', async () => {
    const rules = '.a:not(.b) > p:nth-of-type(2n+1), :is(#x, [data-y="a:hover ("]):first-child';
    await captured('<p>shown</p>', { maskCssSelectors: rules });
    expect(unreadableMask({ maskCssSelectors: rules })).to.equal(undefined);
    expect(page.sent).to.contain('shown');
  });

  describe('M4 attributes', () => {
    it('never sends handlers, addresses, documents or data attributes that no selector uses', async () => {
      await captured(
        `<a id="a" href="https://x.example/?${SECRET}" onclick="${SECRET}" ping="/${SECRET}" data-note="${SECRET}">l</a>
         <iframe srcdoc="<p>${SECRET}x</p>" sandbox name="${SECRET}"></iframe><form action="/${SECRET}"><button formaction="/${SECRET}">b</button></form>
         <img src="https://elsewhere.example/${SECRET}.png" srcset="/${SECRET}.png 2x"><meta name="x" content="${SECRET}"><script type="text/plain">${SECRET}</script>
         <template><p>${SECRET}</p></template><noscript>${SECRET}</noscript><!-- ${SECRET} -->`.replace(
          `name="${SECRET}"`,
          '',
        ),
      );
      expect(page.sent).not.to.contain(SECRET);
      expect(page.node('a').attribute('href')).to.equal('#');
    });

    it('sends a data attribute that a style sheet looks at, unless its element is masked', async () => {
      await captured(
        `<style>[data-state="open"] { color: red } p::after { content: attr(data-label) }</style>
         <p id="a" data-state="open" data-label="x" data-other="${SECRET}"></p><p id="b" class="pii" data-state="${SECRET}"></p>`,
        { maskCssSelectors: '.pii' },
      );
      expect(page.node('a').attribute('data-state')).to.equal('open');
      expect(page.node('a').attribute('data-label')).to.equal('x');
      expect(page.sent).not.to.contain(SECRET);
    });

    it('sends no query of an address, wherever it stands', async () => {
      await captured(
        `<style>[data-to] { color: red } .a { background: image-set("/x.png?${SECRET}" 1x) }</style>
         <p id="a" data-to="/orders/7?token=${SECRET}#${SECRET}" style="background: image-set('https://x.example/?${SECRET}' 1x)"></p>
         <svg><rect id="b" fill="url(https://x.example/?${SECRET}#g)" filter="url('/f.svg?${SECRET}#f')"/><rect id="c" fill="url(#g)"/></svg>`,
      );
      expect(page.sent).not.to.contain(SECRET);
      expect(page.node('a').attribute('data-to')).to.equal('/orders/7');
      expect(page.node('c').attribute('fill')).to.equal('url("#g")');
    });

    it('keeps no number of a masked element that may be somebody’s', async () => {
      await captured(
        '<div class="pii"><input id="a" name="4711" maxlength="12" size="4"><ol id="b" start="1968"></ol><label id="c" for="4711">x</label></div>',
        { maskCssSelectors: '.pii' },
      );
      expect(page.sent).not.to.match(/4711|1968/);
      expect(page.node('a').attribute('size')).to.equal('4');
    });

    it('follows a sheet that comes later', async () => {
      await captured('<p id="a" data-state="open"></p>');
      expect(page.node('a').attribute('data-state')).to.equal(undefined);
      const style = page.document.createElement('style');
      style.textContent = '[data-state] { color: red }';
      page.document.head.append(style);
      await page.idle();
      expect(page.node('a').attribute('data-state')).to.equal('open');
    });
  });

  it('N5 sends an address without its query and fragment', () => {
    const masker = new Masker(
      () => undefined,
      () => undefined,
      { roots: () => [], isMasked: () => false },
    );
    expect(masker.address('https://shop.example:8443/a/b?q=secret#secret')).to.equal('https://shop.example:8443/a/b');
    expect(masker.address('data:text/html,secret')).to.equal('data:');
    const told = (query: string, allowed: string): string => masker.address(`https://shop.example/${query}`, allowed);
    expect(told('?page=2&q=secret&page=3&tab=%26a&=x#secret', ' page, tab,')).to.match(/\/\?page=2&page=3&tab=%26a$/);
    expect(told('?Page=secret&xpage=secret', 'page')).to.equal('https://shop.example/');
    expect(told('?*=secret&toString=secret', 'page')).to.equal('https://shop.example/');
    expect(masker.address('data:text/html,x?page=secret', 'page')).to.equal('data:');
    expect(masker.address('not an address')).to.equal('');
  });

  it('N5 masks the title where its element is masked', async () => {
    page = await CapturedPage.open('');
    page.document.title = SECRET;
    await page.start({ masking: { maskCssSelectors: 'title' } });
    expect(page.sent).not.to.contain(SECRET);
  });
});
