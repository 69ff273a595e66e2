/** SPEC M2 and M4: what a slot of an open shadow tree shows is masked with it, and the names that put the two together tell nothing. */
import { expect } from '@open-wc/testing';
import { CapturedPage } from '../../support/capture-harness.js';

const SECRET = 'S3cretCanary';

describe('masked slots', () => {
  let page: CapturedPage;
  afterEach(() => page.close());

  async function captured(html: string): Promise<void> {
    page = await CapturedPage.captured(html, { maskCssSelectors: '.pii' });
  }

  it('M2 masks what is shown in a slot of something masked', async () => {
    await captured(`<div id="h"><p title="${SECRET}">${SECRET}</p>${SECRET}</div>`.replaceAll(SECRET, 'later'));
    const root = page.find('#h').attachShadow({ mode: 'open' });
    root.innerHTML = '<div class="pii"><slot></slot></div>';
    page.find('#h p').textContent = SECRET;
    page.find('#h').append(SECRET);
    await page.idle();
    expect(page.sent).not.to.contain(SECRET);
    expect(page.text(page.node('h'))).not.to.contain('later');
  });

  it('M4 tells which slot shows what, and no name of a masked slot', async () => {
    await captured(`<div class="pii"><slot name="${SECRET}"></slot></div><div id="h"></div>`);
    const root = page.find('#h').attachShadow({ mode: 'open' });
    root.innerHTML = `<div id="inner" class="pii"><slot id="hidden" name="${SECRET}"></slot></div><slot id="seen" name="aside"></slot><slot></slot>`;
    page.find('#h').innerHTML =
      `<i id="a" slot="${SECRET}"></i><i id="b" slot="aside" class="pii"></i><i id="c" slot="${SECRET}2" class="pii"></i>`;
    await page.idle();
    const told = (id: string, name: string): string => page.node(id).attribute(name) ?? '';
    expect(told('a', 'slot')).to.equal(told('hidden', 'name')).and.not.to.equal('');
    expect(told('b', 'slot')).to.equal('aside').and.to.equal(told('seen', 'name'));
    // In the mirror, too, no slot shows it, not even the one without a name.
    expect(told('c', 'slot')).not.to.equal('').and.not.to.equal(told('hidden', 'name'));

    root.querySelector('#seen')?.classList.add('pii');
    await page.idle();
    expect(told('b', 'slot')).to.equal(told('seen', 'name')).and.not.to.equal('aside');
    expect(page.sent).not.to.contain(SECRET);
  });

  it('M2 masks what comes to be shown in a masked slot, however it comes there', async () => {
    await captured('<div id="h"><p id="a" slot="a">later</p><p id="b" slot="b">later</p></div>');
    const root = page.find('#h').attachShadow({ mode: 'open' });
    root.innerHTML = '<slot name="b"></slot><div class="pii"><slot name="c"></slot><slot name="b"></slot></div>';
    await page.idle();
    expect([page.text(page.node('a')), page.text(page.node('b'))]).to.deep.equal(['later', 'later']);
    // One by its slot's new name, one because the slot before is gone.
    root.querySelector<HTMLSlotElement>('.pii slot')?.setAttribute('name', 'a');
    root.querySelector('slot')?.remove();
    await page.idle();
    expect(page.text(page.node('a'))).not.to.contain('later');
    expect(page.text(page.node('b'))).not.to.contain('later');
  });
});
