/**
 * The shape of every language's texts, and the choice of one. Each surface has its own part, so that a bundle carries only the
 * texts that it shows. A leaf: it knows neither elements nor engine.
 */

/** Texts of the customer's in-session panel. */
export interface PanelTexts {
  /** Name of the panel for assistive technology. */
  readonly label: string;
  readonly connecting: string;
  readonly connectingHint: string;
  readonly pinTitle: string;
  readonly pinHint: string;
  /** How the PIN is announced: read digit by digit. */
  readonly pinAnnouncement: (spelled: string) => string;
  readonly copyPin: string;
  readonly copied: string;
  readonly copyFailed: string;
  /** Who sees the page; at least one name. */
  readonly watching: (names: readonly string[]) => string;
  readonly watchingHint: string;
  readonly anotherAgent: string;
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
  readonly elsewhere: string;
  readonly elsewhereHint: string;
  readonly failed: string;
  readonly failedNetwork: string;
  readonly failedToken: string;
  readonly failedOther: (code: number) => string;
}

/** Texts of the agent's desk. */
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
  readonly errorEmpty: string;
  readonly errorNotFound: string;
  readonly errorFormat: string;
  readonly errorToken: string;
  readonly errorAgentLimit: string;
  readonly errorDuplicate: string;
  readonly errorThrottled: (seconds: number) => string;
  readonly errorNetwork: string;
  readonly errorConnection: string;
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

/**
 * The texts for the first of the wanted languages that there are texts for, else the first texts.
 * @param texts by language tag in lower case, as `en` or `zh-cn`; a bare language stands for its other regions.
 * @param wanted language tags, best first; empty ones are passed over.
 */
export function chooseTexts<Texts>(texts: Readonly<Record<string, Texts>>, wanted: readonly string[]): Chosen<Texts> {
  const tags = Object.keys(texts);
  for (const tag of wanted.map((each) => each.toLowerCase())) {
    const language = tag.split('-')[0] ?? '';
    const match = tags.find((known) => known === tag) ?? tags.find((known) => known.split('-')[0] === language);
    const found = match === undefined ? undefined : texts[match];
    if (match !== undefined && found !== undefined) return { language: match, texts: found };
  }
  for (const [language, first] of Object.entries(texts)) return { language, texts: first };
  throw new RangeError('no texts to choose from');
}

export interface Chosen<Texts> {
  /** Language tag for `lang`. */
  readonly language: string;
  readonly texts: Texts;
}

/** What a document's reader wants: the document's own language first, then the browser's. */
export function wantedLanguages(document: Document): readonly string[] {
  return [document.documentElement.lang, navigator.language];
}
