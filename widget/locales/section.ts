/** One section of all languages, as the build puts it together, and the choice of a language. Knows neither elements nor engine. */
import type { LanguageTexts } from './language-texts.js';

/** English comes along; of the others a page loads the one that it has, and of that the section alone. */
export interface TextsByLanguage<Texts> {
  readonly en: Texts;
  /** By language tag in lower case, as `zh-cn`. */
  readonly others: Readonly<Record<string, () => Promise<Texts>>>;
}

/** What a file in `sections/` stands for; `scripts/languages.ts` makes it. */
export type Section<Name extends keyof LanguageTexts> = TextsByLanguage<LanguageTexts[Name]>;

export interface Chosen<Texts> {
  /** Language tag for `lang`. */
  readonly language: string;
  readonly texts: Texts;
}

/**
 * The first of the wanted languages that there are texts in, else English. A bare language stands for its other regions.
 * @param wanted language tags, best first; empty ones are passed over.
 */
export function chooseLanguage({ others }: TextsByLanguage<unknown>, wanted: readonly string[]): string {
  const known = ['en', ...Object.keys(others)];
  const base = (tag: string) => tag.split('-')[0];
  for (const tag of wanted.map((each) => each.toLowerCase())) {
    const match = known.find((each) => each === tag) ?? known.find((each) => base(each) === base(tag));
    if (match) return match;
  }
  return 'en';
}

/** The texts in the first of the wanted languages that there are texts in. Never fails: where they cannot be loaded, English. */
export async function loadTexts<Texts>(
  section: TextsByLanguage<Texts>,
  wanted: readonly string[],
): Promise<Chosen<Texts>> {
  const language = chooseLanguage(section, wanted);
  try {
    const texts = await section.others[language]?.();
    if (texts) return { language, texts };
  } catch {
    // Nobody is kept from a session by a file of words.
  }
  return { language: 'en', texts: section.en };
}

/** What a document's reader wants: the document's own language first, then the browser's. */
export function wantedLanguages(document: Document): readonly string[] {
  return [document.documentElement.lang, navigator.language];
}

/** Whether a language is written from right to left. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return /^(?:ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/.test(language) ? 'rtl' : 'ltr';
}
