/**
 * Remote assist at the desk (SPEC G): asks for each kind that the customer's page allows, shows who has the page in hand, and takes it in
 * hand once the relay says that this agent may. A tool of the desk: it knows neither session machine nor viewer.
 */
import { svg } from 'lit';
import { deskAssistTexts, type DeskAssistTexts } from '../../locales/sections/desk-assist.js';
import { SpokenTexts } from '../../locales/spoken-texts.js';
import { focusedIn } from '../geometry/focused-in.js';
import { encodeAct, type Act } from '../protocol/acts.js';
import type { AgentMessage } from '../protocol/control.js';
import { NO_GRANT, type ActOutcome, type AssistGrant } from '../protocol/control/assist-messages.js';
import { AssistType, NO_PERMISSIONS, type Permissions } from '../protocol/control/permission-messages.js';
import { ASSIST_REST_MS } from '../protocol/limits.js';
import { CUSTOMER_NUMBER, FrameClass } from '../protocol/frame.js';
import { AssistHand } from './assist-hand.js';
import { ASSIST_TOOL_CSS } from './assist-tool-style.js';
import { house, make } from './housed.js';
import type { Panel, ToolButton, ToolHost } from './tool.js';

const ICON = svg`<path d="M7 10V4.500a1.500 1.500 0 0 1 3 0V9m0-1a1.500 1.500 0 0 1 3 0v1.500m0-.5a1.500 1.500 0 0 1 3 0V13a5 5 0 0 1-5 5h-1c-2 0-3-1-4-2.500L4 12a1.500 1.500 0 0 1 3-1" />`;

const KINDS = Object.values(AssistType);

export function attachAssist(host: ToolHost): void {
  const tool = new AssistTool(host);
  const stop = host.session.onControl((message) => tool.hear(message));
  host.signal.addEventListener('abort', () => {
    stop();
    tool.close();
  });
}

interface Row {
  readonly element: HTMLElement;
  readonly label: HTMLElement;
  readonly said: HTMLElement;
  readonly ask: HTMLButtonElement;
}

class AssistTool {
  readonly #host: ToolHost;
  readonly #spoken = new SpokenTexts(deskAssistTexts);
  readonly #hand: AssistHand;
  readonly #rows: ReadonlyMap<AssistType, Row>;
  readonly #line = make('p', { class: 'line', role: 'status' });
  readonly #outcome = make('p', { class: 'outcome', role: 'status' });
  readonly #take: HTMLButtonElement;
  readonly #letGo: HTMLButtonElement;
  readonly #stop: HTMLButtonElement;
  readonly #panel: Panel;
  /** Beside the page while it is in hand, for those who have no Escape key. */
  readonly #holdLine = make('span');
  readonly #holdEnd: HTMLButtonElement;
  readonly #hold: Panel;
  readonly #button: ToolButton;
  readonly #names = new Map<number, string>();
  #own = -1;
  #permissions: Permissions = NO_PERMISSIONS;
  #grant: AssistGrant = NO_GRANT;
  /** What became of the last act, if that was worth saying. */
  #told: ActOutcome | undefined;
  #tells: ReturnType<typeof setTimeout> | undefined;
  readonly #asking = new Set<AssistType>();
  /** What the customer said no to, for as long as they are not asked again: each with what ends that. */
  readonly #refused = new Map<AssistType, ReturnType<typeof setTimeout>>();
  /** This agent has pressed Stop, and is where they want to be. */
  #stops = false;

