/** What the element hands on of the page's look, and what it does to the tab. */
import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { lookOf, watchLook } from '../../../widget/elements/cobrowse-agent-desk/desk-look.js';
import { TabMarker } from '../../../widget/elements/cobrowse-agent-desk/tab-marker.js';
import { TabState } from '../../../widget/service/tab-mark.js';

describe('the look of the page', () => {
  it('is the scheme that is drawn there, and the colours that the page set, as numbers', async () => {
    const box = await fixture<HTMLElement>(html`<div></div>`);
    expect(lookOf(box, box)).to.deep.equal({ colorScheme: 'light', colours: {} });
    box.style.cssText = 'color-scheme: dark; --cobrowse-accent: teal; --cobrowse-text: light-dark(#000, #eee)';
    expect(lookOf(box, box)).to.deep.equal({
      colorScheme: 'dark',
      colours: { accent: 'rgb(0, 128, 128)', text: 'rgb(238, 238, 238)' },
    });
    expect(box.childElementCount).to.equal(0);
  });

  it('is watched where pages switch their themes, until it is no longer wanted', async () => {
    const box = await fixture<HTMLElement>(html`<div></div>`);
    const abort = new AbortController();
    let changes = 0;
    watchLook(box, () => changes++, abort.signal);
    document.documentElement.dataset['theme'] = 'dark';
    await waitUntil(() => changes > 0, 'the change is told');
    abort.abort();
    const before = changes;
    delete document.documentElement.dataset['theme'];
    await new Promise((resolve) => queueMicrotask(() => resolve(undefined)));
    expect(changes).to.equal(before);
  });
});

describe('the mark of the tab', () => {
  const icon = (): string | undefined => document.querySelector<HTMLLinkElement>('link[data-cobrowse-icon]')?.href;

  it('comes before the page’s own title, with an icon, and both go with the customer', () => {
    const own = document.title;
    const marker = new TabMarker();
    marker.show({ customerName: 'Ada', state: TabState.LIVE });
    expect(document.title).to.equal(['● Ada', own].filter(Boolean).join(' · '));
    const live = icon();
    expect(live).to.match(/^data:image\/svg/);
    marker.show({ customerName: 'Ada', state: TabState.AWAY });
    expect(document.title.startsWith('◌ Ada')).to.equal(true);
    expect(icon()).to.not.equal(live);
    expect(document.querySelectorAll('link[data-cobrowse-icon]')).to.have.lengthOf(1);
    marker.show(undefined);
    expect([document.title, icon()]).to.deep.equal([own, undefined]);
  });

  it('leaves alone a title that the page gave itself meanwhile', () => {
    const own = document.title;
    const marker = new TabMarker();
    marker.show({ customerName: 'Ada', state: TabState.LIVE });
    document.title = 'Ticket 7';
    marker.show({ customerName: 'Ada', state: TabState.ENDED });
    expect(document.title).to.equal('■ Ada · Ticket 7');
    marker.show(undefined);
    expect(document.title).to.equal('Ticket 7');
    document.title = own;
  });
});
