/** A pause of the customer's, and the pages that come after it in their tab (SPEC U4): against a scripted relay. */
import { expect, waitUntil } from '@open-wc/testing';
import { readMarker } from '../../../widget/engine/customer/resume-marker.js';
import { ResumedPage, SOON } from '../../support/resumed-page.js';

describe('U4 a pause', () => {
  let page: ResumedPage;
  beforeEach(() => {
    page = new ResumedPage();
  });
  afterEach(() => page.close());

  /** A page of the tab, after one that had paused or not. */
  async function nextPage(paused: boolean): Promise<void> {
    const { joined } = await page.resumes(paused ? { paused } : {});
    page.welcomes();
    await joined;
  }

  const told = (): unknown[] =>
    page.relay.socket.sent
      .filter((data): data is string => typeof data === 'string')
      .map((text): unknown => JSON.parse(text))
      .filter((message) => Reflect.get(Object(message), 'type') === 'sharing');

  it('is kept by the tab', async () => {
    await nextPage(false);
    expect(told()).to.deep.equal([]);
    const button = (): HTMLButtonElement | null | undefined => page.root?.querySelector('button.pause');
    await waitUntil(button, 'the way to pause', SOON);
    button()?.click();
    expect(told()).to.deep.equal([{ type: 'sharing', paused: true }]);
    expect(readMarker(location.origin)?.paused).to.equal(true);
    expect(page.heard.at(-1)).to.equal('sharing_paused');
  });

  it('is there again on the next page, whatever the relay says, and nothing of that page leaves it', async () => {
    await nextPage(true);
    expect(told()).to.deep.equal([{ type: 'sharing', paused: true }]);
    expect(readMarker(location.origin)?.paused, 'for the page after it').to.equal(true);
    page.relay.socket.says({ type: 'snapshot_wanted', agent: 1 });
    page.welcomes();
    await waitUntil(
      () => page.root?.querySelector('h2, .headline')?.textContent?.includes('Paused'),
      'the panel',
      SOON,
    );
    expect(page.relay.socket.frames).to.deep.equal([]);
    // Once, and after it heard who is there.
    expect(page.heard.slice(-2)).to.deep.equal(['agent_joined', 'sharing_paused']);
  });
});
