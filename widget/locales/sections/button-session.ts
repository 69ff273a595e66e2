/** What `<cobrowse-button>` says of a session; loaded with the first one. */
import type { Section } from '../section.js';

export interface ButtonSessionTexts {
  readonly waiting: string;
  /** Who sees the page: at least one agent, and only those who have a name. */
  readonly watching: (names: readonly string[], count: number) => string;
  /** While agents see a curtain, whoever drew it. */
  readonly paused: string;
  /** While agents see another tab of the customer's. */
  readonly elsewhere: string;
  readonly reconnecting: string;
  readonly stopping: string;
  readonly ended: string;
  readonly pinTitle: string;
  /** Above the PIN once an agent has used it. */
  readonly anotherAgent: string;
  /** How the PIN is announced: digit by digit. */
  readonly pinAnnouncement: (spelled: string) => string;
  readonly copyPin: string;
  readonly copied: string;
  readonly copyFailed: string;
  /** What went wrong, in sentences that a person can act on. */
  readonly failures: ButtonFailureTexts;
}

export interface ButtonFailureTexts {
  readonly unreachable: string;
  readonly serviceTrouble: string;
  readonly noAnswer: string;
  readonly notAllowed: string;
  readonly throttled: (seconds: number) => string;
  readonly siteFault: (code: number) => string;
  readonly blocked: string;
  readonly refused: (code: number) => string;
  readonly browserTooOld: string;
  readonly insecure: string;
  readonly maskingNotGuaranteed: string;
  readonly pinTaken: string;
  readonly alreadySharing: string;
  readonly sessionOver: string;
  readonly openElsewhere: string;
  readonly notStarted: string;
  readonly other: (code: number) => string;
}

/** In every language; the build puts it together. */
export declare const buttonSessionTexts: Section<'buttonSession'>;
