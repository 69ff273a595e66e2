/** Who can use the button, and how: axe in every state, keyboard and focus, forms, languages, directions, slots. */
import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { CobrowseButtonElement } from '../../../widget/elements/cobrowse-button/cobrowse-button.js';
import { texts as en } from '../../../widget/locales/languages/en.js';
import { texts as zhCn } from '../../../widget/locales/languages/zh-cn.js';
import {
  captureWarnings,
  freshService,
  part,
  startSession,
  textOf,
  TOKEN_URL,
  untilState,
  type ContractSdk,
} from '../../support/contract-service.js';

let sdk: ContractSdk;
let warnings: ReturnType<typeof captureWarnings>;
beforeEach(() => {
  sdk = freshService();
  warnings = captureWarnings();
});
afterEach(() => {
  warnings.restore();
  document.documentElement.removeAttribute('style');
  document.documentElement.lang = 'en';
  document.body.style.background = '';
});

const newButton = (): Promise<CobrowseButtonElement> =>
  fixture(html`<cobrowse-button service-url="/" sdk-key="healthy" token-url=${TOKEN_URL} show-pin></cobrowse-button>`);

/** Each way into a state. */
const STATES: Readonly<Record<string, (button: CobrowseButtonElement) => Promise<void>>> = {
  idle: () => Promise.resolve(),
  disabled: async (button) => {
    button.disabled = true;
    await button.updateComplete;
  },
  loading: async (button) => {
    part(button, '.button').click();
    await sdk.session.called('start');
  },
  waiting: (button) => startSession(button, sdk),
  live: async (button) => {
    await startSession(button, sdk);
    sdk.session.emit('agent_joined', { userId: 'a', userName: 'Maria' });
    await untilState(button, 'live');
  },
  reconnecting: async (button) => {
    await startSession(button, sdk);
    sdk.session.emit('session_reconnecting');
    await untilState(button, 'reconnecting');
  },
  ended: async (button) => {
    await startSession(button, sdk);
    sdk.session.emit('session_ended');
    await untilState(button, 'ended');
  },
  error: async (button) => {
    button.tokenUrl = '/contract/500';
    part(button, '.button').click();
    await untilState(button, 'error');
  },
};

describe('every state passes axe', () => {
  for (const scheme of ['light', 'dark']) {
    for (const [state, enter] of Object.entries(STATES)) {
      it(`${state}, ${scheme}`, async () => {
        document.documentElement.style.colorScheme = scheme;
        document.body.style.background = scheme === 'dark' ? '#0f151c' : '#f5f7fa';
        const button = await newButton();
        await enter(button);
        await button.updateComplete;
        await expect(button).to.be.accessible();
      });
    }
  }
});

describe('with the keyboard', () => {
  it('the button is reached, starts, and ends', async () => {
    const button = await newButton();
    await sendKeys({ press: 'Tab' });
    expect(document.activeElement).to.equal(button);
    await sendKeys({ press: 'Enter' });
    (await sdk.session.called('start')).callback?.({ success: true });
    sdk.session.emit('session_started');
    await untilState(button, 'waiting');
    await sendKeys({ press: ' ' });
    await sdk.session.called('end');
    sdk.session.emit('session_ended');
    await untilState(button, 'ended');
    expect(button.shadowRoot?.activeElement, 'the focus stayed through every state').to.equal(part(button, '.button'));
  });

  it('the focus goes to the button when what had it is gone', async () => {
    const button = await newButton();
    await startSession(button, sdk);
    part(button, '.copy').focus();
    sdk.session.emit('session_ended');
    await untilState(button, 'ended');
    expect(button.shadowRoot?.activeElement).to.equal(part(button, '.button'));
  });

  it('the focus stays when the page disables the button under it, and leaves it as disabled as it looks', async () => {
    const button = await newButton();
    button.focus();
    button.disabled = true;
    await button.updateComplete;
    expect(button.shadowRoot?.activeElement).to.equal(part(button, '.button'));
    expect(part(button, '.button').getAttribute('aria-disabled')).to.equal('true');
    button.click();
    expect(button.state).to.equal('idle');
    part(button, '.button').blur();
    await button.updateComplete;
    expect(part(button, '.button').hasAttribute('disabled')).to.equal(true);
  });
});

describe('in a form', () => {
  it('it submits nothing', async () => {
    let submitted = 0;
    const form = await fixture<HTMLFormElement>(
      html`<form @submit=${(event: Event) => [event.preventDefault(), submitted++]}>
        <cobrowse-button service-url="/" sdk-key="healthy" token-url=${TOKEN_URL}></cobrowse-button>
      </form>`,
    );
    const button = form.querySelector('cobrowse-button');
    await button?.updateComplete;
    button?.click();
    await sdk.session.called('start');
    expect(submitted).to.equal(0);
  });

  it('a disabled one can still end a session', async () => {
    const button = await newButton();
    await startSession(button, sdk);
    button.disabled = true;
    await button.updateComplete;
    part(button, '.button').click();
    await sdk.session.called('end');
  });
});

