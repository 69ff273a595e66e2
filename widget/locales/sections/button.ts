/** The words of `<cobrowse-button>` that every page loads with it: few, as they are the price of every page. */
import type { Section } from '../section.js';

export interface ButtonTexts {
  /** On the button, unless the page puts its own label there. */
  readonly share: string;
  readonly cancel: string;
  readonly stop: string;
  readonly retry: string;
  readonly connecting: string;
  /** When not even the sentences below could be loaded. */
  readonly failed: string;
}

/** In every language; the build puts it together. */
export declare const buttonTexts: Section<'button'>;
