/**
 * An agent's page for tests of the contract: the real elements and the real SDK of the npm shape around a frame, and in the frame
 * the desk's real session and its real half of the port. Only the Worker is played, with the answers that its own test proves.
 */
import { waitUntil } from '@open-wc/testing';
import { DeskElement } from '../../../widget/engine/agent/desk.js';
import { DeskSession } from '../../../widget/engine/agent/desk-session.js';
import { Embedder } from '../../../widget/engine/agent/embedder.js';
import { ZoomCobrowseAgentSDK } from '../../../widget/npm/agent.js';
import type { AgentSession } from '../../../widget/service/agent-sdk.js';
import { mount, ScriptedWorker, tokenUntil, type Ear } from '../../browser/elements/agent-desk-stage.js';
import { ScriptedRelay } from '../../browser/transport/scripted-socket.js';
import { AGENT_WELCOME } from '../agent-welcome.js';
import type { CloseAnswer, HttpAnswer } from '../../fixtures/service-answers.js';

const JOIN = '/sdkapi/zcb/sessions/join';
const SOON = { interval: 5, timeout: 15_000 };

export type AgentDesk = Awaited<ReturnType<typeof mount>>['desk'];

export class AgentStage {
  readonly relay = new ScriptedRelay();
  readonly worker = new ScriptedWorker();
  readonly token = tokenUntil(Date.now() + 3_600_000);
  /** The newest desk that was loaded into a frame. */
  deskSession: DeskSession | undefined;
  #left = new AbortController();

  constructor() {
    this.answers({ sessionId: 'id', secret: 'secret' });
    // On its way down the event comes here before whoever made the frame hears of it, and says hello.
    document.addEventListener('load', ({ target }) => this.#boot(target), { capture: true, signal: this.#left.signal });
  }

  answers(answer: HttpAnswer | object | undefined): void {
    this.worker.answers.set(JOIN, () => {
      if (!answer) return Promise.reject(new TypeError('no network'));
      if (!('status' in answer) || !('code' in answer)) return Response.json(answer);
      const { status, code } = answer;
      const headers = status === 429 ? { 'retry-after': '30' } : undefined;
      return Response.json({ code, errorMsg: 'Whatever it says.' }, { status, ...(headers && { headers }) });
    });
  }

  /** The element, which frames the desk or draws it with the SDK. */
  async element(locale: string, withSdk: boolean): Promise<{ readonly desk: AgentDesk; readonly ear: Ear }> {
    const { token } = this;
    const sdk = withSdk ? { sdk: ZoomCobrowseAgentSDK } : {};
    const mounted = await mount({ serviceUrl: '/', sdkKey: 'key', locale, getToken: async () => token, ...sdk });
    // The shadow root's own frames are out of the document's hearing.
    mounted.desk.shadowRoot?.addEventListener('load', ({ target }) => this.#boot(target), { capture: true });
    await waitUntil(() => mounted.desk.state === 'ready', 'a desk that is ready', SOON);
    return mounted;
  }

  /** A session object of the npm shape, in an element of the page's own. */
  async session(): Promise<AgentSession> {
    const root = document.createElement('div');
    document.body.append(root);
    this.#left.signal.addEventListener('abort', () => root.remove());
    const { promise, resolve, reject } = Promise.withResolvers<AgentSession>();
    const settings = { appKey: 'key', zoomAppRoot: root, zoomHostName: location.host };
    ZoomCobrowseAgentSDK.init(settings, ({ session, error }) => (session ? resolve(session) : reject(error)));
    return promise;
  }

  async nextSocket(act: () => unknown): Promise<void> {
    const { length } = this.relay.sockets;
    act();
    await waitUntil(() => this.relay.sockets.length > length, 'a socket', SOON);
  }

  welcomes(): void {
    this.relay.socket.says(AGENT_WELCOME);
  }

  closes({ close: code }: CloseAnswer): void {
    this.relay.socket.dispatchEvent(new CloseEvent('close', { code }));
  }

  close(): void {
    this.#left.abort();
    this.deskSession?.leave();
    this.worker.restore();
    this.relay.restore();
    sessionStorage.clear();
  }

  /** What the desk's entry does in its own document: a session, and the port to the page around. */
  #boot(frame: EventTarget | null): void {
    if (!(frame instanceof HTMLIFrameElement) || !frame.src.includes('/frame-templates/desk')) return;
    const inner = frame.contentWindow;
    if (!inner) return;
    const own = { addEventListener: inner.addEventListener.bind(inner), parent: window };
    const given = new URL(frame.src).searchParams.get('access_token') ?? undefined;
    const desk = new DeskElement();
    const session: DeskSession = new DeskSession({
      origin: location.origin,
      token: given,
      renewToken: (signal) => embedder.renewToken(signal),
      onMessage: () => undefined,
      onAdmission: (admission) => embedder.tellAdmission(admission),
    });
    const embedder = new Embedder({
      window: own,
      allowed: [location.origin],
      session,
      hasToken: given !== undefined,
      onPin: (text) => desk.takePin(text),
      onLocale: () => undefined,
      onTheme: () => undefined,
    });
    desk.session = session;
    this.deskSession = session;
  }
}
