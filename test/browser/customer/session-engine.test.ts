/** The customer's session against a scripted relay: what leaves the page, and what the page is told, when things go wrong. */
import { expect, waitUntil } from '@open-wc/testing';
import type { CustomerEventName } from '../../../widget/service/contract.js';
import { EndReason } from '../../../widget/engine/protocol/control.js';
import { ErrorCode } from '../../../widget/engine/protocol/error-codes.js';
import { FrameClass } from '../../../widget/engine/protocol/frame.js';
import { deflate } from '../../../widget/engine/transport/deflate.js';
import type { CustomerEngine } from '../../../widget/engine/customer/engine-api.js';
import { createEngine } from '../../../widget/engine/customer/index.js';
import { Panel } from '../../../widget/engine/customer/panel.js';
import { clearMarker, writeMarker } from '../../../widget/engine/customer/resume-marker.js';
import { ScriptedRelay } from '../transport/scripted-socket.js';

const ANN = { number: 1, userId: 'a-1', userName: 'Ann' };
const BOB = { number: 2, userId: 'a-2', userName: 'Bob' };
/** What a page that allows nothing says after each welcome. */
const PERMISSIONS = '{"type":"permissions","agentAnnotation":false,"customerAnnotation":false,"assist":[]}';
const CLEO = { number: 3, userId: 'a-3', userName: 'Cleo' };

/** Makes roots that a test may look into. */
function openRoot(attachShadow: Element['attachShadow']): Element['attachShadow'] {
  return function open(this: Element, options) {
    return attachShadow.call(this, { ...options, mode: 'open' });
  };
}

