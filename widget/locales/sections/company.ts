/** Who watches and what they may do, in the customer's panel; and where the panel stands. Loaded once somebody does. */
import type { Section } from '../section.js';

export interface CompanyTexts {
  /** Name of the list of those who watch. */
  readonly agents: string;
  readonly theyMayWatch: string;
  /** At least one of the things below. */
  readonly theyMay: (things: readonly string[]) => string;
  readonly mayDraw: string;
  readonly mayAskToScroll: string;
  readonly mayAskToClick: string;
  readonly mayAskToFill: string;
  /** How long the way to the service and back takes. */
  readonly line: (ms: number) => string;
  readonly slowLine: (ms: number) => string;
  readonly remove: string;
  /** The button's full name, for assistive technology. */
  readonly removeAgent: (name: string) => string;
  readonly removing: (name: string) => string;
  readonly pause: string;
  readonly resume: string;
  /** The handle with which the panel is moved. */
  readonly move: string;
  /** 0 at the bottom where a line ends, 1 at the top there, 2 at the top where a line begins, 3 at the bottom there. */
  readonly movedTo: (corner: 0 | 1 | 2 | 3) => string;
}

/** In every language; the build puts it together. */
export declare const companyTexts: Section<'company'>;
