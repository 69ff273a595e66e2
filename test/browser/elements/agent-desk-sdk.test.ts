/** `<cobrowse-agent-desk>` with the page's own SDK object: an object of that shape, and the element's own form for the PIN. */
import { expect, waitUntil } from '@open-wc/testing';
import type { CobrowseAgentDeskElement } from '../../../widget/elements/cobrowse-agent-desk/cobrowse-agent-desk.js';
import { texts as en } from '../../../widget/locales/languages/en.js';
import type {
  AgentCallResult,
  AgentEventMap,
  AgentJoinOptions,
  AgentSdk,
  AgentSdkSettings,
  AgentSession,
} from '../../../widget/service/agent-sdk.js';
import { becomes, inside, mount, textOf, tokenUntil } from './agent-desk-stage.js';

/** What the documents say of `ZoomCobrowseAgentSDK`, and no more. */
class DocumentedSdk implements AgentSdk, AgentSession {
  settings: AgentSdkSettings | undefined;
  readonly joins: (AgentJoinOptions | undefined)[] = [];
  inits = 0;
  status = 'session_idle';
  refusal: unknown;
  #handlers = new Map<string, ((detail?: unknown) => void)[]>();
  #answer: ((result: AgentCallResult) => void) | undefined;

  init(settings: AgentSdkSettings, callback: (result: AgentCallResult & { session?: AgentSession }) => void): void {
    this.inits += 1;
    this.settings = settings;
    queueMicrotask(() =>
      callback(this.refusal ? { success: false, error: this.refusal } : { success: true, session: this }),
    );
  }

  join(options?: AgentJoinOptions, callback?: (result: AgentCallResult) => void): void {
    this.joins.push(options);
    this.#answer = callback;
  }

  on(event: keyof AgentEventMap, handler: (detail?: unknown) => void): void {
    this.#handlers.set(event, [...(this.#handlers.get(event) ?? []), handler]);
  }

  getSessionInfo(): { readonly sessionStatus: string } {
    return { sessionStatus: this.status };
  }

  createAgentViewerEndpoint(_options: unknown, callback: (result: object) => void): void {
    callback({ success: true, agentViewerUrl: 'https://viewer.example/' });
  }

