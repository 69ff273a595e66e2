/** The bar above the customer's page. */
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
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
    for (const expected of ['Ada', 'Live', '1280 × 720', '<b>Basket</b>', 'https://shop.example/basket']) {
      expect(text).to.contain(expected);
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

  it('lets the agent leave at once', async () => {
    const bar = await render();
    const left = oneEvent(bar, LeaveRequestEvent.type);
    button(bar, 'leave').click();
    await left;
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
  });

  it('offers no end while the relay could not hear it', async () => {
    const bar = await render();
    bar.liveness = 'reconnecting';
    await bar.updateComplete;
    expect(button(bar, 'end').disabled).to.equal(true);
    expect(button(bar, 'leave').disabled).to.equal(false);
  });
});
