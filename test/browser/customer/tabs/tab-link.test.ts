import { expect, waitUntil } from '@open-wc/testing';
import type { TabLink } from '../../../../widget/engine/customer/engine-api.js';
import { StateCookie } from '../../../../widget/engine/customer/tabs/state-cookie.js';
import { linkTab } from '../../../../widget/engine/customer/tabs/tab-link.js';
import type { ClientMessage } from '../../../../widget/engine/protocol/control.js';

const WELCOME = { type: 'customer_welcome', pinCode: '123456', agents: [] } as const;
const STANDBY = { type: 'tab_standby', pinCode: '123456', agents: [] } as const;
const ticket = (json: Readonly<Record<string, unknown>>) => ({ type: 'tab_ticket', json }) as const;

describe('K one tab of several', () => {
  const cookie = new StateCookie('https://service.example', 'link-test');
  let said: ClientMessage[];
  let link: TabLink;
  let visibility: DocumentVisibilityState;

  beforeEach(() => {
    said = [];
    visibility = 'visible';
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => visibility });
    link = linkTab(cookie, {
      sessionId: 'id',
      masking: () => ({ maskType: 'all' }),
      control: (message) => said.push(message),
    });
  });
  afterEach(() => {
    link.close();
    Reflect.deleteProperty(document, 'visibilityState');
  });

  const turn = (to: DocumentVisibilityState): void => {
    visibility = to;
    document.dispatchEvent(new Event('visibilitychange'));
  };
  const focuses = (): boolean[] => said.flatMap((message) => (message.type === 'tab_focus' ? [message.focused] : []));
  const types = (): string[] => said.map(({ type }) => type);

  it('K1 opens the session to its site, lends its masks, and keeps the ticket', () => {
    link.hear(WELCOME);
    expect(said).to.deep.equal([
      { type: 'tabs_open', domain: location.hostname },
      { type: 'tab_masks', masks: '{"maskType":"all"}' },
    ]);
    link.hear(ticket({ type: 'tab_ticket', ticket: 'one', count: 1 }));
    expect(cookie.read()).to.deep.equal({ sessionId: 'id', ticket: 'one', count: 1 });
    for (const odd of [{ ticket: 7, count: 2 }, { ticket: 'x' }, { ticket: 'x', count: -1 }]) {
      link.hear(ticket({ type: 'tab_ticket', ...odd }));
    }
    expect(cookie.read()?.ticket).to.equal('one');
    // A welcome on the same socket, as when the customer comes back to this tab, opens nothing again.
    link.hear(STANDBY);
    link.hear(WELCOME);
    expect(types()).to.deep.equal(['tabs_open', 'tab_masks']);
    link.close();
    expect(cookie.read()).to.equal(undefined);
  });

  it('K3 comes forward by a sign of the customer, never because another tab was preferred', () => {
    link.hear(WELCOME);
    link.hear(STANDBY);
    expect(focuses()).to.deep.equal([]);
    dispatchEvent(new Event('focus'));
    expect(focuses()).to.deep.equal([true]);
    link.hear(WELCOME);
    dispatchEvent(new Event('pointerdown'));
    expect(focuses()).to.deep.equal([true]);
  });

  it('K3 comes forward on a new socket if it is in sight', () => {
    link.hear(STANDBY);
    expect(focuses()).to.deep.equal([true]);
    link.reconnecting();
    turn('hidden');
    link.hear(STANDBY);
    expect(focuses()).to.deep.equal([true]);
    turn('visible');
    expect(focuses()).to.deep.equal([true, true]);
  });

  it('K5 says that the customer is away once they stayed away, and that they are back', async () => {
    link.hear(WELCOME);
    turn('hidden');
    turn('visible');
    expect(focuses()).to.deep.equal([]);
    turn('hidden');
    await waitUntil(() => focuses().length === 1, 'away', { timeout: 5000 });
    expect(focuses()).to.deep.equal([false]);
    turn('visible');
    expect(focuses()).to.deep.equal([false, true]);
    // Who went to another tab of the session is not away.
    link.hear(STANDBY);
    turn('hidden');
    link.close();
    expect(focuses()).to.deep.equal([false, true]);
  });

  it('K8 lends what it masks later as well', () => {
    link.close();
    let masks = '.a';
    link = linkTab(cookie, {
      sessionId: 'id',
      masking: () => ({ maskCssSelectors: masks }),
      control: (message) => said.push(message),
    });
    masks = '.a,.b';
    link.masksChanged();
    expect(said).to.deep.equal([]);
    link.hear(WELCOME);
    masks = '.a,.b,.c';
    link.masksChanged();
    expect(said.flatMap((message) => (message.type === 'tab_masks' ? [message.masks] : []))).to.deep.equal([
      '{"maskCssSelectors":".a,.b"}',
      '{"maskCssSelectors":".a,.b,.c"}',
    ]);
  });

  it('K8 masks everything where the masks are too long to be lent', () => {
    link.close();
    const masking = (): unknown => ({ maskCssSelectors: '#x,'.repeat(2000) });
    link = linkTab(cookie, { sessionId: 'id', masking, control: (message) => said.push(message) });
    link.hear(WELCOME);
    expect(said.at(-1)).to.deep.equal({ type: 'tab_masks', masks: 'true' });
  });
});
