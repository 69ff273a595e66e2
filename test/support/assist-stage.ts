/** A customer's page with a panel, a real capture and remote assist on it, and agents who say what they like. */
import { Agreements } from '../../widget/engine/customer/assist/agreements.js';
import { Assist } from '../../widget/engine/customer/assist/assist.js';
import type { FeatureHost } from '../../widget/engine/customer/feature.js';
import { PageShare } from '../../widget/engine/customer/page-share.js';
import { Panel } from '../../widget/engine/customer/panel.js';
import { encodeAct, type Act } from '../../widget/engine/protocol/acts.js';
import type { AgentInfo, ClientMessage } from '../../widget/engine/protocol/control.js';
import { AssistType } from '../../widget/engine/protocol/control/permission-messages.js';
import { FrameClass } from '../../widget/engine/protocol/frame.js';
import { texts as en } from '../../widget/locales/languages/en.js';
import { MaskType, type CobrowseSettings } from '../../widget/service/contract.js';
import { until } from './mirror-stage.js';

export const ANN: AgentInfo = { number: 1, userId: 'ann', userName: '<b>Ann</b>' };
export const BEN: AgentInfo = { number: 2, userId: 'ben', userName: 'Ben' };

/** What an act does to the page comes as a mouse's; what a test does as a person comes as nothing in particular. */
function isOfAct(event: Event): boolean {
  return event instanceof PointerEvent && event.pointerType === 'mouse';
}

export class AssistStage implements Disposable {
  readonly page = document.createElement('main');
  readonly said: ClientMessage[] = [];
  readonly heard: string[] = [];
  readonly agents: AgentInfo[] = [ANN, BEN];
  readonly permissions = {
    agentAnnotation: false,
    customerAnnotation: false,
    assist: Object.values(AssistType) as AssistType[],
  };
  settings: CobrowseSettings[] = [];
  paused = false;
  trusted = true;
  readonly panel: Panel;
  readonly share: PageShare;
  readonly host: FeatureHost;
  readonly assist: Assist;

  private constructor(html: string, sessionId: string) {
    this.page.innerHTML = html;
    document.body.append(this.page);
    this.panel = new Panel({ chosen: { texts: en.panel, language: 'en' }, onEnd: () => undefined, mode: 'open' });
    this.panel.show({ state: 'watched', pinCode: '123456', names: [ANN.userName] });
    const agents = {
      get: (number: number) => this.agents.find((agent) => agent.number === number),
      has: (number: number) => this.agents.some((agent) => agent.number === number),
      all: this.agents,
      anyConnected: true,
    };
    this.share = new PageShare({
      masking: {
        maskType: MaskType.CUSTOM_INPUT,
        maskCssSelectors: '.masked',
        maskHTMLAttributes: '',
        unmaskCssSelectors: '',
        blockCssSelectors: '',
        unmaskQueryParameters: '',
      },
      settings: () => this.settings,
      socket: { bufferedAmount: 0, dropWaiting: () => undefined, send: () => undefined },
      agents,
      ignored: [this.panel.host],
      isConnected: () => true,
      onGivenUp: () => undefined,
      onUnreadableMask: () => undefined,
    });
    const settings = (): CobrowseSettings[] => this.settings;
    const paused = (): boolean => this.paused;
    this.host = {
      sessionId,
      panel: this.panel,
      origin: location.origin,
      agents,
      page: this.share,
      agentsWatch: true,
      barred: false,
      permissions: this.permissions,
      get settings() {
        return settings();
      },
      get paused() {
        return paused();
      },
      control: (message) => this.said.push(message),
      send: () => undefined,
      pause: () => undefined,
      roundTripMs: undefined,
      emit: (name) => this.heard.push(name),
    };
    this.assist = new Assist({
      host: this.host,
      texts: en.assist,
      isTrusted: (event) => event.isTrusted || (this.trusted && !isOfAct(event)),
      restMs: 30,
    });
  }

