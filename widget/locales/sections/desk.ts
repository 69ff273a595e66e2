/** What the agent’s desk says. */
import type { PinTexts } from '../pin-texts.js';
import type { Section } from '../section.js';

export interface DeskTexts extends PinTexts {
  readonly title: string;
  readonly noToken: string;
  readonly noTokenHint: string;
  readonly cancel: string;
  /** For an agent with an agreed PIN, before the customer has started. */
  readonly waitForCustomer: string;
  /** When to do so: a wrong digit does not come true by waiting. */
  readonly waitHint: string;
  readonly awaitingTitle: string;
  /** How long the service waits. */
  readonly awaitingHint: (minutes: number) => string;
  readonly errorThrottled: (seconds: number) => string;
  /** `host` is what the network has to let through. */
  readonly errorConnection: (host: string) => string;
  /** A customer without a name, by the beginning of their id. */
  readonly nameless: (id: string) => string;
  /** Name of the picture of the customer's page. */
  readonly mirrorLabel: (customer: string) => string;
  /** Whether the customer's site vouches for their name. */
  readonly verified: string;
  readonly verifiedHint: string;
  readonly unverified: string;
  readonly unverifiedHint: string;
  readonly live: string;
  readonly loading: string;
  readonly paused: string;
  /** The site does not share the page that the customer is at. */
  readonly barred: string;
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
  readonly awayTitle: (customer: string) => string;
  /** `time` as "1:30". */
  readonly awayHint: (time: string) => string;
  /** While nothing was seen of the page yet. */
  readonly awayEmptyHint: (time: string) => string;
  readonly reconnectingTitle: string;
  readonly reconnectingHint: (time: string) => string;
  /** Said behind the picture of the customer's page, for whoever reads it by ear. */
  readonly mirrorEnd: (customer: string) => string;
  /** To the service and back, in milliseconds. */
  readonly roundTrip: (ms: number) => string;
  readonly roundTripHint: string;
  /** What the running clock counts. */
  readonly sessionTime: string;
  /** Names of the other agents; at least one. */
  readonly alsoHere: (names: readonly string[]) => string;
  readonly leaveQuestion: string;
  readonly leaveConfirm: string;
  /** On the button while the service takes no attempts; `time` as "0:27". */
  readonly joinIn: (time: string) => string;
  /** Below the sentence for a wrong PIN: how many further ones cost no wait. */
  readonly triesLeft: (count: number) => string;
  /** The same, once it was one too many. */
  readonly triesOver: (seconds: number) => string;
  /** Switches a touch keyboard, for PINs with letters and back. */
  readonly letterKeys: string;
  readonly digitKeys: string;
  readonly leave: string;
  readonly end: string;
  readonly endQuestion: string;
  readonly endConfirm: string;
  readonly endCancel: string;
  readonly ended: string;
  readonly anotherPin: string;
}

/** In every language; the build puts it together. */
export declare const deskTexts: Section<'desk'>;
