/**
 * All that a desk needs beyond its tag, in one module that is loaded when the first one is connected: most pages with the
 * script tag are customers' pages, which have none.
 */
import { nothing, type TemplateResult } from 'lit';
import { agentDeskTexts } from '../../locales/sections/agent-desk.js';
import { SpokenTexts } from '../../locales/spoken-texts.js';
import { languageAround, watchLanguage } from '../language-around.js';
import { AgentDeskController } from './agent-desk-controller.js';
import type { AgentDeskHost } from './agent-desk-host.js';
import type { AgentDeskState } from './agent-desk-state.js';
import { agentDeskStyle } from './agent-desk-style.js';
import { agentDeskView } from './agent-desk-view.js';
import { DeskAnnouncer } from './desk-announcer.js';
import { lookOf, watchLook } from './desk-look.js';
import { failureSentence } from './sentences.js';

/** What takes the focus, whichever is there. */
const NEXT = '.over input, .over button:not(:disabled), iframe:not(.hidden)';

export class AgentDeskParts {
  readonly controller: AgentDeskController;
  readonly #host: AgentDeskHost;
  readonly #root: ShadowRoot;
  readonly #spoken = new SpokenTexts(agentDeskTexts);
  #unwatchLanguage: (() => void) | undefined;
  #watching: AbortController | undefined;
  #focusOwed = false;
  #autofocusDone = false;
  #seen: AgentDeskState | undefined;

  constructor(host: AgentDeskHost, root: ShadowRoot) {
    this.#host = host;
    this.#root = root;
    const announcer = new DeskAnnouncer(host, (error) => failureSentence(this.#spoken.texts, error));
    this.controller = new AgentDeskController(host, announcer);
    const { styleSheet } = agentDeskStyle;
    if (styleSheet) root.adoptedStyleSheets = [...root.adoptedStyleSheets, styleSheet];
  }

  /** The element is in the page, or in another place of it. */
  connected(): void {
    this.#unwatchLanguage?.();
    this.#unwatchLanguage = watchLanguage(this.#host, () => this.#host.requestUpdate());
    this.#watching?.abort();
    this.#watching = new AbortController();
    watchLook(this.#host, () => this.#wear(), this.#watching.signal);
    this.#host.requestUpdate();
    // In a frame that has no focus it would be taken from the page around.
    if (!this.#autofocusDone && this.#host.autofocus) this.#focusOwed = window.parent === window || document.hasFocus();
    this.#autofocusDone = true;
    void this.#open();
  }

  disconnected(): void {
    this.#unwatchLanguage?.();
    this.#watching?.abort();
    this.controller.close();
  }

  render(): TemplateResult | typeof nothing {
    // What has the focus may be about to go, and what takes its place may come only after a while.
    this.#focusOwed ||= this.#root.activeElement !== null;
    void this.#speak()?.then(() => this.#host.requestUpdate());
    const { ready, texts, language } = this.#spoken;
    if (!ready) return nothing;
    return agentDeskView({ texts, language, controller: this.controller });
  }

  /** Nothing is said in another language first: what goes wrong may do so at once. */
  async #open(): Promise<void> {
    await this.#speak();
    if (this.#host.isConnected) this.controller.open();
  }

  #speak(): Promise<void> | undefined {
    return this.#spoken.speak([this.#host.locale ?? '', languageAround(this.#host), navigator.language]);
  }

  /** After drawing: the desk hears of the language, and a focus that was inside stays inside, on what an agent needs next. */
  updated(): void {
    if (this.#spoken.ready) this.controller.speak(this.#spoken.language);
    this.#wear();
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

  #wear(): void {
    this.controller.wear(lookOf(this.#host, this.#root));
  }
}
