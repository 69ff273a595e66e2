/** The panel about the customer, and the list of keys: what they say, for everybody. */
import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { CustomerPanelElement } from '../../../widget/engine/agent/customer-panel.js';
import '../../../widget/engine/agent/customer-panel.js';
import { KeysDialogElement } from '../../../widget/engine/agent/keys-dialog.js';
import { ShortcutKeys } from '../../../widget/engine/agent/shortcut-keys.js';
import { texts as en } from '../../../widget/locales/languages/en.js';
import { texts as zhCn } from '../../../widget/locales/languages/zh-cn.js';

const BEN = { number: 2, userId: 'b', userName: 'Ben' };
const ANN = { number: 1, userId: 'a', userName: 'Ann' };

const SESSION = {
  state: 'live',
  agent: ANN,
  customerName: '<b>Ada</b>',
  customerVerified: false,
  joinedAt: 0,
  watchers: [ANN, BEN],
} as const;

const FACTS = {
  device: 'phone',
  browser: 'Firefox 144',
  system: 'Android',
  timeZone: 'Asia/Tokyo',
  language: 'de-DE',
} as const;

const PAGE = {
  type: 'page',
  width: 390,
  height: 760,
  scrollLeft: 0,
  scrollTop: 0,
  title: 'Basket',
  url: 'https://shop.example/basket',
  dark: false,
} as const;

function valuesOf(panel: CustomerPanelElement): Record<string, string> {
  const rows = Array.from(panel.shadowRoot?.querySelectorAll('dl > div') ?? []);
  const text = (row: Element, name: string): string =>
    row.querySelector(name)?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';
  return Object.fromEntries(rows.map((row) => [text(row, 'dt'), text(row, 'dd')]));
}

describe('the panel about the customer', () => {
  const render = (): Promise<CustomerPanelElement> =>
    fixture(
      html`<cobrowse-customer-panel
        .texts=${en.deskTools}
        .session=${SESSION}
        .page=${PAGE}
        .facts=${FACTS}
      ></cobrowse-customer-panel>`,
    );

  it('says whose page it is, on what, where and in which language, and who else is here', async () => {
    const panel = await render();
    const values = valuesOf(panel);
    expect(values).to.include({
      Customer: '<b>Ada</b>',
      Page: 'Baskethttps://shop.example/basket',
      Device: 'Phone · Android',
      Browser: 'Firefox 144',
      Viewport: '390 × 760',
      Language: 'German (Germany)',
    });
    const tokyo = new Intl.DateTimeFormat('en', { timeZone: 'Asia/Tokyo', hour: '2-digit', minute: '2-digit' });
    expect([tokyo.format(Date.now()), tokyo.format(Date.now() - 60_000)]).to.include(
      values['Their time']?.replace(' (Asia/Tokyo)', ''),
    );
    expect(values['Agents here']).to.equal('Ann (you)Ben');
    await expect(panel).to.be.accessible();
  });

  it('says what it does not know, and shows a zone or language that nobody else knows as it is', async () => {
    const panel = await render();
    panel.facts = { ...FACTS, browser: '', timeZone: 'Mars/Olympus', language: '??' };
    await panel.updateComplete;
    expect(valuesOf(panel)).to.include({ Browser: 'Not known', 'Their time': 'Mars/Olympus', Language: '??' });
    panel.facts = undefined;
    panel.page = undefined;
    await panel.updateComplete;
    expect(valuesOf(panel)).to.include({ Device: 'Not known', Page: 'Not known', Viewport: 'Not known' });
    await expect(panel).to.be.accessible();
  });
});

describe('what the customer’s page said of the session', () => {
  const given = (panel: CustomerPanelElement): (readonly string[])[] =>
    Array.from(panel.shadowRoot?.querySelectorAll('.given dl > div') ?? [], (row) =>
      ['dt', 'dd'].map((name) => row.querySelector(name)?.textContent?.trim() ?? ''),
    );
  const render = (metadata: object, texts = en): Promise<CustomerPanelElement> =>
    fixture(
      html`<cobrowse-customer-panel .texts=${texts.deskTools} .session=${SESSION} .metadata=${metadata}>
      </cobrowse-customer-panel>`,
    );

  it('stands among the facts, named as unverified, in each language', async () => {
    const panel = await render({ ticket: 'T-1042', 'customer.id': 'c/77' });
    expect(given(panel)).to.deep.equal([
      ['ticket', 'T-1042'],
      ['customer.id', 'c/77'],
    ]);
    const text = () => panel.shadowRoot?.querySelector('.given')?.textContent ?? '';
    expect(text()).to.contain(en.deskTools.metadata).and.contain(en.deskTools.metadataHint);
    await expect(panel).to.be.accessible();
    panel.texts = zhCn.deskTools;
    await panel.updateComplete;
    expect(text()).to.contain(zhCn.deskTools.metadata).and.contain(zhCn.deskTools.metadataHint);
    expect(zhCn.deskTools.metadata).not.to.equal(en.deskTools.metadata);
  });

  it('is text, in one line each, turns no direction, and is never endless', async () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`name-${index}`, 'x'.repeat(5_000)]));
    const panel = await render({
      '<b>': '<img src=x onerror=alert(1)>',
      bidi: 'a\u202eb\nc\u0007d',
      empty: '',
      ...many,
    });
    expect(panel.shadowRoot?.querySelector('img, .given b')).to.equal(null);
    const rows = given(panel);
    expect(rows.slice(0, 3)).to.deep.equal([
      ['<b>', '<img src=x onerror=alert(1)>'],
      ['bidi', 'a b c d'],
      ['empty', en.deskTools.unknown],
    ]);
    expect(rows).to.have.length(10);
    expect(Math.max(...rows.map(([, value = '']) => value.length))).to.equal(200);
    const { scrollWidth = 0, clientWidth = 0 } = panel.shadowRoot?.querySelector('.given') ?? {};
    expect(scrollWidth).to.be.at.most(clientWidth);
  });

  it('takes no room where it said nothing', async () => {
    expect((await render({})).shadowRoot?.querySelector('.given')).to.equal(null);
  });
});

describe('the list of keys', () => {
  it('is a dialog with every key, how to read the page by ear, and the switch', async () => {
    const opener = await fixture<HTMLButtonElement>(html`<button>Keys</button>`);
    opener.focus();
    const abort = new AbortController();
    const shortcuts = [
      { key: 'f', label: 'Full screen', press: () => undefined },
      { key: '?', label: () => 'This list', press: () => undefined },
    ];
    const keys = new ShortcutKeys({
      target: window,
      shortcuts: () => shortcuts,
      taken: () => false,
      signal: abort.signal,
    });
    const element = Object.assign(new KeysDialogElement(), {
      texts: en.deskTools,
      shortcuts,
      keys,
      customerName: 'Ada',
    });
    document.body.append(element);
    await element.updateComplete;
    const dialog = element.shadowRoot?.querySelector('dialog');
    expect(dialog?.matches(':modal')).to.equal(true);
    const text = dialog?.textContent?.replaceAll(/\s+/g, ' ') ?? '';
    for (const expected of ['F Full screen', '? This list', en.deskTools.readingHint('Ada')]) {
      expect(text).to.contain(expected);
    }
    await expect(element).to.be.accessible();
    const turn = element.shadowRoot?.querySelector('input');
    turn?.click();
    expect(keys.on).to.equal(false);
    turn?.click();
    expect(keys.on).to.equal(true);
    element.shadowRoot?.querySelector('button')?.click();
    await waitUntil(() => !element.isConnected, 'the dialog goes');
    expect(document.activeElement).to.equal(opener);
    abort.abort();
  });
});
