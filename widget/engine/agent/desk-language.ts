/** The language of the desk's page: which texts it has, and what the document says of itself. Knows no element. */
import { enDesk } from '../../locales/en.js';
import { chooseTexts, type Chosen, type DeskTexts } from '../../locales/locale.js';
import { zhCnDesk } from '../../locales/zh-cn.js';

const RIGHT_TO_LEFT = /^(?:ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/;

/**
 * Brings a document into the first of the wanted languages that there are texts for.
 * @param wanted language tags, best first.
 */
export function speak(root: HTMLElement, wanted: readonly string[]): Chosen<DeskTexts> {
  const chosen = chooseTexts({ en: enDesk, 'zh-cn': zhCnDesk }, wanted);
  root.lang = chosen.language;
  root.dir = RIGHT_TO_LEFT.test(chosen.language) ? 'rtl' : 'ltr';
  return chosen;
}
