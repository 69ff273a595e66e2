/** A customer's page that resumes a session with a scripted relay, and its panel, whose root is closed to everybody but the test. */
import { waitUntil } from '@open-wc/testing';
import { createEngine } from '../../widget/engine/customer/index.js';
import { clearMarker, writeMarker, type ResumeMarker } from '../../widget/engine/customer/resume-marker.js';
import { EndReason } from '../../widget/engine/protocol/control.js';
import { ScriptedRelay } from '../browser/transport/scripted-socket.js';
import { ANN } from './agent-welcome.js';

export const SOON = { interval: 1, timeout: 10_000 };

export class ResumedPage {
  readonly relay = new ScriptedRelay();
  readonly agents = [ANN];
  /** Names of the events that the page heard, in order. */
  readonly heard: string[] = [];
  root: ShadowRoot | undefined;
  readonly #attachShadow = Element.prototype.attachShadow;

  constructor() {
    const attachShadow = this.#attachShadow;
    const found = (root: ShadowRoot): void => {
      this.root = root;
    };
    Element.prototype.attachShadow = function open(this: Element, options) {
      const opened = attachShadow.call(this, options);
      if (this.localName === 'cobrowse-panel') found(opened);
      return opened;
    };
  }

  /** The marker that the page before left, and this page's socket, which has not been welcomed. */
  async resumes(more: Partial<ResumeMarker> = {}): Promise<{ readonly joined: Promise<void> }> {
    const { origin } = location;
    writeMarker({ origin, sessionId: 'id', secret: 'secret', pinCode: '123456', ...more }, true);
    const { length } = this.relay.sockets;
    const emit = (name: string): unknown => this.heard.push(name);
    const joined = createEngine({ origin, settings: () => [], emit }).join();
    await waitUntil(() => this.relay.sockets.length > length, 'a socket', SOON);
    return { joined };
  }

  welcomes(): void {
    this.relay.socket.says({ type: 'customer_welcome', pinCode: '123456', agents: this.agents });
  }

  close(): void {
    this.relay.socket.says({ type: 'session_ended', reason: EndReason.EXPIRED });
    this.relay.restore();
    Element.prototype.attachShadow = this.#attachShadow;
    clearMarker();
    for (const panel of document.querySelectorAll('cobrowse-panel')) panel.remove();
  }
}
