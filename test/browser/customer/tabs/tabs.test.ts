/** Into the session that the state cookie names: unasked only where a tab of this origin is in it (SPEC K2). */
import { expect, waitUntil } from '@open-wc/testing';
import { Panel } from '../../../../widget/engine/customer/panel.js';
import { createTabs } from '../../../../widget/engine/customer/tabs/index.js';
import { askToJoin } from '../../../../widget/engine/customer/tabs/join-question.js';
import { holdSession, isHeld } from '../../../../widget/engine/customer/tabs/session-presence.js';
import { StateCookie } from '../../../../widget/engine/customer/tabs/state-cookie.js';
import { ErrorCode } from '../../../../widget/engine/protocol/error-codes.js';
import { texts as en } from '../../../../widget/locales/languages/en.js';

const KEY = 'tabs-test';

describe('K2 a session that the state cookie names', () => {
  const realFetch = window.fetch;
  let cookie: StateCookie;
  let panel: Panel;
  let sessionId: string;
  let asked: string[];
  let teardown: AbortController;

  beforeEach(() => {
    sessionId = crypto.randomUUID();
    cookie = new StateCookie(location.origin, KEY);
    cookie.write({ sessionId, ticket: 'one', count: 1 });
    asked = [];
    teardown = new AbortController();
    window.fetch = (url) => {
      asked.push(String(url));
      return Promise.resolve(Response.json({ sessionId, secret: 'secret', ticket: 'two', count: 2 }));
    };
    panel = new Panel({ chosen: { language: 'en', texts: en.panel }, onEnd: () => undefined, mode: 'open' });
    panel.show({ state: 'reconnecting' });
  });

  afterEach(() => {
    window.fetch = realFetch;
    teardown.abort();
    cookie.clear(sessionId);
    panel.remove();
  });

  const box = (): Element | null => panel.host.shadowRoot?.querySelector('[role="alertdialog"]') ?? null;
  const button = (name: 'yes' | 'no'): HTMLButtonElement =>
    box()?.querySelector<HTMLButtonElement>(`.${name}`) ?? expect.fail('no button');

  it('is joined unasked where a tab of this origin is in it', async () => {
    holdSession(sessionId, teardown.signal);
    await waitUntil(() => isHeld(sessionId), 'the lock is held');
    const admission = await createTabs(location.origin, KEY).admit(new AbortController(), panel);
    expect(admission).to.include({ sessionId, secret: 'secret' });
    expect(box()).to.equal(null);
    expect(cookie.read()?.ticket).to.equal('two');
  });

  it('is asked about where the tabs of this origin are in another one, and a script cannot say yes', async () => {
    holdSession('another', teardown.signal);
    await waitUntil(() => isHeld('another'), 'the lock is held');
    const tabs = createTabs(location.origin, KEY);
    const cancel = new AbortController();
    const admitted = tabs.admit(cancel, panel).catch((error: unknown) => error);
    await waitUntil(() => box() !== null, 'a question');
    expect(box()?.textContent).to.contain(en.tabQuestion.question);
    // Nothing is being connected yet, and the panel must not say so.
    const headline = panel.host.shadowRoot?.querySelector('header')?.textContent;
    expect(headline).to.contain(en.tabQuestion.notShared).and.not.contain(en.panel.reconnecting);
    await expect(panel.host).to.be.accessible();
    button('yes').click();
    expect(asked).to.deep.equal([]);
    expect(tabs.found).to.equal(true);
    // The customer ends it, which is a no: it holds in this tab, for that session.
    cancel.abort();
    expect(await admitted).to.include({ code: ErrorCode.SESSION_CANCELING_IN_PROGRESS });
    expect(box()).to.equal(null);
    expect(asked).to.deep.equal([]);
    expect(tabs.found).to.equal(false);
    expect(createTabs(location.origin, KEY).found).to.equal(false);
    cookie.write({ sessionId: 'a later one', ticket: 'one', count: 1 });
    expect(tabs.found).to.equal(true);
    cookie.clear('a later one');
  });

  for (const name of ['yes', 'no'] as const) {
    it(`is answered with ${name} by a press`, async () => {
      let answer: boolean | undefined;
      const isTrusted = (): boolean => true;
      void askToJoin({ panel, signal: teardown.signal, isTrusted }).then((joins) => (answer = joins));
      await waitUntil(() => box() !== null, 'a question');
      // Clicks right after the question came do not count.
      await waitUntil(
        () => {
          if (answer === undefined && box()) button(name).click();
          return answer !== undefined;
        },
        'an answer',
        { timeout: 5_000 },
      );
      expect(answer).to.equal(name === 'yes');
      expect(box()).to.equal(null);
    });
  }
});
