/** The language of the desk's page: its texts, and what the document says of itself. Knows no element. */
import { directionOf, type Chosen } from '../../locales/section.js';
import { deskTexts, type DeskTexts } from '../../locales/sections/desk.js';
import { SpokenTexts } from '../../locales/spoken-texts.js';

export class DeskLanguage {
  readonly #root: HTMLElement;
  readonly #spoken = new SpokenTexts(deskTexts);

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  get chosen(): Chosen<DeskTexts> {
    const { language, texts } = this.#spoken;
    return { language, texts };
  }

  /**
   * Brings the document into the first of the wanted languages that there are texts for.
   * @param wanted language tags, best first.
   */
  async speak(wanted: readonly string[]): Promise<void> {
    await this.#spoken.speak(wanted);
    const { language } = this.#spoken;
    this.#root.lang = language;
    this.#root.dir = directionOf(language);
  }
}
