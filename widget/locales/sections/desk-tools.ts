/** What the agent’s desk says around a live page: its own tools, the customer's side, the keys. Loaded beside the first picture. */
import type { Section } from '../section.js';

export interface DeskToolsTexts {
  readonly curtain: string;
  readonly curtainHint: string;
  readonly curtainUp: string;
  /** The same where it is the site that does not share a page. */
  readonly barred: string;
  readonly barredHint: string;
  readonly barredUp: string;
  /** Name of the tool bar. */
  readonly tools: string;
  readonly showTools: string;
  readonly hideTools: string;
  readonly close: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  /** Said after a change of the zoom. */
  readonly zoom: (percent: number) => string;
  /** On the button that shows the percentage now. */
  readonly showActualSize: (percent: number) => string;
  readonly showFitted: (percent: number) => string;
  readonly fullScreen: string;
  readonly leaveFullScreen: string;
  readonly keys: string;
  readonly keysHint: string;
  /** On the switch that turns the keys off. */
  readonly keysOn: string;
  readonly keyFit: string;
  readonly keyActualSize: string;
  readonly keyPage: string;
  readonly keyHelp: string;
  readonly keyRelease: string;
  /** How assistive technology reads the customer's page. */
  readonly reading: string;
  readonly readingHint: (customer: string) => string;
  /** Name of the panel about the customer's side. */
  readonly about: string;
  readonly customer: string;
  readonly page: string;
  readonly device: string;
  readonly browser: string;
  readonly viewport: string;
  readonly timeZone: string;
  /** The customer's clock, as "14:05", and the name of its zone. */
  readonly localTime: (time: string, zone: string) => string;
  readonly language: string;
  readonly unknown: string;
  readonly desktop: string;
  readonly phone: string;
  readonly tablet: string;
  /** What the customer's page said of the session when it started it, such as a ticket; nobody has checked it. */
  readonly metadata: string;
  readonly metadataHint: string;
  readonly here: string;
  readonly agentsJoined: (names: readonly string[]) => string;
  readonly agentsLeft: (names: readonly string[]) => string;
  readonly you: (name: string) => string;
}

/** In every language; the build puts it together. */
export declare const deskToolsTexts: Section<'deskTools'>;
