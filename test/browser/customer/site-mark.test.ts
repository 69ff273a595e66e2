/** One session a browser and site (SPEC K9), also where no lock tells: on other sub-domains, and on pages that have no locks. */
import { expect, waitUntil } from '@open-wc/testing';
import type { CustomerEngine, TabsPart } from '../../../widget/engine/customer/engine-api.js';
import { createEngine } from '../../../widget/engine/customer/index.js';
import { clearMarker, writeMarker } from '../../../widget/engine/customer/resume-marker.js';
import { readCookie, siteDomain, writeCookie } from '../../../widget/engine/customer/site-cookie.js';
import { EndReason } from '../../../widget/engine/protocol/control.js';
import { ScriptedRelay } from '../transport/scripted-socket.js';

const NAME = 'cobrowse.on';
const { origin } = location;
const SUB_DOMAIN = 'https://www.shop.example';

/** What a page of the site says that has a session. */
const markOf = (pageOrigin: string, at: unknown = Date.now()): void =>
  writeCookie(NAME, btoa(JSON.stringify([origin, 'theirs', pageOrigin, at])), 90);

describe('K9 a browser has one session a site', () => {
  let relay: ScriptedRelay;
  let engine: CustomerEngine;
  let restore: (() => void)[];

  beforeEach(() => {
    relay = new ScriptedRelay();
    restore = [];
    const real = window.fetch;
    window.fetch = async () => Response.json({ sessionId: 'ours', secret: 'secret' }, { status: 201 });
    restore.push(() => (window.fetch = real));
    engine = createEngine({ origin, settings: () => [], emit: () => undefined });
  });

  afterEach(() => {
    if (relay.sockets.length > 0) relay.socket.says({ type: 'session_ended', reason: EndReason.EXPIRED });
    for (const undo of restore) undo();
    relay.restore();
    clearMarker();
    writeCookie(NAME, '', 0);
    for (const panel of document.querySelectorAll('cobrowse-panel')) panel.remove();
  });

  /** As on a page without TLS. */
  function withoutLocks(): void {
    Object.defineProperty(navigator, 'locks', { configurable: true, value: undefined });
    restore.push(() => Reflect.deleteProperty(navigator, 'locks'));
  }

  async function start(): Promise<void> {
    const started = engine.start({ sdkToken: 'a.b.c' });
    await Promise.race([
      started,
      waitUntil(() => relay.sockets.length > 0, 'a socket', { interval: 1, timeout: 10_000 }),
    ]);
    relay.socket.says({ type: 'customer_welcome', pinCode: '123456', agents: [] });
    await started;
  }

  const refusal = (): Promise<unknown> => start().then(undefined, (error: unknown) => error);

  it('is refused with 1004 while a page of another sub-domain has one', async () => {
    markOf(SUB_DOMAIN);
    expect(await refusal()).to.include({ code: 1004 });
    expect(relay.sockets).to.have.length(0);
    writeCookie(NAME, '', 0);
    await start();
  });

  it('is refused with 1004 without locks, also in the same origin', async () => {
    withoutLocks();
    markOf(origin);
    expect(await refusal()).to.include({ code: 1004 });
  });

  it('is not refused for what a crash left behind where a lock tells', async () => {
    markOf(origin);
    await start();
  });

  for (const value of [
    '',
    'x',
    btoa('{}'),
    btoa('[1,2,3]'),
    btoa(JSON.stringify([origin])),
    btoa(JSON.stringify([origin, 'theirs', SUB_DOMAIN])),
    btoa(JSON.stringify(['https://other.example', 'theirs', SUB_DOMAIN, 1e15])),
  ]) {
    it(`is not refused for nonsense, nor for another service (${value})`, async () => {
      writeCookie(NAME, value, 90);
      await start();
    });
  }

  for (const [name, at] of [
    ['was written longer ago than it lives', () => Date.now() - 91_000],
    ['says that it is of the future', () => Date.now() + 91_000],
    ['has no time', () => null],
    ['has a time that is a text', () => String(Date.now())],
  ] as const) {
    it(`is not refused for a mark that ${name}, however long its cookie lasts`, async () => {
      markOf(SUB_DOMAIN, at());
      await start();
    });
  }

  describe('of several cookies of the name', () => {
    /** As cookies of a longer `Path=` are read: before what was written for the whole site. The page here has no path below `/`. */
    function plant(...times: readonly number[]): void {
      const all = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
      const planted = times
        .map((at) => `${NAME}=${btoa(JSON.stringify([origin, 'planted', SUB_DOMAIN, at]))}; `)
        .join('');
      Object.defineProperty(document, 'cookie', {
        configurable: true,
        get: () => `${planted}${String(all?.get?.call(document))}`,
        set(cookie: string) {
          all?.set?.call(document, cookie);
        },
      });
      restore.push(() => Reflect.deleteProperty(document, 'cookie'));
    }

    it('sees the true mark behind a planted one', async () => {
      markOf(SUB_DOMAIN);
      plant(0);
      expect(await refusal()).to.include({ code: 1004 });
    });

    it('drops its own behind a planted one', async () => {
      plant(0);
      await start();
      expect(document.cookie.split(NAME)).to.have.length(3);
      relay.socket.says({ type: 'session_ended', reason: EndReason.AGENT_ENDED });
      expect(document.cookie.split(NAME)).to.have.length(2);
    });

    it('asks only a few, so that many which come of age one after the other keep nobody out for long', async () => {
      plant(Date.now(), 0, 0, 0);
      await start();
    });
  });

  it('is not refused for a session that its customer would not join here', async () => {
    const never = (): never => expect.fail('not asked for');
    const link = { hear: () => {}, reconnecting: () => {}, masksChanged: () => {}, close: () => {} };
    const tabs: TabsPart = {
      found: false,
      isDeclined: (id) => id === 'theirs',
      admit: never,
      follow: never,
      link: () => link,
    };
    engine = createEngine({ origin, settings: () => [], emit: () => undefined, tabs: () => tabs });
    markOf(SUB_DOMAIN);
    await start();
  });

  it('is not refused for one that this tab had and does not resume', async () => {
    writeMarker({ origin, sessionId: 'theirs', secret: 'secret', pinCode: '123456' }, true);
    markOf(SUB_DOMAIN);
    await start();
  });

  it('is told to the site while it lasts, without anything that lets somebody in, and not after it', async () => {
    await start();
    const told: unknown[] = JSON.parse(atob(readCookie(NAME) ?? ''));
    expect(told.slice(0, 3)).to.deep.equal([origin, 'ours', origin]);
    expect(told.slice(3)).to.have.length(1);
    expect(told[3]).to.be.within(Date.now() - 10_000, Date.now());
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    expect(readCookie(NAME), 'a page that is left').to.equal(undefined);
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    expect(readCookie(NAME), 'and is back').not.to.equal(undefined);
    relay.socket.says({ type: 'customer_welcome', pinCode: '123456', agents: [] });
    relay.socket.says({ type: 'session_ended', reason: EndReason.AGENT_ENDED });
    expect(readCookie(NAME)).to.equal(undefined);
  });

  it('leaves alone what another page of the site says', async () => {
    await start();
    markOf(SUB_DOMAIN);
    relay.socket.says({ type: 'session_ended', reason: EndReason.AGENT_ENDED });
    expect(readCookie(NAME)).not.to.equal(undefined);
  });

  it('knows the site of a page of one label as that page alone', () => {
    expect(siteDomain()).to.equal(location.hostname);
  });
});
