/** A desk on a scripted relay, on its way through the states of a session; its page needs no mirror. */
import { fixture, html, waitUntil } from '@open-wc/testing';
import { shownName } from '../../widget/engine/agent/customer-name.js';
import { DeskSession } from '../../widget/engine/agent/desk-session.js';
import type { DeskElement } from '../../widget/engine/agent/desk.js';
import '../../widget/engine/agent/desk.js';
import { StageElement } from '../../widget/engine/agent/stage.js';
import { PageShownEvent } from '../../widget/engine/agent/viewer-events.js';
import { AssistType } from '../../widget/engine/protocol/control/permission-messages.js';
import { texts as en } from '../../widget/locales/languages/en.js';
import { ScriptedRelay, type ScriptedSocket } from '../browser/transport/scripted-socket.js';
import { AGENT_WELCOME } from './agent-welcome.js';
import { pageState } from './page-state.js';

/** The tools are code that is loaded, which a busy machine takes its time for. */
const LOADED = { timeout: 15_000 };

export class LiveDesk implements Disposable {
  readonly session: DeskSession;
  readonly desk: DeskElement;
  readonly #relay = new ScriptedRelay();

  private constructor(desk: DeskElement) {
    this.desk = desk;
    this.session = desk.session;
  }

  static async open(): Promise<LiveDesk> {
    const session: DeskSession = new DeskSession({
      origin: location.origin,
      token: 'token',
      onMessage: () => undefined,
      nameCustomer: (name) => shownName(name, desk.texts),
    });
    const desk: DeskElement = await fixture(
      html`<cobrowse-desk .texts=${en.desk} .session=${session}></cobrowse-desk>`,
    );
    return new LiveDesk(desk);
  }

  get relay(): ScriptedSocket {
    return this.#relay.socket;
  }

  /** On the way to a session, until the relay says what kind of. */
  connect(): void {
    this.session.resume({ sessionId: 'id', secret: 'secret' });
    // Else it is given up after seconds, which a busy machine may need to load the tools.
    this.relay.dispatchEvent(new Event('open'));
  }

  /** In a session, of whose page nothing is seen yet. */
  async join(customerName = 'Carla'): Promise<void> {
    this.connect();
    this.relay.says({ ...AGENT_WELCOME, customerName });
    await waitUntil(() => this.find('cobrowse-tool-bar'), 'the tools’ bar', LOADED);
  }

  /** The page is in sight, with all that a page may allow. */
  async show(customerName?: string): Promise<void> {
    await this.join(customerName);
    const { stage } = this;
    stage.view.show(pageState(400, 300), 1);
    // As the mirror says of a picture; without one the stage hides what is on it.
    Reflect.set(stage, 'shown', true);
    await stage.updateComplete;
    const event = new PageShownEvent();
    stage.dispatchEvent(event);
    const assist = Object.values(AssistType);
    this.relay.says({ type: 'permissions', agentAnnotation: true, customerAnnotation: true, assist });
    const { drawing, deskAssist } = en;
    for (const name of [drawing.open, deskAssist.assist, deskAssist.note])
      await waitUntil(() => this.find(`button[aria-label="${name}"]`)?.checkVisibility(), name, LOADED);
  }

  get stage(): StageElement {
    const stage = this.find('cobrowse-stage');
    if (!(stage instanceof StageElement)) throw new Error('no stage');
    return stage;
  }

  /** An element of the desk, through whatever shadow roots. */
  find(selector: string): HTMLElement | undefined {
    return found(this.desk, selector);
  }

  press(name: string): void {
    const button = this.find(`button[aria-label="${name}"]`);
    if (!button) throw new Error(`no ${name}`);
    button.click();
  }

  [Symbol.dispose](): void {
    this.session.leave();
    this.#relay.restore();
  }
}

function found(root: Node, selector: string): HTMLElement | undefined {
  if (root instanceof HTMLElement && root.matches(selector)) return root;
  const shadow = root instanceof Element && root.shadowRoot ? [root.shadowRoot] : [];
  for (const child of [...shadow, ...root.childNodes]) {
    const element = found(child, selector);
    if (element) return element;
  }
  return undefined;
}
