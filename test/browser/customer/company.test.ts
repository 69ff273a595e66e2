/** What the customer's panel says of the agents and of the line to them: against a scripted relay. */
import { expect, waitUntil } from '@open-wc/testing';
import { createEngine } from '../../../widget/engine/customer/index.js';
import { clearMarker, writeMarker } from '../../../widget/engine/customer/resume-marker.js';
import { EndReason } from '../../../widget/engine/protocol/control.js';
import { texts as en } from '../../../widget/locales/languages/en.js';
import { ScriptedRelay } from '../transport/scripted-socket.js';

const SOON = { interval: 1, timeout: 10_000 };
const { origin } = location;
const AGENTS = [{ number: 1, userId: 'a-1', userName: 'Ann' }];
const WELCOME = { type: 'customer_welcome', pinCode: '123456', agents: AGENTS } as const;

describe('B7 the line to the agents', () => {
  let relay: ScriptedRelay;
  let root: ShadowRoot | undefined;
  const { attachShadow } = Element.prototype;

  beforeEach(() => {
    relay = new ScriptedRelay();
    // The panel's root is closed to everybody but this test.
    Element.prototype.attachShadow = function open(this: Element, options) {
      const opened = attachShadow.call(this, options);
      if (this.localName === 'cobrowse-panel') root = opened;
      return opened;
    };
  });

  afterEach(() => {
    relay.socket.says({ type: 'session_ended', reason: EndReason.EXPIRED });
    relay.restore();
    Element.prototype.attachShadow = attachShadow;
    clearMarker();
    for (const panel of document.querySelectorAll('cobrowse-panel')) panel.remove();
  });

  /** A session with an agent, and a ping that took so long. */
  async function live(roundTripMs: number): Promise<void> {
    writeMarker({ origin, sessionId: 'id', secret: 'secret', pinCode: '123456' }, true);
    const joined = createEngine({ origin, settings: () => [], emit: () => undefined }).join();
    await waitUntil(() => relay.sockets.length > 0, 'a socket', SOON);
    const { now } = performance;
    try {
      performance.now = () => 1_000;
      relay.socket.says(WELCOME);
      performance.now = () => 1_000 + roundTripMs;
      relay.socket.answersPing();
    } finally {
      performance.now = now;
    }
    await joined;
  }

  const line = (): string => root?.querySelector('.line')?.textContent ?? '';

  it('is measured by a ping, and shown to the customer as well while somebody watches', async () => {
    await live(12.4);
    await waitUntil(() => line() === en.company.line(12), 'the line', SOON);
    relay.socket.says({ type: 'tab_standby', pinCode: '123456', agents: AGENTS });
    await waitUntil(() => line() === '', 'nothing of it where the page is not seen', SOON);
    expect(root?.querySelector('.line')?.closest('[aria-live], [role=status]')).to.equal(null);
  });

  it('is said to be slow where it is', async () => {
    await live(900);
    await waitUntil(() => line() === en.company.slowLine(900), 'the line', SOON);
  });
});
