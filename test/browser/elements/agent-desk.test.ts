/** `<cobrowse-agent-desk>` around a framed desk: its settings, states, the port, and what it says when the desk says nothing. */
import { expect, waitUntil } from '@open-wc/testing';
import { setDefaultOrigin } from '../../../widget/service/default-origin.js';
import { texts as en } from '../../../widget/locales/languages/en.js';
import { texts as zhCn } from '../../../widget/locales/languages/zh-cn.js';
import { becomes, framed, inside, mount, ScriptedWorker, textOf, tokenUntil } from './agent-desk-stage.js';

describe('the agent’s desk', () => {
  let worker: ScriptedWorker;
  let warnings: string[];
  const { warn } = console;

  beforeEach(() => {
    worker = new ScriptedWorker();
    warnings = [];
    Reflect.set(console, 'warn', (...parts: unknown[]) => {
      const text = parts.join(' ');
      if (text.startsWith('[cobrowse]')) warnings.push(text);
    });
  });

  afterEach(() => {
    worker.restore();
    Reflect.set(console, 'warn', warn);
    // The first one stays, on a page; these are many.
    Reflect.deleteProperty(document, Symbol.for('cobrowse-elements.default-origin'));
  });

  it('that does not know its service says so, is no dead end, and starts by itself once it knows', async () => {
    const { desk, ear } = await mount();
    await becomes(desk, 'error');
    expect(textOf(desk, '[role="alert"]')).to.contain(en.agentDesk.failureNotConfigured);
    expect(ear.errors).to.have.length(1);
    expect(ear.errors[0]?.['message']).to.equal(en.agentDesk.failureNotConfigured);
    expect(desk.error?.reason).to.equal('not-configured');
    expect(warnings.filter((text) => text.includes('README#not-configured'))).to.have.length(1);
    await expect(desk).to.be.accessible();
    desk.reload();
    await waitUntil(() => ear.errors.length === 2, 'the second attempt');
    expect(warnings).to.have.length(1);

    Object.assign(desk, { serviceUrl: location.origin, getToken: async () => tokenUntil(Date.now() + 1e6) });
    await waitUntil(() => inside(desk, 'iframe'), 'a frame');
    expect(desk.error).to.equal(undefined);
  });

  it('frames the desk as the contract has it, with a token for role 2 and nothing else in the address', async () => {
    let asked: unknown;
    const token = tokenUntil(Date.now() + 1e6);
    const getToken = async (request: { role: 1 | 2 }) => {
      asked = request;
      return token;
    };
    const { desk, frame } = await framed({ serviceUrl: location.origin, getToken, pin: '123456', userName: 'Ann' });
    expect(asked).to.deep.equal({ role: 2 });
    expect(frame.src).to.equal(`${location.origin}/sdkapi/zcb/frame-templates/desk?access_token=${token}`);
    expect(frame.allow).to.equal('autoplay *; camera *; microphone *; display-capture *; geolocation *; fullscreen *;');
    expect(frame.referrerPolicy).to.equal('no-referrer');
    expect(frame.title).to.equal(en.agentDesk.frameTitle);
    expect(desk.state).to.equal('loading');
    expect(textOf(desk, '[role="status"]')).to.equal(en.agentDesk.loading);
    expect(worker.requests).to.deep.equal([]);
    await expect(desk).to.be.accessible();
    expect(desk.getBoundingClientRect().height).to.equal(480);
  });

  it('asks the Worker that it came from for everything that the page leaves out, and names one agent a tab', async () => {
    setDefaultOrigin(location.origin);
    const { desk } = await framed({ userName: 'Ann' });
    const { desk: other } = await framed({ userName: 'Ann' });
    const bodies = worker.requests.filter(({ path }) => path === '/agent/token').map(({ body }) => body);
    expect(bodies).to.have.length(2);
    expect(bodies[0]).to.deep.equal(bodies[1]);
    expect(bodies[0]).to.deep.include({ role: 2, userName: 'Ann' });
    expect(String(Reflect.get(Object(bodies[0]), 'userId'))).to.match(/^[0-9a-f]{32}$/);
    desk.remove();
    other.remove();
  });

  it('tells the page what the desk tells, ignores what no desk says, and renews the token when asked', async () => {
    const tokens: string[] = [];
    const getToken = async () => {
      tokens.push(tokenUntil(Date.now() + 1e6, String(tokens.length)));
      return tokens.at(-1) ?? '';
    };
    const { desk, ear, end, frame } = await framed({ serviceUrl: location.origin, getToken });
    await end.welcomes();
    await becomes(desk, 'ready');
    expect(desk.capabilities).to.deep.include({ deskEvents: true, deskPin: true });
    expect(inside(desk, '.notice')).to.equal(null);
    expect(frame.classList.contains('hidden')).to.equal(false);
    await expect(desk).to.be.accessible();

    end.says('junk', { type: 'state', state: 'error' }, { type: 'session_error', code: '1', errorMsg: 'x' });
    end.says({ type: 'session_error', code: 1, errorMsg: 'x'.repeat(501) }, { type: 'agent_joined' });
    end.says({ type: 'state', state: 'joining' }, { type: 'state', state: 'ready' });
    end.says({ type: 'session_error', code: 30308, errorMsg: 'Joining failed.' });
    end.says({ type: 'state', state: 'live' }, { type: 'session_joined' });
    end.says({ type: 'state', state: 'ended' }, { type: 'session_left' }, { type: 'session_ended' });
    await becomes(desk, 'ended');
    await waitUntil(() => ear.heard.includes('ended undefined'), 'the end');
    expect(ear.heard).to.deep.equal([
      'loading',
      'ready',
      'joining',
      'ready',
      'error 30308',
      'live',
      'joined undefined',
      'ended',
      'left undefined',
      'ended undefined',
    ]);
    expect(ear.errors).to.deep.equal([
      { code: 30308, errorMsg: 'Joining failed.', retryable: true, message: en.agentDesk.errorNotFound },
    ]);
    expect(warnings).to.deep.equal([]);

    end.says({ type: 'token_wanted' });
    await waitUntil(() => end.got('token').length === 1, 'a token');
    expect(end.got('token')).to.deep.equal([{ type: 'token', token: tokens[1] }]);
    expect(inside(desk, 'iframe') === frame).to.equal(true);
  });

  it('gives the desk a PIN once it can take one, each PIN once, and keeps one for after a session', async () => {
    const getToken = async () => tokenUntil(Date.now() + 1e6);
    const { desk, end } = await framed({ serviceUrl: location.origin, getToken, pin: '111111' });
    await end.welcomes('joining');
    end.says({ type: 'state', state: 'live' }, { type: 'session_joined' });
    await becomes(desk, 'live');
    desk.pin = '222222';
    await desk.updateComplete;
    end.says({ type: 'state', state: 'ended' }, { type: 'session_ended' }, { type: 'state', state: 'ready' });
    await becomes(desk, 'ready');
    await waitUntil(() => end.got('pin').length === 1, 'a PIN');
    desk.setAttribute('pin', '333333');
    await waitUntil(() => end.got('pin').length === 2, 'another PIN');
    // The first one was for the session that the desk came back to by itself.
    expect(end.got('pin')).to.deep.equal([
      { type: 'pin', pinCode: '222222' },
      { type: 'pin', pinCode: '333333' },
    ]);
  });

  it('says hello again when its frame loads again, and hears the new document alone', async () => {
    const getToken = async () => tokenUntil(Date.now() + 1e6);
    const { desk, ear, end, frame } = await framed({ serviceUrl: location.origin, getToken });
    await end.welcomes('live');
    await becomes(desk, 'live');
    const holder = document.createElement('section');
    desk.parentElement?.append(holder);
    holder.append(desk);
    await waitUntil(() => end.hellos === 2, 'a second hello');
    await end.welcomes('live');
    await becomes(desk, 'live');
    expect(inside(desk, 'iframe') === frame).to.equal(true);
    expect(ear.heard).to.deep.equal(['loading', 'live', 'loading', 'live']);
  });

  it('applies settings at once while no session is on, and at the next load otherwise', async () => {
    const getToken = async () => tokenUntil(Date.now() + 1e6);
    const { desk, end, frame } = await framed({ serviceUrl: location.origin, getToken });
    await end.welcomes('live');
    await becomes(desk, 'live');
    desk.userName = 'Bo';
    await desk.updateComplete;
    desk.userName = 'Cy';
    desk.getToken = async () => tokenUntil(Date.now() + 1e6, 'other');
    await desk.updateComplete;
    expect(inside(desk, 'iframe') === frame).to.equal(true);
    expect(warnings).to.have.length(1);
    end.says({ type: 'state', state: 'ready' });
    await becomes(desk, 'ready');
    desk.userName = 'Di';
    await waitUntil(() => inside(desk, 'iframe') !== frame && inside(desk, 'iframe'), 'another frame');
    expect(inside<HTMLIFrameElement>(desk, 'iframe')?.src).to.contain(tokenUntil(0).slice(0, 8));
  });

  it('of a service that tells nothing stays ready, says so in words, and never sends a PIN', async () => {
    worker.restore();
    worker = new ScriptedWorker('zoom');
    setDefaultOrigin(location.origin);
    const { desk, ear, end, frame } = await framed({ pin: '123456' });
    await becomes(desk, 'ready');
    expect(textOf(desk, '.notice [role="status"]')).to.equal(en.agentDesk.silent);
    expect(desk.capabilities).to.deep.include({ deskEvents: false, deskPin: false });
    await waitUntil(() => end.hellos === 1, 'a hello');
    expect([end.heard, frame.src.includes('123456')]).to.deep.equal([[], false]);
    await expect(desk).to.be.accessible();
    desk.userName = 'Bo';
    await waitUntil(() => textOf(desk, '.notice p') === en.agentDesk.changed, 'the offer to reload');
    expect(inside(desk, 'iframe') === frame).to.equal(true);
    inside(desk, '[part~="hide"]')?.click();
    await desk.updateComplete;
    expect(textOf(desk, '.notice p')).to.equal(en.agentDesk.silent);
    inside(desk, '[part~="hide"]')?.click();
    await desk.updateComplete;
    expect(inside(desk, '.notice')).to.equal(null);
    expect(ear.heard).to.deep.equal(['loading', 'ready']);
  });

  it('of a silent service offers a reload when the access has expired, and keeps what is shown until then', async () => {
    worker.restore();
    worker = new ScriptedWorker('zoom');
    setDefaultOrigin(location.origin);
    let life = -1;
    const getToken = async () => tokenUntil(Date.now() + life);
    const { desk, frame } = await framed({ getToken });
    await waitUntil(() => textOf(desk, '.notice p') === en.agentDesk.expired, 'the offer');
    await expect(desk).to.be.accessible();
    expect(inside(desk, 'iframe') === frame).to.equal(true);
    life = 1e6;
    inside(desk, '[part~="reload"]')?.click();
    await waitUntil(() => inside(desk, 'iframe') !== frame && inside(desk, 'iframe'), 'another frame');
    await waitUntil(() => textOf(desk, '.notice p') === en.agentDesk.silent, 'the usual word');
  });

  it('of a service that answers, though its desk did not open, says who can change that', async () => {
    const getToken = async () => tokenUntil(Date.now() + 1e6);
    const { desk, ear } = await framed({ serviceUrl: location.origin, getToken });
    await becomes(desk, 'error');
    expect([desk.error?.reason, desk.error?.code]).to.deep.equal(['desk-refused', 1011]);
    expect(textOf(desk, '[role="alert"]')).to.contain(en.agentDesk.failureDeskRefused);
    expect(ear.heard).to.deep.equal(['loading', 'error', 'error 1011']);
    expect(inside(desk, 'iframe')).to.equal(null);
  });

  it('says what is missing on a page of another origin than the Worker’s, and asks for nothing that cannot be had', async () => {
    const service = 'https://worker.example';
    worker.answers.set('/config', () =>
      Response.json({ serviceUrl: service, sdkKey: 'key', service: 'engine', agentTokenUrl: `${service}/agent/token` }),
    );
    const { desk, ear } = await mount({ serviceUrl: location.origin });
    await becomes(desk, 'error');
    expect(desk.error?.reason).to.equal('token-source-missing');
    expect(textOf(desk, '[role="alert"]')).to.contain(en.agentDesk.failureNotConfigured);
    expect(ear.errors[0]?.['errorMsg']).to.contain('getToken');
    expect(warnings.join()).to.contain('README#token-source-missing');
    expect(worker.asked('/agent/token')).to.equal(0);
    desk.getToken = () => Promise.resolve(tokenUntil(Date.now() + 3_600_000));
    await waitUntil(() => inside(desk, 'iframe'), 'a frame');
  });

  for (const [status, sentence, reason] of [
    [401, en.agentDesk.failureTokenRefused, 'token-refused'],
    [403, en.agentDesk.failureTokenRefused, 'token-refused'],
    [404, en.agentDesk.failureTokenUnreachable, 'token-not-found'],
    [429, en.agentDesk.failureTokenThrottled(7), 'token-throttled'],
    [500, en.agentDesk.failureToken, 'token-failed'],
    [200, en.agentDesk.failureToken, 'token-malformed'],
  ] as const) {
    it(`turns an answer ${status} without a token into a sentence, and goes on by keyboard`, async () => {
      const usual = worker.answers.get('/agent/token');
      worker.answers.set(
        '/agent/token',
        () => new Response('{"secret":"x"}', { status, headers: { 'retry-after': '7' } }),
      );
      const { desk, ear } = await mount({ serviceUrl: location.origin });
      await becomes(desk, 'error');
      expect(desk.error?.reason).to.equal(reason);
      expect(textOf(desk, '[role="alert"]')).to.contain(sentence);
      expect(JSON.stringify([ear.errors, warnings])).not.to.contain('secret');

      const retry = inside<HTMLButtonElement>(desk, 'button');
      retry?.focus();
      retry?.click();
      await becomes(desk, 'loading');
      await becomes(desk, 'error');
      expect(desk.shadowRoot?.activeElement === inside(desk, 'button')).to.equal(true);
      if (usual) worker.answers.set('/agent/token', usual);
      inside(desk, 'button')?.click();
      await waitUntil(() => inside(desk, 'iframe'), 'a frame');
    });
  }

  it('speaks the page’s language, and another one at once when it is told', async () => {
    const { desk } = await mount({ locale: 'zh-Hans' });
    await becomes(desk, 'error');
    expect(textOf(desk, '[role="alert"] h2')).to.equal(zhCn.agentDesk.failed);
    expect(inside(desk, '.desk')?.lang).to.equal('zh-cn');
    desk.locale = 'en';
    await desk.updateComplete;
    expect(textOf(desk, '[role="alert"] h2')).to.equal(en.agentDesk.failed);
    desk.locale = 'zh-CN';
    await waitUntil(() => textOf(desk, '[role="alert"] h2') === zhCn.agentDesk.failed, 'the other language again');
  });

  it('tells the desk its language after the welcome and with every change, and once each', async () => {
    const getToken = async () => tokenUntil(Date.now() + 1e6);
    const { desk, end } = await framed({ serviceUrl: location.origin, getToken, locale: 'zh-Hans' });
    const told = () => end.got('locale').map((message) => Reflect.get(Object(message), 'locale'));
    await end.welcomes();
    await becomes(desk, 'ready');
    await waitUntil(() => told().length === 1, 'the language');
    desk.title = 'Something else';
    desk.requestUpdate();
    desk.locale = 'en-GB';
    await waitUntil(() => told().length === 2, 'another language');
    // The page's own language counts from now on.
    document.documentElement.lang = 'zh-CN';
    try {
      desk.locale = undefined;
      await waitUntil(() => told().length === 3, 'the page’s language');
      document.documentElement.lang = 'en';
      await waitUntil(() => told().length === 4, 'its change');
      expect(inside(desk, '.desk')?.lang).to.equal('en');
    } finally {
      document.documentElement.removeAttribute('lang');
    }
    expect(told()).to.deep.equal(['zh-cn', 'en', 'zh-cn', 'en']);

    // A document that loads anew in the frame knows nothing of it.
    const holder = document.createElement('section');
    holder.lang = 'zh';
    desk.parentElement?.append(holder);
    holder.append(desk);
    await waitUntil(() => end.hellos === 2, 'a second hello');
    await end.welcomes();
    await waitUntil(() => told().length === 5, 'the language of the new place');
    expect(told().at(-1)).to.equal('zh-cn');
  });

  it('with autofocus hands the focus on to what the agent needs, unless something has it', async () => {
    const getToken = async () => tokenUntil(Date.now() + 1e6);
    const settings = { serviceUrl: location.origin, getToken };
    const button = document.createElement('button');
    document.body.append(button);
    for (const [autofocus, holder, receiver] of [
      [true, undefined, 'cobrowse-agent-desk'],
      [false, undefined, 'body'],
      [true, button, 'button'],
    ] as const) {
      button.blur();
      holder?.focus();
      const { desk, end } = await framed({ ...settings, autofocus });
      await end.welcomes();
      await becomes(desk, 'ready');
      expect(document.activeElement?.localName).to.equal(receiver);
      if (autofocus && !holder) expect(desk.shadowRoot?.activeElement === inside(desk, 'iframe')).to.equal(true);
      desk.remove();
    }
    button.remove();
  });

  it('that is removed hears nothing more, asks nothing more, and starts anew when it is put back', async () => {
    let tokens = 0;
    const getToken = async () => tokenUntil(Date.now() + 1e6, String((tokens += 1)));
    const { desk, ear, end } = await framed({ serviceUrl: location.origin, getToken });
    await end.welcomes('live');
    await becomes(desk, 'live');
    const place = desk.parentElement;
    desk.remove();
    await becomes(desk, 'idle');
    const before = [...ear.heard];
    end.says({ type: 'session_ended' }, { type: 'token_wanted' });
    desk.reload();
    place?.append(desk);
    await waitUntil(() => inside(desk, 'iframe'), 'a frame');
    expect(ear.heard).to.deep.equal([...before, 'loading']);
    expect(tokens).to.equal(2);
  });

  it('keeps its height, its card and its buttons inside 320 pixels, from right to left as well', async () => {
    const { desk } = await mount();
    desk.style.inlineSize = '320px';
    desk.dir = 'rtl';
    await becomes(desk, 'error');
    const stage = inside(desk, '.stage');
    expect(stage?.scrollWidth).to.be.at.most(320);
    const card = inside(desk, '.card')?.getBoundingClientRect();
    const box = desk.getBoundingClientRect();
    expect(card && card.left >= box.left && card.right <= box.right).to.equal(true);
    await expect(desk).to.be.accessible();
  });
});
