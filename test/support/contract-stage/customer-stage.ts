/**
 * A customer's page for tests of the contract: the real SDK with the real engine, and two buttons that share it, an English and a
 * Chinese one. Only the service is played: its answers are those that the Worker's own test proves (service-answers.ts).
 */
import { fixture, html, waitUntil } from '@open-wc/testing';
import { CobrowseButtonElement } from '../../../widget/elements/cobrowse-button/cobrowse-button.js';
import { define } from '../../../widget/elements/define.js';
import type { CobrowseErrorDetail } from '../../../widget/events/error-event.js';
import { createSdk } from '../../../widget/engine/customer/create-sdk.js';
import { createEngine } from '../../../widget/engine/customer/index.js';
import { clearMarker, writeMarker } from '../../../widget/engine/customer/resume-marker.js';
import type {
  CallResult,
  CobrowseSettings,
  CustomerSdk,
  CustomerSession,
  ErrorInfo,
} from '../../../widget/service/contract.js';
import { ScriptedRelay } from '../../browser/transport/scripted-socket.js';
import type { CloseAnswer, HttpAnswer } from '../../fixtures/service-answers.js';

define('cobrowse-button', CobrowseButtonElement);

export const LANGUAGES = ['en', 'zh-CN'] as const;

const SOON = { interval: 5, timeout: 10_000 };
const WELCOME = { type: 'customer_welcome', pinCode: '123456', agents: [] } as const;

export class CustomerStage {
  readonly relay = new ScriptedRelay();
  /** What `session_error` said. */
  readonly told: ErrorInfo[] = [];
  /** What each button said, by its language. */
  readonly heard = new Map<string, CobrowseErrorDetail[]>(LANGUAGES.map((language) => [language, []]));
  readonly sdk: CustomerSdk;
  session!: CustomerSession;
  button!: CobrowseButtonElement;
  readonly #fetch = window.fetch;

  private constructor() {
    this.sdk = createSdk({
      serviceOf: () => location.origin,
      withoutService: 'none',
      load: async () => ({ createEngine }),
      loadTabs: () => Promise.reject(new Error('not asked for')),
    });
    this.answers({ sessionId: 'id', secret: 'secret' });
  }

  static async open(token: string, settings: CobrowseSettings = {}): Promise<CustomerStage> {
    const stage = new CustomerStage();
    const { promise, resolve } = Promise.withResolvers<CustomerSession>();
    stage.sdk.init(settings, ({ session }) => session && resolve(session));
    stage.session = await promise;
    stage.session.on('session_error', (error) => stage.told.push(error));
    for (const language of LANGUAGES) {
      const button = await fixture<CobrowseButtonElement>(html`
        <cobrowse-button
          service-url="/"
          sdk-key="key"
          .sdk=${stage.sdk}
          .getToken=${async () => token}
        ></cobrowse-button>
      `);
      button.locale = language;
      button.addEventListener('cobrowse-error', ({ detail }) => stage.heard.get(language)?.push(detail));
      stage.button ??= button;
    }
    return stage;
  }

  /** From now on the service admits, refuses, or is not there. */
  answers(answer: HttpAnswer | object | undefined): void {
    window.fetch = async () => {
      if (!answer) throw new TypeError('no network');
      if (!('status' in answer) || !('code' in answer)) return Response.json(answer, { status: 201 });
      const { status, code } = answer;
      return Response.json({ code, errorMsg: 'Whatever it says.' }, { status });
    };
  }

  /** Waits for the socket after those that there are. */
  async nextSocket(act: () => unknown): Promise<void> {
    const { length } = this.relay.sockets;
    act();
    await waitUntil(() => this.relay.sockets.length > length, 'a socket', SOON);
  }

  welcomes(): void {
    this.relay.socket.says(WELCOME);
  }

  closes({ close: code }: CloseAnswer): void {
    this.relay.socket.dispatchEvent(new CloseEvent('close', { code }));
  }

  /** A session of the page's own. */
  async live(token: string): Promise<void> {
    let started: Promise<CallResult> | undefined;
    await this.nextSocket(() => (started = this.session.start({ sdkToken: token })));
    this.welcomes();
    await started;
  }

  /** A page before this one had a session. */
  leaveMarker(): void {
    writeMarker({ origin: location.origin, sessionId: 'id', secret: 'secret', pinCode: '123456' }, true);
  }

  async close(): Promise<void> {
    window.fetch = this.#fetch;
    if (this.relay.sockets.length > 0) this.relay.socket.says({ type: 'session_ended', reason: 'expired' });
    await this.session.end();
    this.relay.restore();
    clearMarker();
    sessionStorage.removeItem('cobrowse.button');
    for (const panel of document.querySelectorAll('cobrowse-panel')) panel.remove();
  }
}
