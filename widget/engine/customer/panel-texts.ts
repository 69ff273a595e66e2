/** The panel's texts in the language of the page. Never fails: a session must not depend on a language's file. */
import { loadTexts, wantedLanguages, type Chosen } from '../../locales/section.js';
import { panelTexts, type PanelTexts } from '../../locales/sections/panel.js';

export function loadPanelTexts(target: Document): Promise<Chosen<PanelTexts>> {
  return loadTexts(panelTexts, wantedLanguages(target));
}
