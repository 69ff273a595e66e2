/**
 * All that a desk needs beyond its tag, in one module that is loaded when the first one is connected: most pages with the
 * script tag are customers' pages, which have none.
 */
import type { nothing, TemplateResult } from 'lit';
import { enAgentDesk } from '../../locales/agent-desk/en.js';
import type { AgentDeskTexts } from '../../locales/agent-desk/texts.js';
import { zhCnAgentDesk } from '../../locales/agent-desk/zh-cn.js';
import { chooseTexts, wantedLanguages, type Chosen } from '../../locales/locale.js';
import { AgentDeskController } from './agent-desk-controller.js';
import type { AgentDeskHost } from './agent-desk-host.js';
import type { AgentDeskState } from './agent-desk-state.js';
import { agentDeskStyle } from './agent-desk-style.js';
import { agentDeskView } from './agent-desk-view.js';
import { DeskAnnouncer } from './desk-announcer.js';
import { failureSentence } from './sentences.js';

/** What takes the focus, whichever is there. */
const NEXT = '.over input, .over button:not(:disabled), iframe:not(.hidden)';

export class AgentDeskParts {
  readonly controller: AgentDeskController;
  readonly #host: AgentDeskHost;
  readonly #root: ShadowRoot;
  #focusOwed = false;
  #seen: AgentDeskState | undefined;

  constructor(host: AgentDeskHost, root: ShadowRoot) {
    this.#host = host;
    this.#root = root;
    const announcer = new DeskAnnouncer(host, (error) => failureSentence(this.#chosen().texts, error));
    this.controller = new AgentDeskController(host, announcer);
    const { styleSheet } = agentDeskStyle;
    if (styleSheet) root.adoptedStyleSheets = [...root.adoptedStyleSheets, styleSheet];
  }

  render(): TemplateResult | typeof nothing {
    // What has the focus may be about to go, and what takes its place may come only after a while.
    this.#focusOwed ||= this.#root.activeElement !== null;
    return agentDeskView({ ...this.#chosen(), controller: this.controller });
  }

  /** After drawing: a focus that was inside stays inside, on what an agent needs next. */
  updated(): void {
    if (this.#focusOwed && this.#root.activeElement === null) {
      if (document.activeElement === document.body) this.#root.querySelector<HTMLElement>(NEXT)?.focus();
      else this.#focusOwed = false;
    }
    if (this.#root.activeElement !== null) this.#focusOwed = false;
    const { state } = this.controller;
    if (state === this.#seen) return;
    this.#seen = state;
    // Typing replaces the PIN that was refused.
    const input = this.#root.querySelector('input');
    if ('problem' in state && input && this.#root.activeElement !== null) {
      input.focus();
      input.select();
    }
  }

  #chosen(): Chosen<AgentDeskTexts> {
    const { locale } = this.#host;
    return chooseTexts({ en: enAgentDesk, 'zh-cn': zhCnAgentDesk }, [locale ?? '', ...wantedLanguages(document)]);
  }
}
