import { expect } from '@open-wc/testing';
import { AddressGuard, type AddressWindow } from '../../../widget/engine/customer/address-guard.js';

class FakeWindow extends EventTarget implements AddressWindow {
  readonly location: { href: string };
  readonly navigation: EventTarget;

  constructor(href: string) {
    super();
    this.location = { href };
    this.navigation = new EventTarget();
  }
}

function isBlocked(href: string, ...patterns: readonly unknown[]): boolean {
  return new AddressGuard({ window: new FakeWindow(href), patterns, onChange: () => undefined }).blocked;
}

describe('Q1 an address', () => {
  for (const [pattern, href] of [
    ['/account/*', 'https://shop.example/account/cards?id=1#top'],
    ['/account*', 'https://shop.example/account'],
    ['/ACCOUNT', 'https://shop.example/account'],
    ['/account', 'https://shop.example/%61ccount'],
    ['*/secret', 'https://shop.example/a/b/secret'],
    ['https://shop.example/pay/*', 'https://shop.example/pay/now'],
    ['https://*.example/pay', 'https://pay.shop.example/pay'],
    ['/a, /b\n/c', 'https://shop.example/c'],
    [['/a', '/b'], 'https://shop.example/b'],
    ['/a.b', 'https://shop.example/a.b'],
  ] as const) {
    it(`${href} is not shared by ${JSON.stringify(pattern)}`, () => {
      expect(isBlocked(href, pattern)).to.equal(true);
    });
  }

  for (const [pattern, href] of [
    ['', 'https://shop.example/account'],
    [undefined, 'https://shop.example/account'],
    ['/account', 'https://shop.example/account/cards'],
    ['/account/*', 'https://shop.example/accounts/x'],
    ['https://shop.example/*', 'https://evil.example/https://shop.example/'],
    ['/a.b', 'https://shop.example/axb'],
    ['/x', 'https://shop.example/?next=/x'],
  ] as const) {
    it(`${href} is shared in spite of ${JSON.stringify(pattern)}`, () => {
      expect(isBlocked(href, pattern)).to.equal(false);
    });
  }

  for (const pattern of [7, {}, 'account', 'javascript:x', [['/a'], true]]) {
    it(`is not shared by ${JSON.stringify(pattern)}, which cannot be read`, () => {
      expect(isBlocked('https://shop.example/', pattern)).to.equal(true);
    });
  }

  it('is looked at anew whenever it is asked for, whatever the page did to its history', async () => {
    const fake = new FakeWindow('https://shop.example/');
    let changes = 0;
    const guard = new AddressGuard({ window: fake, patterns: ['/pay'], onChange: () => (changes += 1) });
    expect(guard.blocked).to.equal(false);
    fake.location.href = 'https://shop.example/pay';
    expect(guard.blocked).to.equal(true);
    expect(changes).to.equal(0);
    await Promise.resolve();
    expect(changes).to.equal(1);
  });

  it('is noticed where the browser tells of it, until the session is over', async () => {
    const fake = new FakeWindow('https://shop.example/');
    const heard: boolean[] = [];
    const guard: AddressGuard = new AddressGuard({
      window: fake,
      patterns: ['/pay'],
      onChange: () => heard.push(guard.blocked),
    });
    const session = new AbortController();
    guard.watch(session.signal);
    for (const [event, target, href] of [
      ['currententrychange', fake.navigation, 'https://shop.example/pay'],
      ['popstate', fake, 'https://shop.example/'],
    ] as const) {
      fake.location.href = href;
      target.dispatchEvent(new Event(event));
      await Promise.resolve();
    }
    session.abort();
    fake.location.href = 'https://shop.example/pay';
    fake.dispatchEvent(new Event('popstate'));
    await Promise.resolve();
    expect(heard).to.deep.equal([true, false]);
  });
});
