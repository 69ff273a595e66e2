/** A pause of the customer's, and the pages that come after it in their tab (SPEC U4): against a scripted relay. */
import { expect, waitUntil } from '@open-wc/testing';
import { createEngine } from '../../../widget/engine/customer/index.js';
import { clearMarker, readMarker, writeMarker } from '../../../widget/engine/customer/resume-marker.js';
import { EndReason } from '../../../widget/engine/protocol/control.js';
import { ScriptedRelay } from '../transport/scripted-socket.js';

const SOON = { interval: 1, timeout: 10_000 };
const { origin } = location;
const MARKER = { origin, sessionId: 'id', secret: 'secret', pinCode: '123456' };
const WELCOME = {
  type: 'customer_welcome',
  pinCode: '123456',
  agents: [{ number: 1, userId: 'a-1', userName: 'Ann' }],
} as const;

describe('U4 a pause', () => {
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

  /** A page of the tab, with the marker that the page before left. */
  async function nextPage(): Promise<void> {
    const { length } = relay.sockets;
    const joined = createEngine({ origin, settings: () => [], emit: () => undefined }).join();
    await waitUntil(() => relay.sockets.length > length, 'a socket', SOON);
    relay.socket.says(WELCOME);
    await joined;
  }

  const told = (): unknown[] =>
    relay.socket.sent
      .filter((data): data is string => typeof data === 'string')
      .map((text): unknown => JSON.parse(text))
      .filter((message) => Reflect.get(Object(message), 'type') === 'sharing');

  it('is kept by the tab', async () => {
    writeMarker(MARKER, true);
    await nextPage();
    expect(told()).to.deep.equal([]);
    const button = (): HTMLButtonElement | null | undefined => root?.querySelector('button.pause');
    await waitUntil(button, 'the way to pause', SOON);
    button()?.click();
    expect(told()).to.deep.equal([{ type: 'sharing', paused: true }]);
    expect(readMarker(origin)?.paused).to.equal(true);
  });

  it('is there again on the next page, whatever the relay says, and nothing of that page leaves it', async () => {
    writeMarker({ ...MARKER, paused: true }, true);
    await nextPage();
    expect(told()).to.deep.equal([{ type: 'sharing', paused: true }]);
    expect(readMarker(origin)?.paused, 'for the page after it').to.equal(true);
    relay.socket.says({ type: 'snapshot_wanted', agent: 1 });
    relay.socket.says({ type: 'customer_welcome', pinCode: '123456', agents: WELCOME.agents });
    await waitUntil(() => root?.querySelector('h2, .headline')?.textContent?.includes('Paused'), 'the panel', SOON);
    expect(relay.socket.frames).to.deep.equal([]);
  });
});
