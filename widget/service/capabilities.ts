/** What each service can do, so that an element says at once what a page asks for in vain. Knows no element and no network. */

/** Our own engine, or Zoom's cloud. */
export type ServiceKind = 'engine' | 'zoom';

/** What a service can do. Frozen. */
export interface Capabilities {
  /** Agents and customers may draw. */
  readonly annotation: boolean;
  /** An agent may scroll the customer's page, with consent. */
  readonly remoteAssist: boolean;
  /** The session follows the customer into new tabs. */
  readonly multiTab: boolean;
  /** The page may bring its own PIN. */
  readonly customPin: boolean;
  /** Selectors may take elements out of a mask. */
  readonly unmaskSelectors: boolean;
  /** A page may mask everything but what it opens (`mask-type="all"`), and insist on masks that hold (`mask-strict`). */
  readonly maskStrict: boolean;
  /** What the page masks is masked, whatever an account's settings say. */
  readonly guaranteedMasking: boolean;
  /** The desk tells the page around it who joins and leaves. */
  readonly deskEvents: boolean;
  /** The desk takes a PIN from the page around it. */
  readonly deskPin: boolean;
}

const NOTHING: Capabilities = {
  annotation: false,
  remoteAssist: false,
  multiTab: false,
  customPin: false,
  unmaskSelectors: false,
  maskStrict: false,
  guaranteedMasking: false,
  deskEvents: false,
  deskPin: false,
};

const CAPABILITIES: Readonly<Record<ServiceKind, Capabilities>> = {
  engine: Object.freeze({
    ...NOTHING,
    multiTab: true,
    customPin: true,
    unmaskSelectors: true,
    maskStrict: true,
    guaranteedMasking: true,
    deskEvents: true,
    deskPin: true,
  }),
  // An account's portal can switch masking off, and the desk is silent (contract, sections 2 and 6).
  zoom: Object.freeze({ ...NOTHING, annotation: true, remoteAssist: true, multiTab: true, customPin: true }),
};

export function capabilitiesOf(kind: ServiceKind): Capabilities {
  return CAPABILITIES[kind];
}

/** Which service an address belongs to. Anything that is no address of Zoom's is an engine of ours. */
export function serviceKind(serviceUrl: string): ServiceKind {
  return /^https?:\/\/(?:[^/?#@]+\.)?zoom\.us(?::\d+)?(?:[/?#]|$)/i.test(serviceUrl) ? 'zoom' : 'engine';
}
