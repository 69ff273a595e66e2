/**
 * The language of a button: its own attribute, else what is written on it or around it, else the browser's. Watches for
 * changes.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { enButton } from '../../locales/button/en.js';
import type { ButtonTexts } from '../../locales/button/texts.js';
import { zhCnButton } from '../../locales/button/zh-cn.js';
import { chooseTexts } from '../../locales/locale.js';
import { languageAround, watchLanguage } from '../language-around.js';

/** One line a language; few words each, so that no page waits for a file to show its button. */
const BUTTON_TEXTS: Readonly<Record<string, ButtonTexts>> = { en: enButton, 'zh-cn': zhCnButton };

interface LanguageHost extends ReactiveControllerHost, Element {
  readonly locale: string;
}

export class ButtonLanguage implements ReactiveController {
  readonly #host: LanguageHost;
  #unwatch: (() => void) | undefined;
  language = 'en';
  texts = enButton;

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

  /** Before each drawing. */
  hostUpdate(): void {
    const { language, texts } = chooseTexts(BUTTON_TEXTS, this.languages);
    this.language = language;
    this.texts = texts;
  }
}
