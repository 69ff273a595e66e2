/** What the customer's panel says of the agents and of the line to them: against a scripted relay. */
import { expect, waitUntil } from '@open-wc/testing';
import { texts as en } from '../../../widget/locales/languages/en.js';
import { ResumedPage, SOON } from '../../support/resumed-page.js';

describe('B7 the line to the agents', () => {
  let page: ResumedPage;
  beforeEach(() => {
    page = new ResumedPage();
  });
  afterEach(() => page.close());

  /** A session with an agent, and a ping that took so long. */
  async function live(roundTripMs: number): Promise<void> {
    const { joined } = await page.resumes();
    const { now } = performance;
    try {
      performance.now = () => 1_000;
      page.welcomes();
      performance.now = () => 1_000 + roundTripMs;
      page.relay.socket.answersPing();
    } finally {
      performance.now = now;
    }
    await joined;
  }

  const line = (): string => page.root?.querySelector('.line')?.textContent ?? '';

  it('is measured by a ping, and shown to the customer as well while somebody watches', async () => {
    await live(12.4);
    await waitUntil(() => line() === en.company.line(12), 'the line', SOON);
    page.relay.socket.says({ type: 'tab_standby', pinCode: '123456', agents: page.agents });
    await waitUntil(() => line() === '', 'nothing of it where the page is not seen', SOON);
    expect(page.root?.querySelector('.line')?.closest('[aria-live], [role=status]')).to.equal(null);
  });

  it('K4 the page hears when agents see another tab, once, and when they see this one again', async () => {
    await live(10);
    const said = (): readonly string[] => page.heard.filter((name) => /^sharing_(?:here|elsewhere)$/.test(name));
    expect(said()).to.deep.equal([]);
    for (let i = 0; i < 2; i++) page.relay.socket.says({ type: 'tab_standby', pinCode: '123456', agents: page.agents });
    expect(said()).to.deep.equal(['sharing_elsewhere']);
    page.relay.socket.says({ type: 'customer_welcome', pinCode: '123456', agents: page.agents });
    expect(said()).to.deep.equal(['sharing_elsewhere', 'sharing_here']);
  });

  it('is said to be slow where it is', async () => {
    await live(900);
    await waitUntil(() => line() === en.company.slowLine(900), 'the line', SOON);
  });
});
