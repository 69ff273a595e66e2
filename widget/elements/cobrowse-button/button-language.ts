/**
 * The language of a button: its own attribute, else what is written on it or around it, else the browser's. Watches for
 * changes.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { buttonTexts } from '../../locales/sections/button.js';
import { SpokenTexts } from '../../locales/spoken-texts.js';
import { languageAround, watchLanguage } from '../language-around.js';

interface LanguageHost extends ReactiveControllerHost, Element {
  readonly locale: string;
}

export class ButtonLanguage implements ReactiveController {
  readonly #host: LanguageHost;
  #unwatch: (() => void) | undefined;
  readonly spoken = new SpokenTexts(buttonTexts);

  constructor(host: LanguageHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#unwatch = watchLanguage(this.#host, () => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#unwatch?.();
  }

  /** The wanted languages, best first. */
  get languages(): readonly string[] {
    return [this.#host.locale, languageAround(this.#host), navigator.language];
  }
}
