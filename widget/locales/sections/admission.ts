/** The question whether an agent may come in. Apart from the panel’s texts, as few customers are ever asked. */
import type { Section } from '../section.js';

export interface AdmissionTexts {
  /** Who asks: a name as it was given. */
  readonly question: (name: string) => string;
  /** For a name that somebody checked. */
  readonly verified: string;
  /** For a name that anybody may have made up. */
  readonly unverified: string;
  readonly admit: string;
  readonly refuse: string;
  /** How many others wait; at least one. */
  readonly others: (count: number) => string;
}

/** In every language; the build puts it together. */
export declare const admissionTexts: Section<'admission'>;