  emits(event: keyof AgentEventMap, detail?: unknown): void {
    for (const handler of this.#handlers.get(event) ?? []) handler(detail);
  }

  answers(result: AgentCallResult): void {
    this.#answer?.(result);
  }
}

const getToken = async () => tokenUntil(Date.now() + 1e6);
const SETTINGS = { serviceUrl: 'https://us01-zcb.zoom.us', sdkKey: 'key', getToken };

async function ready(settings: Partial<CobrowseAgentDeskElement> = {}) {
  const sdk = new DocumentedSdk();
  const mounted = await mount({ ...SETTINGS, sdk, ...settings });
  await becomes(mounted.desk, 'ready');
  return { ...mounted, sdk };
}

function submit(desk: CobrowseAgentDeskElement, text: string): void {
  const input = inside<HTMLInputElement>(desk, 'input');
  if (!input) throw new Error('no form');
  input.focus();
  input.value = text;
  inside<HTMLFormElement>(desk, 'form')?.requestSubmit();
}

describe('the agent’s desk with the SDK of the page', () => {
  it('initialises it with the key, the host and an element of the page’s own tree, and asks for the PIN', async () => {
    const { desk, sdk } = await ready();
    expect(sdk.settings).to.deep.include({ appKey: 'key', zoomHostName: 'us01-zcb.zoom.us' });
    const root = sdk.settings?.zoomAppRoot;
    expect([root?.parentElement, root?.assignedSlot?.name]).to.deep.equal([desk, 'viewer']);
    expect(inside(desk, 'iframe')).to.equal(null);
    expect(inside<HTMLInputElement>(desk, 'input')?.labels?.[0]?.textContent).to.equal(en.agentDesk.pinLabel);
    expect(desk.capabilities).to.deep.include({ deskEvents: true, deskPin: true });
    await expect(desk).to.be.accessible();
  });

  it('joins with a fresh token, says so only when the SDK did, and passes every event on', async () => {
    const { desk, ear, sdk } = await ready();
    submit(desk, ' 123-456 ');
    await waitUntil(() => sdk.joins.length === 1, 'a join');
    expect(sdk.joins[0]?.pinCode).to.equal('123456');
    expect(sdk.joins[0]?.sdkToken).to.match(/^header\./);
    expect(desk.state).to.equal('joining');
    await desk.updateComplete;
    expect(inside<HTMLButtonElement>(desk, 'button')?.disabled).to.equal(true);
    sdk.answers({ success: true });
    expect(desk.state).to.equal('joining');
    sdk.emits('session_joined');
    await becomes(desk, 'live');
    expect(inside(desk, 'form')).to.equal(null);
    expect(inside(desk, 'slot')?.checkVisibility({ visibilityProperty: true })).to.equal(true);
    sdk.emits('customer_focus_lost');
    sdk.emits('customer_transferred');
    sdk.emits('session_error', { code: 1016, message: 'network' });
    sdk.emits('session_ended');
    await becomes(desk, 'ended');
    expect(ear.heard).to.deep.equal([
      'loading',
      'ready',
      'joining',
      'live',
      'joined undefined',
      'focus-lost',
      'transferred',
      'error 1016',
      'ended',
      'ended undefined',
    ]);
    expect(ear.errors[0]?.['message']).to.equal(en.agentDesk.errorNetwork);
    await expect(desk).to.be.accessible();
    inside(desk, 'button')?.click();
    await becomes(desk, 'ready');
    expect(inside(desk, 'input')).not.to.equal(null);
  });

  for (const [typed, sentence] of [
    ['', en.agentDesk.errorEmpty],
    [' - ', en.agentDesk.errorEmpty],
    ['12?4', en.agentDesk.errorFormat],
    ['12345678901', en.agentDesk.errorFormat],
  ] as const) {
    it(`says what is wrong with "${typed}" in an alert, at the field, and asks nobody`, async () => {
      const { desk, sdk } = await ready();
      submit(desk, typed);
      await desk.updateComplete;
      expect(textOf(desk, '[role="alert"]')).to.equal(sentence);
      const input = inside<HTMLInputElement>(desk, 'input');
      expect([input?.getAttribute('aria-invalid'), input?.value]).to.deep.equal(['true', typed]);
      expect(desk.shadowRoot?.activeElement).to.equal(input);
      expect(sdk.joins).to.deep.equal([]);
      await expect(desk).to.be.accessible();
    });
  }

  it('shows a PIN that nobody has by its sentence, once, and takes another', async () => {
    const { desk, ear, sdk } = await ready();
    submit(desk, '000000');
    await waitUntil(() => sdk.joins.length === 1, 'a join');
    sdk.answers({ success: false, error: { code: 1006, errorMsg: 'not found' } });
    await becomes(desk, 'ready');
    expect(textOf(desk, '[role="alert"]')).to.equal(en.agentDesk.errorNotFound);
    expect(ear.errors).to.deep.equal([
      { code: 1006, errorMsg: 'not found', retryable: true, message: en.agentDesk.errorNotFound },
    ]);
    submit(desk, '111111');
    await waitUntil(() => sdk.joins.length === 2, 'another join');
    sdk.emits('session_error', { code: 4711 });
    await becomes(desk, 'ready');
    expect(textOf(desk, '[role="alert"]')).to.equal(en.agentDesk.errorOther(4711));
  });

  const refused = { code: 1006, errorMsg: 'not found' };
  const byCallback = (sdk: DocumentedSdk) => sdk.answers({ success: false, error: refused });
  const byEvent = (sdk: DocumentedSdk) => sdk.emits('session_error', refused);
  for (const [way, told] of [
    ['by the event and then the callback', [byEvent, byCallback]],
    ['by the callback and then the event', [byCallback, byEvent]],
    ['by the event alone', [byEvent]],
    ['by the callback alone', [byCallback]],
  ] as const) {
    it(`tells its page once of a join that failed, told ${way}`, async () => {
      const { desk, ear, sdk } = await ready();
      for (const attempt of [1, 2]) {
        submit(desk, '000000');
        await waitUntil(() => sdk.joins.length === attempt, 'a join');
        for (const tell of told) {
          tell(sdk);
          // Each may come in a task of its own, or at once.
          if (attempt === 1) await desk.updateComplete;
        }
        await becomes(desk, 'ready');
        expect(ear.errors).to.have.length(attempt);
      }
      // What comes later is another error, be it the same one.
      submit(desk, '111111');
      await waitUntil(() => sdk.joins.length === 3, 'a join');
      sdk.emits('session_joined');
      sdk.answers({ success: true });
      byEvent(sdk);
      expect([desk.state, ear.errors.length]).to.deep.equal(['live', 3]);
    });
  }

  it('joins a PIN that the page knows, and resumes a session that a reload interrupted instead of it', async () => {
    const { sdk } = await ready().then(async (stage) => {
      stage.desk.pin = '777';
      await waitUntil(() => stage.sdk.joins.length === 1, 'a join');
      return stage;
    });
    expect(sdk.joins[0]?.pinCode).to.equal('777');

    const interrupted = new DocumentedSdk();
    interrupted.status = 'session_recoverable';
    const { desk } = await mount({ ...SETTINGS, sdk: interrupted, pin: '777' });
    await becomes(desk, 'joining');
    interrupted.emits('session_joined');
    await becomes(desk, 'live');
    interrupted.emits('session_left');
    await becomes(desk, 'ended');
    expect(interrupted.joins).to.deep.equal([undefined]);
  });

  it('says that init was refused, and tries again', async () => {
    const sdk = new DocumentedSdk();
    sdk.refusal = { code: 2001, message: 'wrong key' };
    const { desk, ear } = await mount({ ...SETTINGS, sdk });
    await becomes(desk, 'error');
    expect(textOf(desk, '[role="alert"]')).to.contain(en.agentDesk.failureInit);
    expect(ear.errors[0]).to.deep.include({ code: 2001, errorMsg: 'wrong key' });
    sdk.refusal = undefined;
    inside(desk, 'button')?.click();
    await becomes(desk, 'ready');
    expect(sdk.inits).to.equal(2);
  });

  it('goes back to the form when a session that a reload interrupted cannot be resumed, and says so once', async () => {
    const sdk = new DocumentedSdk();
    sdk.status = 'session_recoverable';
    const { desk, ear } = await mount({ ...SETTINGS, sdk });
    await becomes(desk, 'joining');
    sdk.emits('session_error', { code: 1011, errorMsg: 'gone' });
    await becomes(desk, 'ready');
    expect(textOf(desk, '[role="alert"]')).to.equal(en.agentDesk.errorOther(1011));
    expect(ear.errors).to.have.length(1);
  });

  it('hears nothing of a session once it is removed, and leaves nothing of its own in the page', async () => {
    const { desk, ear, sdk } = await ready();
    desk.remove();
    await becomes(desk, 'idle');
    const before = ear.heard.length;
    sdk.emits('session_joined');
    expect([ear.heard.length, desk.childElementCount]).to.deep.equal([before, 0]);
  });
});
