/** What the agent’s desk says once a session is over. Loaded while there is one, as the end may be that of the network. */
import type { Section } from '../section.js';

export interface DeskEndingTexts {
  readonly ended: string;
  readonly refused: string;
  readonly refusedHint: string;
  readonly unanswered: string;
  readonly unansweredHint: string;
  readonly noCustomer: string;
  readonly noCustomerHint: string;
  readonly removed: string;
  readonly removedHint: string;
  readonly endedByCustomer: string;
  readonly endedByAgent: string;
  readonly endedByOperator: string;
  readonly endedByLoss: string;
  readonly endedByExpiry: string;
  /** Nobody did anything for too long. */
  readonly endedByIdleness: string;
  /** It lasted as long as a session may. */
  readonly endedByLength: string;
  readonly left: string;
  readonly leftHint: string;
  readonly replaced: string;
  readonly connectionLost: string;
  readonly summaryCustomer: string;
  readonly summaryTime: string;
  readonly summaryAgents: string;
  /** A list of people. */
  readonly names: (names: readonly string[]) => string;
}

/** In every language; the build puts it together. */
export declare const deskEndingTexts: Section<'deskEnding'>;