  constructor(host: ToolHost) {
    this.#host = host;
    const { session, view } = host;
    this.#hand = new AssistHand({
      view,
      act: (act) => this.#act(act),
      changed: (lost) => this.#handChanged(lost),
      over: (label) => host.announce(this.#texts.over(label)),
      aimed: (label) => host.announce(this.#texts.aimed(label)),
    });
    this.#take = button('take', () => this.#hand.take());
    this.#letGo = button('let-go', () => this.#hand.release());
    this.#stop = button('stop', () => {
      this.#stops = true;
      session.control({ type: 'assist_stop' });
    });
    this.#rows = new Map(KINDS.map((kind) => [kind, this.#row(kind)]));
    const content = make('div');
    const rows = [...this.#rows.values()].map(({ element }) => element);
    const buttons = make('div', { class: 'buttons' }, this.#take, this.#letGo, this.#stop);
    house(content, ASSIST_TOOL_CSS, this.#line, buttons, make('ul', {}, ...rows), this.#outcome);
    // Beside the page: a tray would lie over what is to be pressed.
    this.#panel = host.addPanel({ label: this.#texts.assist, place: 'side', content });
    this.#holdEnd = button('hold-off', () => this.#hand.release());
    const holding = make('div', { class: 'in-hold' });
    house(holding, ASSIST_TOOL_CSS, make('div', { class: 'holding' }, this.#holdLine, this.#holdEnd));
    this.#hold = host.addPanel({ label: this.#texts.assist, place: 'hold', content: holding });
    this.#button = host.addButton({
      label: this.#texts.assist,
      icon: ICON,
      hidden: true,
      panel: this.#panel,
      press: () => (this.#panel.isOpen ? this.#panel.close() : this.#panel.open(true)),
    });
    host.onCurtain(() => this.#curtainChanged());
    host.onLanguage((language) => this.#speak(language));
    this.#speak(host.language);
  }

  get #texts(): DeskAssistTexts {
    return this.#spoken.texts;
  }

  hear(message: AgentMessage): void {
    switch (message.type) {
      case 'agent_welcome':
        this.#own = message.agent.number;
        this.#permissions = message.permissions;
        return this.#become(NO_GRANT);
      case 'permissions':
        this.#permissions = message;
        return this.#render();
      case 'watchers':
        for (const { number, userName } of message.agents) this.#names.set(number, userName);
        return this.#render();
      case 'customer_away':
      case 'customer_back':
        // What follows is another page, or the same one without its questions.
        this.#asking.clear();
        this.#tell(undefined);
        return this.#render();
      case 'assist_state':
        return this.#become(message);
      case 'assist_refused':
        this.#asking.delete(message.assist);
        this.#rest(message.assist, message.restMs);
        this.#host.announce(this.#said([message.assist], this.#texts.refused));
        return this.#render();
      case 'assist_outcome':
        return this.#hearOutcome(message.outcome);
      default:
        return;
    }
  }

  close(): void {
    for (const timer of [...this.#refused.values(), this.#tells]) clearTimeout(timer);
    this.#hand.remove();
  }

  get #isOwn(): boolean {
    return this.#grant.agent === this.#own;
  }

  #become(grant: AssistGrant): void {
    const had = this.#isOwn;
    const before = this.#grant;
    this.#grant = grant;
    const types = this.#isOwn ? grant.types : [];
    for (const kind of types) {
      this.#asking.delete(kind);
      clearTimeout(this.#refused.get(kind));
      this.#refused.delete(kind);
    }
    this.#hand.allow(types);
    if (grant.paused) this.#hand.undone('unknown');
    const gained = this.#isOwn && types.length > (had ? before.types.length : 0);
    // The consent is for now: whoever was given it need not look for a button. But what somebody writes goes where they write it.
    if (gained && this.#host.curtain === undefined) this.#takeUnlessBusy();
    if (gained) this.#host.announce(this.#said(types, this.#texts.allowed));
    if (had && !this.#isOwn) {
      this.#tell(undefined);
      this.#host.announce(this.#texts.stopped);
    }
    this.#render();
    this.#stops &&= this.#isOwn;
  }

  /** Now, or once the agent is back at this desk. */
  #takeUnlessBusy(): void {
    if (this.#hand.holding) return this.#hand.take();
    if (document.hasFocus()) return isWriting() ? undefined : this.#hand.take();
    const { signal } = this.#host;
    window.addEventListener(
      'focus',
      () => this.#isOwn && this.#host.curtain === undefined && !isWriting() && this.#hand.take(),
      { once: true, signal },
    );
  }

  #ask(kind: AssistType): void {
    if (this.#asking.has(kind) || this.#host.curtain !== undefined) return;
    // The relay would say no by itself.
    if (this.#refused.has(kind)) return this.#host.announce(this.#texts.rest);
    this.#asking.add(kind);
    this.#host.session.control({ type: 'assist_request', assist: kind });
    this.#render();
  }

  #rest(kind: AssistType, ms = ASSIST_REST_MS): void {
    clearTimeout(this.#refused.get(kind));
    const end = (): void => {
      this.#refused.delete(kind);
      this.#render();
    };
    this.#refused.set(kind, setTimeout(end, ms));
  }

  #curtainChanged(): void {
    if (this.#host.curtain !== undefined) {
      this.#hand.release();
      this.#tell(undefined);
    }
    this.#render();
  }

  #act(act: Act): boolean {
    if (act.type === 'press') this.#tell(undefined);
    if (this.#grant.paused) {
      if (act.type === 'press') this.#host.announce(this.#texts.customerActs);
      return false;
    }
    this.#host.session.send(FrameClass.ACT, CUSTOMER_NUMBER, encodeAct(act));
    return true;
  }

  #hearOutcome(outcome: ActOutcome): void {
    this.#hand.undone(outcome);
    this.#tell(outcome);
    this.#render();
    this.#host.announce(this.#texts.outcomes[outcome]);
  }

  /** A question stands as long as it is open; what became of an act is old news after as long as a no holds. */
  #tell(outcome: ActOutcome | undefined): void {
    clearTimeout(this.#tells);
    this.#told = outcome;
    if (outcome === undefined || outcome === 'asked') return;
    const end = (): void => {
      this.#tell(undefined);
      this.#render();
    };
    this.#tells = setTimeout(end, ASSIST_REST_MS);
  }

  #handChanged(keysHadFocus: boolean): void {
    const { holding } = this.#hand;
    const lost = keysHadFocus || (!holding && [this.#holdEnd, this.#letGo].some((each) => each.matches(':focus')));
    this.#render();
    // The focus must not fall back to the desk's beginning, nor keys that are under way ask for more.
    if (lost && this.#take.checkVisibility()) this.#take.focus();
    else if (lost && this.#isOwn && this.#host.curtain === undefined) this.#button.focus();
    else if (lost) this.#host.stopTyping();
    if (holding) this.#hold.open();
    else this.#hold.close();
    if (!holding && this.#isOwn) this.#host.announce(this.#texts.handsOff);
  }

  #said(kinds: readonly AssistType[], outcome: string): string {
    return this.#texts.said(
      kinds.map((kind) => this.#texts.kinds[kind]),
      outcome,
    );
  }

  #speak(language: string): void {
    void this.#spoken.speak([language])?.then(() => this.#render());
    this.#render();
  }

  #render(): void {
    const texts = this.#texts;
    const focused = [this.#stop, this.#take].find((each) => each.matches(':focus'));
    const { assist } = this.#permissions;
    const { curtain } = this.#host;
    this.#button.update({ label: texts.assist, hidden: assist.length === 0, pressed: this.#isOwn });
    this.#panel.rename(texts.assist);
    this.#hand.label = texts.keyboard;
    for (const [kind, row] of this.#rows) {
      const has = this.#isOwn && this.#grant.types.includes(kind);
      row.element.hidden = !assist.includes(kind);
      row.label.textContent = texts.kinds[kind];
      row.said.textContent = has ? texts.allowed : this.#refused.has(kind) ? texts.refused : '';
      row.ask.hidden = has;
      const asking = this.#asking.has(kind);
      const name = texts.kinds[kind];
      // Not disabled: a button that has the focus would lose it.
      row.ask.setAttribute('aria-disabled', String(asking || this.#refused.has(kind) || curtain !== undefined));
      row.ask.textContent = asking ? texts.asking : texts.ask;
      row.ask.setAttribute('aria-label', asking ? `${texts.asking} ${name}` : texts.askFor(name));
    }
    this.#take.textContent = texts.take;
    this.#take.hidden = !this.#isOwn || this.#hand.holding || curtain !== undefined;
    this.#letGo.textContent = texts.letGo;
    this.#letGo.hidden = !this.#hand.holding;
    this.#hold.rename(texts.holding);
    this.#holdLine.textContent = texts.holding;
    this.#holdEnd.textContent = texts.letGo;
    this.#stop.textContent = texts.stop;
    this.#stop.hidden = !this.#isOwn;
    this.#line.textContent = this.#lineText();
    const rests = this.#isOwn && this.#refused.size > 0 ? texts.rest : '';
    this.#outcome.textContent = this.#told === undefined ? rests : texts.outcomes[this.#told];
    // What had the focus is gone: on with what can be asked for, if that is what this agent was after.
    if (!focused?.hidden) return;
    const row = [...this.#rows.values()].find(({ ask }) => ask.checkVisibility());
    if (this.#stops && row) row.ask.focus();
    else this.#host.stopTyping();
  }

  #lineText(): string {
    const { inControl, typing, customerActs, otherInControl, rest } = this.#texts;
    if (this.#host.curtain !== undefined) return this.#host.curtain;
    if (this.#grant.agent === 0) return this.#refused.size > 0 ? rest : '';
    if (!this.#isOwn) return otherInControl(this.#names.get(this.#grant.agent) ?? '?');
    if (this.#grant.paused) return customerActs;
    if (this.#hand.typing !== undefined) return typing(this.#hand.typing);
    const { types } = this.#grant;
    const scrolls = types.includes(AssistType.SCROLL_PAGE);
    return this.#hand.holding ? inControl(scrolls, types.length > (scrolls ? 1 : 0)) : '';
  }

  #row(kind: AssistType): Row {
    const label = make('span', { class: 'kind' });
    const said = make('span', { class: 'said' });
    const ask = button('ask', () => this.#ask(kind));
    return { element: make('li', {}, label, said, ask), label, said, ask };
  }
}

function button(className: string, press: () => void): HTMLButtonElement {
  const made = make('button', { type: 'button', class: className });
  made.addEventListener('click', press);
  return made;
}

/** Whether the agent is in a field of the desk's. */
function isWriting(): boolean {
  return focusedIn(document)?.matches('input, textarea, select') ?? false;
}