  /** Once the page is captured, as agents have seen it. Two that are open at once are a page of the session and the one after it. */
  static async open(html: string, sessionId = 'session'): Promise<AssistStage> {
    const stage = new AssistStage(html, sessionId);
    stage.share.show([ANN.number]);
    await until('a captured page', () => stage.share.idOf(stage.page) !== 0);
    for (const each of stage.page.querySelectorAll('*')) await stage.captured(each);
    return stage;
  }

  async captured(node: Node): Promise<void> {
    await until('a captured node', () => this.share.nodeOf(this.share.idOf(node)) === node);
  }

  get root(): ShadowRoot {
    const { shadowRoot } = this.panel.host;
    if (!shadowRoot) throw new Error('closed');
    return shadowRoot;
  }

  find<Found extends HTMLElement = HTMLElement>(selector: string): Found {
    const found = this.page.querySelector<Found>(selector);
    if (!found) throw new Error(`no ${selector}`);
    return found;
  }

  /** What the panel asks now, without the marks around names. */
  get question(): string {
    const box = this.root.querySelector('[role="alertdialog"]');
    return (box?.textContent ?? '').replaceAll(/[\u2068\u2069]/g, '');
  }

  /** What became of acts. */
  get outcomes(): readonly string[] {
    return this.said.flatMap((message) => (message.type === 'assist_outcome' ? [message.outcome] : []));
  }

  /** The list of what was done. */
  get log(): readonly string[] {
    return Array.from(this.root.querySelectorAll('.log li'), (entry) =>
      (entry.firstChild?.textContent ?? '').replaceAll(/[\u2068\u2069]/g, ''),
    );
  }

  asks(agent: AgentInfo, assist: AssistType): void {
    this.assist.hear({
      type: 'assist_asked',
      json: { type: 'assist_asked', agent: { ...agent }, verified: true, assist },
    });
  }

  state(agent: number, ...types: AssistType[]): void {
    this.assist.hear({ type: 'assist_state', json: { type: 'assist_state', agent, types, paused: false } });
  }

  /** The connection is lost, and is there again. */
  reconnect(): void {
    this.assist.reconnecting();
    this.welcome();
  }

  welcome(): void {
    this.assist.hear({ type: 'customer_welcome', pinCode: '123456', agents: this.agents });
  }

  /** Answers as a person does: a press right after the question came does not count. */
  async answer(yes: boolean): Promise<void> {
    const before = this.question;
    if (before === '') throw new Error('nothing is asked');
    await until('an answer', () => {
      if (this.question === before) this.root.querySelector<HTMLElement>(yes ? '.ask .yes' : '.ask .no')?.click();
      return this.question !== before;
    });
  }

  /** The whole way to a grant: asked, answered, told by the relay. */
  async grant(agent: AgentInfo, ...types: AssistType[]): Promise<void> {
    const given: AssistType[] = [];
    for (const type of types) {
      this.asks(agent, type);
      await this.answer(true);
      given.push(type);
      this.state(agent.number, ...given);
    }
  }

  /** A grant that the customer gave on the session's page before this one: to be asked takes a person's time. */
  resume(agent: AgentInfo, ...types: AssistType[]): void {
    const agreed = new Agreements(this.host.sessionId);
    for (const type of types) agreed.add(agent, type);
    this.welcome();
    this.state(agent.number, ...types);
  }

  act(act: Act, sender = ANN.number): void {
    this.raw(encodeAct(act), sender);
  }

  raw(body: Uint8Array<ArrayBuffer>, sender = ANN.number): void {
    this.assist.receive({ class: FrameClass.ACT, sender, body });
  }

  /** Presses the middle of an element, by its id. */
  press(target: Element, sender = ANN.number): void {
    this.act({ type: 'press', id: this.share.idOf(target), x: 0.5, y: 0.5 }, sender);
  }

  type(text: string): void {
    for (const character of text) this.act({ type: 'text', text: character });
  }

  [Symbol.dispose](): void {
    this.assist.close();
    this.share.stop();
    this.panel.remove();
    this.page.remove();
  }
}
