/** The panel's texts in the customer's language. English is at hand; any other language is loaded by those who read it. */
import { chooseTexts, wantedLanguages, type Chosen, type PanelTexts } from '../../locales/locale.js';
import { enPanel } from '../../locales/en.js';

const LOADERS: Readonly<Record<string, () => Promise<PanelTexts>>> = {
  en: () => Promise.resolve(enPanel),
  'zh-cn': async () => (await import('../../locales/zh-cn.js')).zhCnPanel,
};

/** Never fails: a session must not depend on a language's file. */
export async function loadPanelTexts(target: Document): Promise<Chosen<PanelTexts>> {
  const { texts: load, language } = chooseTexts(LOADERS, wantedLanguages(target));
  try {
    return { texts: await load(), language };
  } catch {
    return { texts: enPanel, language: 'en' };
  }
}
