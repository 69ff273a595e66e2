/** The language of the desk's page: which texts it has, and what the document says of itself. Knows no element. */
import { enDesk } from '../../locales/en.js';
import { chooseTexts, type DeskTexts } from '../../locales/locale.js';
import { zhCnDesk } from '../../locales/zh-cn.js';

const RIGHT_TO_LEFT = /^(?:ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/;

/**
 * Brings a document into the first of the wanted languages that there are texts for.
 * @param wanted language tags, best first.
 */
export function speak(root: HTMLElement, wanted: readonly string[]): DeskTexts {
  const { texts, language } = chooseTexts({ en: enDesk, 'zh-cn': zhCnDesk }, wanted);
  root.lang = language;
  root.dir = RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr';
  return texts;
}
