/** Remote assist, in the customer's panel and on their page. Loaded when an agent asks. */
import type { Section } from '../section.js';

/** What an agent did, in the list that the customer can read. */
export type DoneVerb = 'scrolled' | 'focused' | 'typed' | 'pressed' | 'chose' | 'checked' | 'unchecked' | 'opened';

export interface AssistTexts {
  /** Who asks, by the kind of help. A name as it was given. */
  readonly asks: Readonly<Record<'scroll_page' | 'click' | 'fill_form', (name: string) => string>>;
  /** What a yes means, by the kind of help. */
  readonly means: Readonly<Record<'scroll_page' | 'click' | 'fill_form', string>>;
  readonly verified: string;
  readonly unverified: string;
  /** The agent who loses the control by a yes. */
  readonly instead: (name: string) => string;
  readonly allow: string;
  readonly refuse: string;
  /** While it is on; at least one kind. */
  readonly on: (name: string, kinds: readonly string[]) => string;
  readonly kinds: Readonly<Record<'scroll_page' | 'click' | 'fill_form', string>>;
  /** While the customer uses the page. */
  readonly waits: (name: string) => string;
  /** While agents see a curtain. */
  readonly rests: (name: string) => string;
  readonly stop: string;
  readonly stopQuestion: (name: string) => string;
  readonly stopHint: string;
  readonly stopYes: string;
  readonly stopNo: string;
  readonly stopped: string;
  /** The nod for one act. `target` is a name from the page. */
  readonly wantsToPress: (name: string, target: string) => string;
  readonly wantsToCheck: (name: string, target: string) => string;
  readonly wantsToUncheck: (name: string, target: string) => string;
  readonly wantsToChoose: (name: string, option: string, target: string) => string;
  readonly nodHint: string;
  readonly nodYes: string;
  readonly nodNo: string;
  /** Something of the page that has no name. */
  readonly unnamed: string;
  /** Opens the list of what was done. */
  readonly log: (count: number) => string;
  readonly did: Readonly<Record<DoneVerb, (name: string, target: string) => string>>;
}

/** In every language; the build puts it together. */
export declare const assistTexts: Section<'assist'>;
