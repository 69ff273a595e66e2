/**
 * The language of an element: its own attribute, else what is written on it or around it, else the browser's. Watches for
 * changes, in every tree that the element is nested in.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { enButton } from '../../locales/button/en.js';
import type { ButtonTexts } from '../../locales/button/texts.js';
import { zhCnButton } from '../../locales/button/zh-cn.js';
import { chooseTexts } from '../../locales/locale.js';

/** One line a language; few words each, so that no page waits for a file to show its button. */
const BUTTON_TEXTS: Readonly<Record<string, ButtonTexts>> = { en: enButton, 'zh-cn': zhCnButton };

interface LanguageHost extends ReactiveControllerHost, Element {
  readonly locale: string;
}

export class ButtonLanguage implements ReactiveController {
  readonly #host: LanguageHost;
  #observer: MutationObserver | undefined;
  language = 'en';
  texts = enButton;

  constructor(host: LanguageHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new MutationObserver(() => this.#host.requestUpdate());
    for (const node of treesAround(this.#host)) {
      this.#observer.observe(node.getRootNode(), { attributes: true, attributeFilter: ['lang'], subtree: true });
    }
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  /** The wanted languages, best first. */
  get languages(): readonly string[] {
    return [this.#host.locale, surroundingLanguage(this.#host), navigator.language];
  }

  /** Before each drawing. */
  hostUpdate(): void {
    const { language, texts } = chooseTexts(BUTTON_TEXTS, this.languages);
    this.language = language;
    this.texts = texts;
  }
}

/** `lang` is inherited, across shadow roots as well. */
function surroundingLanguage(element: Element): string {
  for (const node of treesAround(element)) {
    const holder = node.closest('[lang]');
    if (holder) return holder.getAttribute('lang') ?? '';
  }
  return '';
}

/** The element, then the host of the shadow root that it is in, and so on. */
function* treesAround(element: Element): Generator<Element> {
  for (let node: Element | undefined = element; node;) {
    yield node;
    const root: Node = node.getRootNode();
    node = root instanceof ShadowRoot ? root.host : undefined;
  }
}