describe('the PIN', () => {
  it('is spelled for those who hear it, and copied for those who paste it', async () => {
    const button = await newButton();
    await startSession(button, sdk, '123456');
    expect(textOf(button, '.status')).to.include(en.buttonSession.pinAnnouncement('1 2 3 4 5 6'));
    expect(textOf(button, '.digits')).to.equal('123456');
    expect(part(button, '.digits').getAttribute('aria-hidden')).to.equal('true');
    const own = navigator.clipboard.writeText;
    const written: string[] = [];
    Object.defineProperty(navigator.clipboard, 'writeText', {
      configurable: true,
      value: (text: string) => (written.push(text), Promise.resolve()),
    });
    try {
      part(button, '.copy').click();
      await waitUntil(() => textOf(button, '.copy') === en.buttonSession.copied);
      expect(written).to.deep.equal(['123456']);
      expect(textOf(button, '.status')).to.equal(en.buttonSession.copied);
    } finally {
      Object.defineProperty(navigator.clipboard, 'writeText', { configurable: true, value: own });
    }
  });

  it('is left to the service unless the page asks for it', async () => {
    const button = await newButton();
    button.showPin = false;
    await startSession(button, sdk);
    expect(button.shadowRoot?.textContent).not.to.include('123');
  });
});

describe('the language', () => {
  it('is that of the nearest tree around it, and follows a change', async () => {
    const outer = await fixture<HTMLElement>(html`<div lang="zh-CN"></div>`);
    const root = outer.attachShadow({ mode: 'open' });
    const button = document.createElement('cobrowse-button');
    root.append(button);
    await button.updateComplete;
    expect(textOf(button, '.button')).to.equal(zhCn.button.share);
    expect(part(button, '.base').lang).to.equal('zh-cn');
    outer.lang = 'en-GB';
    await waitUntil(() => textOf(button, '.button') === en.button.share);
  });

  it('may be set on it, and reaches its sentences and its events', async () => {
    const button = await newButton();
    button.locale = 'zh-Hans';
    button.tokenUrl = '/contract/429';
    const failed = new Promise<string>((resolve) => {
      button.addEventListener('cobrowse-error', ({ detail }) => resolve(detail.message));
    });
    part(button, '.button').click();
    expect(await failed).to.equal(zhCn.buttonSession.failures.throttled(20));
    await untilState(button, 'error');
    expect(textOf(button, '[role="alert"]')).to.equal(zhCn.buttonSession.failures.throttled(20));
    expect(textOf(button, '.button')).to.equal(zhCn.button.retry);
  });

  it('that reads from right to left mirrors it', async () => {
    const wrapper = await fixture<HTMLElement>(html`<div dir="rtl"><cobrowse-button></cobrowse-button></div>`);
    const button = wrapper.querySelector('cobrowse-button');
    if (!button) throw new Error('no button');
    await button.updateComplete;
    const [icon, label] = ['.icon', '[part="label"]'].map((selector) => part(button, selector).getBoundingClientRect());
    expect(icon?.left).to.be.greaterThan(label?.left ?? Infinity);
  });
});

describe('slots', () => {
  it('take a label and an icon, which show while no session is on', async () => {
    const button = await fixture<CobrowseButtonElement>(
      html`<cobrowse-button service-url="/" sdk-key="healthy" token-url=${TOKEN_URL}>
        <span slot="icon">★</span> Get help
      </cobrowse-button>`,
    );
    await button.updateComplete;
    expect(textOf(button, '.button')).to.equal('');
    expect(button.innerText.replace(/\s+/g, ' ').trim()).to.equal('★ Get help');
    await startSession(button, sdk);
    expect(textOf(button, '.button')).to.equal(en.button.stop);
  });

  it('are empty for white space', async () => {
    const button = await fixture<CobrowseButtonElement>(html`<cobrowse-button> </cobrowse-button>`);
    expect(textOf(button, '.button')).to.equal(en.button.share);
  });
});

describe('in 320 pixels', () => {
  it('nothing sticks out', async () => {
    const narrow = await fixture<HTMLElement>(html`<div style="inline-size: 240px"></div>`);
    const button = await newButton();
    narrow.append(button);
    await startSession(button, sdk, 'ABCDEFGHIJ');
    sdk.session.emit('agent_joined', { userId: 'a', userName: 'Wolfeschlegelsteinhausenbergerdorff'.repeat(3) });
    await untilState(button, 'live');
    expect(narrow.scrollWidth).to.equal(240);
  });
});