describe('a customer’s session', () => {
  let relay: ScriptedRelay;
  let engine: CustomerEngine;
  let events: CustomerEventName[];
  let settings: object;
  let restore: (() => void)[];

  beforeEach(() => {
    relay = new ScriptedRelay();
    events = [];
    settings = {};
    restore = [];
    const { origin } = location;
    engine = createEngine({ origin, settings: () => [settings], emit: (name) => events.push(name) });
    writeMarker({ origin, sessionId: 'id', secret: 'secret', pinCode: '123456' }, true);
  });

  afterEach(() => {
    for (const undo of restore) undo();
    if (relay.sockets.length > 0) relay.socket.says({ type: 'session_ended', reason: EndReason.EXPIRED });
    relay.restore();
    clearMarker();
    for (const panel of document.querySelectorAll('cobrowse-panel')) panel.remove();
  });

  /** Puts something in the place of what an object has, until the test is over. */
  function replace(target: object, name: string, value: unknown): void {
    const original: unknown = Reflect.get(target, name);
    restore.push(() => Reflect.set(target, name, original));
    Reflect.set(target, name, value);
  }

  async function goLive(agents = [ANN]): Promise<void> {
    const { length } = relay.sockets;
    const joined = engine.join();
    await waitUntil(() => relay.sockets.length > length, 'a socket', { interval: 1, timeout: 10_000 });
    relay.socket.says({ type: 'customer_welcome', pinCode: '123456', agents });
    await joined;
  }

  const snapshots = (): number =>
    relay.socket.frames.filter(({ header }) => header?.class === FrameClass.SNAPSHOT).length;
  const firstSnapshot = (): Promise<void> =>
    waitUntil(() => snapshots() > 0, 'a snapshot', { interval: 1, timeout: 10_000 });

  it('J1 starts with a PIN of the page’s own, as it was given', async () => {
    const bodies: unknown[] = [];
    replace(window, 'fetch', async (_url: URL, { body }: RequestInit) => {
      bodies.push(JSON.parse(String(body)));
      return Response.json({ sessionId: 'id', secret: 'secret' });
    });
    const started = engine.start({ sdkToken: 'token', customPinCode: 'ticket42' });
    await waitUntil(() => relay.sockets.length > 0, 'a socket', { interval: 1, timeout: 10_000 });
    relay.socket.says({ type: 'customer_welcome', pinCode: 'TICKET42', agents: [] });
    await started;
    expect(bodies).to.deep.equal([{ customPinCode: 'ticket42' }]);
    expect(engine.info).to.include({ sessionStatus: 'session_started', pinCode: 'TICKET42' });
  });

  for (const code of [
    ErrorCode.SESSION_PIN_INVALID_FORMAT,
    ErrorCode.SESSION_START_PIN_REQUIRED,
    ErrorCode.SESSION_START_PIN_CONFLICT,
  ]) {
    it(`J1 does not start with a PIN that the service refuses with ${code}, and does not repeat it`, async () => {
      replace(window, 'fetch', () => Promise.resolve(Response.json({ code }, { status: 409 })));
      const error: unknown = await engine.start({ sdkToken: 'token', customPinCode: 'TAKEN1' }).catch((cause) => cause);
      expect(error).to.include({ code, retryable: false });
      expect(String(error)).not.to.contain('TAKEN1');
      expect(relay.sockets).to.have.lengthOf(0);
      expect(events).to.deep.equal(['session_error']);
    });
  }

  it('lets nothing of the page leave it after its end, though it was being deflated', async () => {
    const deflating = new Promise<void>((resolve) => {
      const Real = CompressionStream;
      replace(
        window,
        'CompressionStream',
        class extends Real {
          constructor(format: CompressionFormat) {
            super(format);
            resolve();
          }
        },
      );
    });
    const text = document.createElement('p');
    text.textContent = 'much '.repeat(20_000);
    document.body.append(text);
    await goLive();
    await deflating;
    void engine.end();
    // Far more work than what must not be sent.
    await deflate(new Uint8Array(5_000_000));
    text.remove();
    // The customer's browser is no part of the page; what is told of it goes out as soon as it is loaded.
    const facts = FrameClass.FACTS.charCodeAt(0);
    const sent = relay.socket.sent.filter((each) => typeof each === 'string' || each[0] !== facts);
    expect(sent).to.deep.equal([PERMISSIONS, '{"type":"end"}']);
  });

  it('ends, stops and says so, though its panel is broken', async () => {
    await goLive();
    await firstSnapshot();
    const reported: unknown[] = [];
    replace(window, 'reportError', (error: unknown) => reported.push(error));
    const failure = new Error('the page broke its DOM');
    replace(Panel.prototype, 'show', () => {
      throw failure;
    });
    relay.socket.says({ type: 'session_ended', reason: EndReason.AGENT_ENDED });
    expect(reported).to.deep.equal([failure]);
    expect(events.at(-1)).to.equal('session_ended');
    expect(engine.info.sessionStatus).to.equal('session_ended');
  });

  it('does not begin without a panel that says so', async () => {
    replace(Panel.prototype, 'show', () => {
      throw new Error('the page broke its DOM');
    });
    replace(window, 'reportError', () => undefined);
    const error: unknown = await engine.join().catch((cause) => cause);
    expect(error).to.include({ code: ErrorCode.SESSION_JOIN_FAILED });
    expect(relay.sockets).to.have.lengthOf(0);
    expect(engine.info.sessionStatus).to.equal('session_idle');
  });

  it('gives an agent one snapshot, however often they ask', async () => {
    // Facts of the browser are for each agent as well, and come when their part is loaded.
    const sentTo = (agent: number): number =>
      relay.socket.frames.filter(({ header }) => header?.recipient === agent && header.class === FrameClass.SNAPSHOT)
        .length;
    const snapshotOf = (agent: number): Promise<void> =>
      waitUntil(() => sentTo(agent) > 0, `the snapshot of agent ${agent}`, { interval: 1, timeout: 10_000 });
    await goLive();
    await firstSnapshot();
    relay.socket.says({ type: 'agent_joined', agent: BOB });
    await snapshotOf(BOB.number);
    const before = sentTo(BOB.number);
    for (let i = 0; i < 50; i++) relay.socket.says({ type: 'snapshot_wanted', agent: BOB.number });
    // A third agent's comes after whatever else was begun.
    relay.socket.says({ type: 'agent_joined', agent: CLEO });
    await snapshotOf(CLEO.number);
    expect(sentTo(BOB.number)).to.equal(before);
  });

  it('says nothing of an agent whose socket broke for a moment', async () => {
    await goLive();
    relay.socket.says({ type: 'agent_left', agent: ANN });
    relay.socket.says({ type: 'agent_joined', agent: ANN });
    expect(events.filter((name) => name.startsWith('agent_'))).to.deep.equal(['agent_joined']);
  });

  it('W7 captures nothing for one who waits to be let in, asks, and begins once they are', async () => {
    replace(Element.prototype, 'attachShadow', openRoot(Element.prototype.attachShadow));
    await goLive([]);
    relay.socket.says({ type: 'agent_waiting', agent: ANN, verified: true });
    relay.socket.says({ type: 'snapshot_wanted', agent: ANN.number });
    const dialog = (): Element | null | undefined =>
      document.querySelector('cobrowse-panel')?.shadowRoot?.querySelector('[role="alertdialog"]');
    await waitUntil(() => dialog(), 'the question', { interval: 1, timeout: 10_000 });
    expect(relay.socket.sent).to.deep.equal([PERMISSIONS]);
    expect(events).not.to.include('agent_joined');
    relay.socket.says({ type: 'agent_joined', agent: ANN });
    await firstSnapshot();
    expect(dialog()).to.equal(null);
  });

  it('W6 asks nobody’s question on when the connection or the session is gone', async () => {
    replace(Element.prototype, 'attachShadow', openRoot(Element.prototype.attachShadow));
    await goLive([]);
    const dialog = (): Element | null | undefined =>
      document.querySelector('cobrowse-panel')?.shadowRoot?.querySelector('[role="alertdialog"]');
    const asked = { type: 'agent_waiting', agent: ANN, verified: true } as const;
    relay.socket.says(asked);
    await waitUntil(() => dialog(), 'the question', { interval: 1, timeout: 10_000 });
    relay.socket.dispatchEvent(new CloseEvent('close', { code: 1006 }));
    await waitUntil(() => !dialog(), 'no question', { interval: 1, timeout: 10_000 });
    await waitUntil(() => relay.sockets.length === 2, 'a new socket', { interval: 1, timeout: 10_000 });
    relay.socket.says({ type: 'customer_welcome', pinCode: '123456', agents: [] });
    relay.socket.says(asked);
    await waitUntil(() => dialog(), 'the question again', { interval: 1, timeout: 10_000 });
    relay.socket.says({ type: 'session_ended', reason: EndReason.AGENT_ENDED });
    await waitUntil(() => !dialog(), 'no question at the end', { interval: 1, timeout: 10_000 });
  });

  it('G1 says after each welcome what the page lets people do', async () => {
    settings = { allowAgentAnnotation: true, remoteAssist: { enable: true } };
    await goLive();
    const said = { type: 'permissions', agentAnnotation: true, customerAnnotation: false, assist: ['scroll_page'] };
    expect(relay.socket.sent).to.deep.equal([JSON.stringify(said)]);
    relay.socket.dispatchEvent(new CloseEvent('close', { code: 1006 }));
    await waitUntil(() => relay.sockets.length === 2, 'a new socket', { interval: 1, timeout: 10_000 });
    relay.socket.says({ type: 'customer_welcome', pinCode: '123456', agents: [] });
    expect(relay.socket.sent).to.deep.equal([JSON.stringify(said)]);
  });

  it('warns the developer once of a mask that cannot be read', async () => {
    const warnings: string[] = [];
    replace(console, 'warn', (text: string) => warnings.push(text));
    settings = { piiMask: { maskCssSelectors: '.a:hover' } };
    await goLive();
    await firstSnapshot();
    await waitUntil(() => warnings.length > 0, 'a warning', { interval: 1, timeout: 10_000 });
    relay.socket.says({ type: 'session_ended', reason: EndReason.AGENT_ENDED });
    writeMarker({ origin: location.origin, sessionId: 'id', secret: 'secret', pinCode: '123456' }, true);
    await goLive();
    expect(warnings).to.have.lengthOf(1);
    expect(warnings[0]).to.match(/^\[cobrowse\] 9999: .*".a:hover".*README\.md#what-is-masked$/);
  });

  it('M7 says at the start, before any agent, which mask cannot be read, and once more for each that comes', async () => {
    const told: unknown[] = [];
    const { origin } = location;
    replace(console, 'warn', () => undefined);
    let given: readonly object[] = [{ piiMask: { maskCssSelectors: '.pii, (' } }];
    engine = createEngine({
      origin,
      settings: () => given,
      emit: (name, detail) => told.push(name === 'session_error' ? detail : name),
    });
    await goLive([]);
    const heard = (setting: string): number => told.filter((each) => JSON.stringify(each).includes(setting)).length;
    await waitUntil(() => heard('.pii, (') > 0, 'the first', { interval: 1, timeout: 10_000 });
    expect(told.indexOf('session_joined'))
      .to.be.greaterThan(-1)
      .and.lessThan(told.length - 1);
    relay.socket.says({ type: 'agent_joined', agent: ANN });
    await firstSnapshot();
    expect(heard('.pii, (')).to.equal(1);
    given = [...given, { piiMask: { blockCssSelectors: ']' } }];
    document.body.append(document.createElement('p'));
    await waitUntil(() => told.length > 1 && heard(': \\"]\\"') > 0, 'the second', { interval: 1, timeout: 10_000 });
    document.body.lastElementChild?.remove();
  });

  it('works outside of the zones of a page that has them', async () => {
    const ran: string[] = [];
    const run = (act: () => unknown): unknown => {
      ran.push('run');
      return act();
    };
    replace(window, 'Zone', { root: { run } });
    await goLive();
    expect(ran).to.deep.equal(['run']);
    Reflect.set(window, 'Zone', { root: null });
    expect(engine.info.sessionStatus).to.equal('session_started');
    await engine.join().catch((cause) => expect(cause).to.include({ code: ErrorCode.SESSION_COUNT_LIMIT }));
  });
});
