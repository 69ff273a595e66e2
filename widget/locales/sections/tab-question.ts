/** The question whether this tab joins the session of another one. Loaded where it is asked. */
import type { Section } from '../section.js';

export interface TabQuestionTexts {
  /** What the panel says meanwhile. */
  readonly notShared: string;
  readonly question: string;
  /** When to say yes. */
  readonly hint: string;
  readonly join: string;
  readonly stay: string;
}

/** In every language; the build puts it together. */
export declare const tabQuestionTexts: Section<'tabQuestion'>;
