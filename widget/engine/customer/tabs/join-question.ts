/**
 * Asks the customer whether this tab joins the session that the state cookie names (SPEC K2). Loaded where nobody else can tell
 * whether it is theirs. It knows no session.
 */
import { loadTexts } from '../../../locales/section.js';
import { tabQuestionTexts } from '../../../locales/sections/tab-question.js';
import type { AskingPanel } from '../engine-api.js';
import { PanelSurface } from '../panel-surface.js';
import { Question, type QuestionOptions } from '../question.js';

export interface JoinQuestionOptions extends Pick<QuestionOptions, 'isTrusted'> {
  readonly panel: AskingPanel;
  /** An abort is a no. */
  readonly signal: AbortSignal;
}

/** Answers whether a person pressed yes. */
export async function askToJoin({ panel, signal, ...options }: JoinQuestionOptions): Promise<boolean> {
  const { texts } = await loadTexts(tabQuestionTexts, [panel.section.lang]);
  if (signal.aborted) return false;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const question = new Question({
    ...options,
    panel: new PanelSurface(panel),
    yes: texts.join,
    no: texts.stay,
    answer: resolve,
  });
  signal.addEventListener('abort', () => resolve(false), { once: true });
  panel.show({ state: 'asking', headline: texts.notShared });
  question.ask({ key: 'join', title: texts.question, hints: [texts.hint] });
  const joins = await promise;
  question.close();
  if (joins) panel.show({ state: 'reconnecting' });
  return joins && !signal.aborted;
}
