/** The texts of a section for something that is drawn again and again, and whose language may change. Knows no element. */
import { chooseLanguage, loadTexts, type Chosen, type TextsByLanguage } from './section.js';

export class SpokenTexts<Texts> {
  readonly #section: TextsByLanguage<Texts>;
  /** Which language was asked for last, whether or not it could be loaded. */
  #asked: string | undefined;
  #chosen: Chosen<Texts>;
  /** Whether the first language that was asked for is there: who waits for it says nothing in another one before. */
  ready = false;

  constructor(section: TextsByLanguage<Texts>) {
    this.#section = section;
    this.#chosen = { language: 'en', texts: section.en };
  }

  /** Language tag for `lang`. */
  get language(): string {
    return this.#chosen.language;
  }

  get texts(): Texts {
    return this.#chosen.texts;
  }

  /**
   * Asks for the first of the wanted languages that there are texts in.
   * @returns settles when they are there; `undefined` when there is nothing to wait for.
   */
  speak(wanted: readonly string[]): Promise<void> | undefined {
    const language = chooseLanguage(this.#section, wanted);
    if (language === this.#asked) return undefined;
    this.#asked = language;
    if (language === 'en') return this.#take({ language, texts: this.#section.en });
    return loadTexts(this.#section, [language]).then((chosen) => {
      // It may have changed again.
      if (this.#asked === language) this.#take(chosen);
    });
  }

  #take(chosen: Chosen<Texts>): undefined {
    this.#chosen = chosen;
    this.ready = true;
  }
}
