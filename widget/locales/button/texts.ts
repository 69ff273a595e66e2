/**
 * The shape of every language's texts for `<cobrowse-button>`: those that every page loads with it, and those that are loaded with
 * the first session. So a language has two short files here; the first one is the price of every page.
 */

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

export interface ButtonSessionTexts {
  readonly waiting: string;
  /** Who sees the page: at least one agent, and only those who have a name. */
  readonly watching: (names: readonly string[], count: number) => string;
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
