/** What each service can do, so that an element says at once what a page asks for in vain. Knows no element and no network. */

/** Our own engine, or Zoom's cloud. */
export type ServiceKind = 'engine' | 'zoom';

/** What a service can do. Frozen. */
export interface Capabilities {
  /** Agents and customers may draw. */
  readonly annotation: boolean;
  /** An agent may act on the customer's page, with consent; in which ways, `assistTypes` says. */
  readonly remoteAssist: boolean;
  /** The literals of `remoteAssistTypes` that mean something: `scroll_page`, and at our engine `click` and `fill_form`. */
  readonly assistTypes: readonly string[];
  /** Agents may send the customer a short text or a link. */
  readonly messages: boolean;
  /** The customer may draw a curtain before the page, and end it. */
  readonly pause: boolean;
  /** The session follows the customer into new tabs. */
  readonly multiTab: boolean;
  /** The page may bring its own PIN. */
  readonly customPin: boolean;
  /** Selectors may take elements out of a mask, and names parameters of the page's address. */
  readonly unmaskSelectors: boolean;
  /** Selectors may replace elements by empty boxes. */
  readonly blockSelectors: boolean;
  /** A page may mask everything but what it opens (`mask-type="all"`), and insist on masks that hold (`mask-strict`). */
  readonly maskStrict: boolean;
  /** What the page masks is masked, whatever an account's settings say. */
  readonly guaranteedMasking: boolean;
  /** A page may name addresses at which agents see a curtain. */
  readonly blockUrls: boolean;
  /** What a page says of its session reaches whoever operates the service. */
  readonly metadata: boolean;
  /** The desk tells the page around it who joins and leaves, and which customer it shows (`mark-tab`). */
  readonly deskEvents: boolean;
  /** The desk takes a PIN from the page around it. */
  readonly deskPin: boolean;
  /** The desk takes language and colours from the page around it. */
  readonly deskLook: boolean;
}

/** What both can do, and what of the rest only our engine can. */
function capabilities(own: boolean): Capabilities {
  return Object.freeze({
    annotation: true,
    remoteAssist: true,
    assistTypes: Object.freeze(own ? ['scroll_page', 'click', 'fill_form'] : ['scroll_page']),
    messages: own,
    pause: own,
    multiTab: true,
    customPin: true,
    unmaskSelectors: own,
    blockSelectors: own,
    maskStrict: own,
    // An account's portal can switch masking off at Zoom, and its desk is silent (contract, sections 2 and 6).
    guaranteedMasking: own,
    blockUrls: own,
    metadata: own,
    deskEvents: own,
    deskPin: own,
    deskLook: own,
  });
}

const CAPABILITIES: Readonly<Record<ServiceKind, Capabilities>> = {
  engine: capabilities(true),
  zoom: capabilities(false),
};

export function capabilitiesOf(kind: ServiceKind): Capabilities {
  return CAPABILITIES[kind];
}

/** Which service an address belongs to. Anything that is no address of Zoom's is an engine of ours. */
export function serviceKind(serviceUrl: string): ServiceKind {
  return /^https?:\/\/(?:[^/?#@]+\.)?zoom\.us(?::\d+)?(?:[/?#]|$)/i.test(serviceUrl) ? 'zoom' : 'engine';
}
