/** What the customer is shown of what agents see: outlines of what is hidden, and the preview. Loaded once somebody watches. */
import type { Section } from '../section.js';

export interface SightTexts {
  /** On each masked place: short. */
  readonly hidden: string;
  /** In the panel, while there are such places. */
  readonly hint: string;
  readonly see: string;
  /** Of the preview. */
  readonly title: string;
  readonly loading: string;
  /** The page's policy or network keeps the preview out. */
  readonly forbidden: string;
  readonly close: string;
}

/** In every language; the build puts it together. */
export declare const sightTexts: Section<'sight'>;
