/**
 * Who watches and what they may do, in the customer's panel: each agent can be sent away, and the session paused (SPEC U). Loaded when
 * somebody watches. It decides nothing: what it shows is what the session says.
 */
import { quotable } from '../../locales/plain-text.js';
import { loadTexts } from '../../locales/section.js';
import { companyTexts, type CompanyTexts } from '../../locales/sections/company.js';
import type { AgentInfo, CustomerMessage } from '../protocol/control.js';
import { AssistType } from '../protocol/control/permission-messages.js';
import { SLOW_LINE_MS } from '../protocol/limits.js';
import { COMPANY_CSS } from './company-style.js';
import { element } from './dom.js';
import type { CreateFeature, Feature, FeatureHost } from './feature.js';
import { PanelSurface } from './panel-surface.js';

/** A ping is sent every 20 s; a page that is measured anew shows it soon. */
const LOOK_INTERVAL_MS = 5_000;

/** Whether a person did this; a page's scripts can make events too. Tests, which are such scripts, say yes. */
type IsTrusted = (event: Event) => boolean;

export const createCompany: CreateFeature = async (host) => {
  const { texts } = await loadTexts(companyTexts, [host.panel.section.lang]);
  return new Company(host, texts);
};

export class Company implements Feature {
  readonly #host: FeatureHost;
  readonly #panel: PanelSurface;
  readonly #texts: CompanyTexts;
  readonly #isTrusted: IsTrusted;
  readonly #may = element('p', { class: 'hint may' });
  readonly #line = element('p', { class: 'hint line' });
  readonly #list = element('ul', { class: 'agents' });
  readonly #pause: HTMLButtonElement;
  readonly #rows = new Map<string, HTMLElement>();
  readonly #looking: ReturnType<typeof setInterval>;
  /** Whether agents see another tab of the customer's. */
  #standby = false;

  constructor(host: FeatureHost, texts: CompanyTexts, isTrusted: IsTrusted = (event) => event.isTrusted) {
    this.#host = host;
    this.#texts = texts;
    this.#isTrusted = isTrusted;
    this.#list.setAttribute('aria-label', texts.agents);
    this.#pause = element('button', { type: 'button', class: 'pause' });
    this.#pause.addEventListener('click', (event) => this.#togglePause(event));
    const panel = new PanelSurface(host.panel);
    this.#panel = panel;
    panel.adopt(COMPANY_CSS);
    panel.slot('company').append(this.#may, this.#list, this.#line);
    panel.footer.prepend(this.#pause);
    this.#looking = setInterval(() => this.#renderLine(), LOOK_INTERVAL_MS);
    this.#render();
  }

  hear(message: CustomerMessage): void {
    switch (message.type) {
      case 'customer_welcome':
      case 'tab_standby':
        this.#standby = message.type === 'tab_standby';
        return this.#render();
      case 'agent_joined':
      case 'agent_left':
        return this.#render();
      default:
        return;
    }
  }

  curtain(): void {
    this.#render();
  }

  reconnecting(): void {
    // Not disabled: a button that has the focus would lose it.
    this.#pause.setAttribute('aria-disabled', 'true');
    this.#line.textContent = '';
  }

  close(): void {
    clearInterval(this.#looking);
    for (const part of [this.#line, this.#may, this.#list, this.#pause]) this.#panel.drop(part);
  }

  /** To go on shows the page to others again: only a person may. To pause, anybody. */
  #togglePause(event: Event): void {
    const { paused } = this.#host;
    if (this.#pause.ariaDisabled === 'true') return;
    if (paused && !this.#isTrusted(event)) return;
    this.#host.pause(!paused);
    this.#render();
  }

  #render(): void {
    const { agents, paused, barred, permissions } = this.#host;
    const texts = this.#texts;
    this.#pause.removeAttribute('aria-disabled');
    this.#pause.textContent = paused ? texts.resume : texts.pause;
    this.#panel.toggle(this.#pause, !barred && (agents.all.length > 0 || paused));
    const may = [
      ...(permissions.agentAnnotation ? [texts.mayDraw] : []),
      ...(permissions.assist.includes(AssistType.SCROLL_PAGE) ? [texts.mayAskToScroll] : []),
      ...(permissions.assist.includes(AssistType.CLICK) ? [texts.mayAskToClick] : []),
      ...(permissions.assist.includes(AssistType.FILL_FORM) ? [texts.mayAskToFill] : []),
    ];
    this.#may.textContent = may.length > 0 ? texts.theyMay(may) : texts.theyMayWatch;
    // Of another tab than the one that is seen, and behind a curtain, it is not true.
    this.#may.hidden = this.#standby || paused;
    this.#renderAgents(agents.all);
    this.#renderLine();
  }

  /** Not announced: it changes all the time, and nobody has to act. */
  #renderLine(): void {
    const { roundTripMs, agentsWatch } = this.#host;
    const isKnown = roundTripMs !== undefined && agentsWatch && !this.#standby;
    const rounded = Math.round(roundTripMs ?? 0);
    const isSlow = rounded > SLOW_LINE_MS;
    const { line, slowLine } = this.#texts;
    const text = !isKnown ? '' : isSlow ? slowLine(rounded) : line(rounded);
    if (this.#line.textContent !== text) this.#line.textContent = text;
  }

  #renderAgents(agents: readonly AgentInfo[]): void {
    const present = new Set(agents.map(keyOf));
    for (const [key, row] of this.#rows) {
      if (present.has(key)) continue;
      // Who was sent away with the keyboard leaves a way on behind.
      this.#panel.drop(row);
      this.#rows.delete(key);
    }
    for (const agent of agents) {
      if (this.#rows.has(keyOf(agent))) continue;
      const row = this.#row(agent);
      this.#rows.set(keyOf(agent), row);
      this.#list.append(row);
    }
  }

  #row({ number, userId, userName }: AgentInfo): HTMLElement {
    const { remove, removeAgent, removing } = this.#texts;
    const name = quotable(userName);
    const button = element('button', { type: 'button', 'aria-label': removeAgent(name) }, remove);
    button.addEventListener('click', () => {
      if (button.ariaDisabled === 'true') return;
      button.ariaDisabled = 'true';
      this.#host.control({ type: 'remove', agent: number, userId });
      this.#panel.announce(removing(name));
    });
    return element('li', {}, element('span', {}, name), button);
  }
}

function keyOf({ number, userId }: AgentInfo): string {
  return `${number} ${userId}`;
}
