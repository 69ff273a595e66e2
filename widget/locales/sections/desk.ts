/** What the agent’s desk says. */
import type { Section } from '../section.js';

export interface DeskTexts {
  readonly title: string;
  readonly noToken: string;
  readonly noTokenHint: string;
  readonly pinTitle: string;
  readonly pinLabel: string;
  readonly pinHint: string;
  readonly join: string;
  readonly joining: string;
  readonly cancel: string;
  /** For an agent with an agreed PIN, before the customer has started. */
  readonly waitForCustomer: string;
  readonly awaitingTitle: string;
  readonly awaitingHint: string;
  readonly noCustomer: string;
  readonly noCustomerHint: string;
  readonly errorEmpty: string;
  readonly errorNotFound: string;
  readonly errorFormat: string;
  readonly errorToken: string;
  readonly errorAgentLimit: string;
  readonly errorDuplicate: string;
  readonly errorThrottled: (seconds: number) => string;
  readonly errorNetwork: string;
  /** `host` is what the network has to let through. */
  readonly errorConnection: (host: string) => string;
  readonly errorOther: (code: number) => string;
  /** Name of the picture of the customer's page. */
  readonly mirrorLabel: (customer: string) => string;
  /** Whether the customer's site vouches for their name. */
  readonly verified: string;
  readonly verifiedHint: string;
  readonly unverified: string;
  readonly unverifiedHint: string;
  readonly live: string;
  readonly loading: string;
  readonly reconnecting: string;
  readonly customerAway: string;
  /** The customer looks at something else than what is seen. */
  readonly customerElsewhere: string;
  readonly elsewhereHint: (customer: string) => string;
  /** What is seen from now on is another tab. */
  readonly transferred: (customer: string) => string;
  readonly waitingTitle: (customer: string) => string;
  readonly waitingHint: string;
  /** While the customer is asked whether to let this agent in. */
  readonly admissionTitle: string;
  /** The agent's name, as the customer sees it. */
  readonly admissionHint: (agent: string) => string;
  readonly refused: string;
  readonly refusedHint: string;
  readonly unanswered: string;
  readonly unansweredHint: string;
  readonly awayTitle: (customer: string) => string;
  /** `time` as "1:30". */
  readonly awayHint: (time: string) => string;
  /** While nothing was seen of the page yet. */
  readonly awayEmptyHint: (time: string) => string;
  readonly reconnectingTitle: string;
  readonly reconnectingHint: (time: string) => string;
  readonly viewport: (width: number, height: number) => string;
  /** Name of the tool bar. */
  readonly tools: string;
  readonly showTools: string;
  readonly hideTools: string;
  readonly close: string;
  readonly leave: string;
  readonly end: string;
  readonly endQuestion: string;
  readonly endConfirm: string;
  readonly endCancel: string;
  readonly ended: string;
  readonly endedByCustomer: string;
  readonly endedByAgent: string;
  readonly endedByOperator: string;
  readonly endedByLoss: string;
  readonly endedByExpiry: string;
  readonly left: string;
  readonly leftHint: string;
  readonly replaced: string;
  readonly connectionLost: string;
  readonly anotherPin: string;
}

/** In every language; the build puts it together. */
export declare const deskTexts: Section<'desk'>;
