/** What the customer’s in-session panel says. */
import type { Section } from '../section.js';

export interface PanelTexts {
  /** Headline and hint as one announcement; the headline has no full stop of its own. */
  readonly said: (headline: string, hint: string) => string;
  /** Name of the panel for assistive technology. */
  readonly label: string;
  readonly connecting: string;
  readonly connectingHint: string;
  readonly pinTitle: string;
  readonly pinHint: string;
  /** How the PIN is announced: read digit by digit. `said` ends the sentence. */
  readonly pinAnnouncement: (spelled: string) => string;
  readonly copyPin: string;
  readonly copied: string;
  readonly copyFailed: string;
  /** Who sees the page; at least one name. */
  readonly watching: (names: readonly string[]) => string;
  /** The same where there is little room: what matters comes first, as the end may be cut off. */
  readonly watchingBriefly: (names: readonly string[]) => string;
  readonly watchingHint: string;
  readonly anotherAgent: string;
  /** The customer has paused the session. */
  readonly paused: string;
  readonly pausedHint: string;
  /** This address is not shared, as the site wants it. */
  readonly barred: string;
  readonly barredHint: string;
  readonly reconnecting: string;
  readonly reconnectingHint: string;
  readonly end: string;
  readonly close: string;
  readonly minimise: string;
  readonly expand: string;
  readonly ended: string;
  readonly endedByCustomer: string;
  readonly endedByAgent: string;
  readonly endedByOperator: string;
  readonly endedByLoss: string;
  readonly endedByExpiry: string;
  /** Nobody did anything for too long. */
  readonly endedByIdleness: string;
  /** It lasted as long as a session may. */
  readonly endedByLength: string;
  readonly elsewhere: string;
  readonly elsewhereHint: string;
  readonly failed: string;
  readonly failedNetwork: string;
  /** A network that blocks WebSockets: `host` is what it has to let through. */
  readonly failedConnection: (host: string) => string;
  readonly failedToken: string;
  readonly failedOther: (code: number) => string;
}

/** In every language; the build puts it together. */
export declare const panelTexts: Section<'panel'>;
