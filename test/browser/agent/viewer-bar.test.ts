/** The bar above the customer's page. */
import { expect, fixture, html } from '@open-wc/testing';
import { texts as en } from '../../../widget/locales/languages/en.js';
import { EndRequestEvent, LeaveRequestEvent, type ViewerBarElement } from '../../../widget/engine/agent/viewer-bar.js';
import '../../../widget/engine/agent/viewer-bar.js';

const PAGE = {
  type: 'page',
  width: 1280,
  height: 720,
  scrollLeft: 0,
  scrollTop: 0,
  title: '<b>Basket</b>',
  url: 'https://shop.example/basket',
  dark: false,
} as const;

async function render(): Promise<ViewerBarElement> {
  return fixture(html`
    <cobrowse-viewer-bar .texts=${en.desk} .page=${PAGE} customerName="Ada" liveness="live"></cobrowse-viewer-bar>
  `);
}

function button(bar: ViewerBarElement, name: string): HTMLButtonElement {
  const found = bar.shadowRoot?.querySelector<HTMLButtonElement>(`button.${name}`);
  if (!found) throw new Error(`no button ${name}`);
  return found;
}

describe('the bar above the mirror', () => {
  it('says who and what is seen, as text', async () => {
    const bar = await render();
    const text = bar.shadowRoot?.textContent ?? '';
    for (const expected of ['Ada', 'Live', '<b>Basket</b>', 'https://shop.example/basket']) {
      expect(text).to.contain(expected);
    }
  });

  it('cuts off the end of a long title, also where the desk reads from right to left', async () => {
    const bar = await render();
    bar.dir = 'rtl';
    const line = bar.shadowRoot?.querySelector('.page');
    if (!line) throw new Error('no page');
    for (const [title, direction] of [
      ['A basket', 'ltr'],
      ['סל קניות', 'rtl'],
    ] as const) {
      bar.page = { ...PAGE, title };
      await bar.updateComplete;
      expect(getComputedStyle(line).direction).to.equal(direction);
    }
  });

  it('says whether the site vouches for the name', async () => {
    const bar = await render();
    expect(bar.shadowRoot?.querySelector('.standing')?.textContent).to.equal('Unverified');
    bar.customerVerified = true;
    await bar.updateComplete;
    expect(bar.shadowRoot?.querySelector('.standing')?.textContent).to.contain('✓ Verified');
    await expect(bar).to.be.accessible();
  });

  it('is accessible, also while it asks', async () => {
    const bar = await render();
    await expect(bar).to.be.accessible();
    button(bar, 'end').click();
    await bar.updateComplete;
    await expect(bar).to.be.accessible();
  });

  it('lets the agent leave, once they have said so twice', async () => {
    const bar = await render();
    let leaves = 0;
    bar.addEventListener(LeaveRequestEvent.type, () => leaves++);
    button(bar, 'leave').click();
    await bar.updateComplete;
    expect(leaves).to.equal(0);
    expect(bar.shadowRoot?.textContent).to.contain(en.desk.leaveQuestion);
    expect(bar.shadowRoot?.activeElement).to.equal(button(bar, 'keep'));
    await expect(bar).to.be.accessible();
    button(bar, 'confirm').click();
    expect(leaves).to.equal(1);
  });

  it('tells how the line is, how long the agent has been here and who else is', async () => {
    const bar = await render();
    const text = (): string =>
      bar.shadowRoot?.querySelector('.facts')?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';
    expect(text()).to.equal('Live');
    bar.roundTrip = () => 24.4;
    bar.joinedAt = Date.now() - 65_000;
    bar.others = ['Ben', 'Chi'];
    await bar.updateComplete;
    expect(text()).to.match(/^Live 24 ms 1:0[456] With Ben and Chi$/);
    expect(bar.shadowRoot?.querySelector('.slow')).to.equal(null);
    bar.roundTrip = () => 700;
    await bar.updateComplete;
    expect(bar.shadowRoot?.querySelector('.slow')?.textContent).to.equal('700 ms');
    await expect(bar).to.be.accessible();
    bar.liveness = 'reconnecting';
    await bar.updateComplete;
    expect(text()).to.not.contain('ms');
  });

  it('wears the icon that the tab has', async () => {
    const bar = await render();
    expect(bar.shadowRoot?.querySelector('img')).to.equal(null);
    bar.icon = 'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg"/%3E';
    await bar.updateComplete;
    expect(bar.shadowRoot?.querySelector('img')?.src).to.equal(bar.icon);
    await expect(bar).to.be.accessible();
  });

  it('ends the session only after a second click elsewhere', async () => {
    const bar = await render();
    let ends = 0;
    bar.addEventListener(EndRequestEvent.type, () => ends++);
    button(bar, 'end').click();
    await bar.updateComplete;
    expect(ends).to.equal(0);
    expect(bar.shadowRoot?.activeElement).to.equal(button(bar, 'keep'));
    button(bar, 'confirm').click();
    expect(ends).to.equal(1);
  });

  it('takes the question back with Escape and gives the focus back', async () => {
    const bar = await render();
    button(bar, 'end').click();
    await bar.updateComplete;
    button(bar, 'keep').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await bar.updateComplete;
    expect(bar.shadowRoot?.activeElement).to.equal(button(bar, 'end'));
    button(bar, 'leave').click();
    await bar.updateComplete;
    button(bar, 'keep').click();
    await bar.updateComplete;
    expect(bar.shadowRoot?.activeElement).to.equal(button(bar, 'leave'));
  });

  it('offers no end while the relay could not hear it', async () => {
    const bar = await render();
    bar.liveness = 'reconnecting';
    await bar.updateComplete;
    expect(button(bar, 'end').ariaDisabled).to.equal('true');
    button(bar, 'end').click();
    await bar.updateComplete;
    expect(bar.shadowRoot?.querySelector('[role="group"]')).to.equal(null);
  });
});
