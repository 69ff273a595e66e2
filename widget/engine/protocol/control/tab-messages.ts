/** Several tabs of one customer (SPEC K): who may join, which of them is seen, and whether the customer looks at it. */
import { isCount, type Json } from './json.js';
import { readAgentInfo, type AgentInfo } from './roster-messages.js';

/** Customer → relay: pages at this host and below it may join as further tabs. Answered with a ticket. */
export interface TabsOpenMessage {
  readonly type: 'tabs_open';
  readonly domain: string;
}

/** Customer's tab → relay: whether the customer is here. A tab that stands by gets the stream with it. */
export interface TabFocusMessage {
  readonly type: 'tab_focus';
  readonly focused: boolean;
}

/** Customer's tab → relay: what this tab masks, for those that join later. The relay does not read it. */
export interface TabMasksMessage {
  readonly type: 'tab_masks';
  readonly masks: string;
}

/** Relay → every tab: the next tab joins with this. Only the highest count is good. */
export interface TabTicketMessage {
  readonly type: 'tab_ticket';
  readonly ticket: string;
  readonly count: number;
}

/** Relay → tab, first on its socket or when another tab gets the stream: the agents see another tab, and this is who they are. */
export interface TabStandbyMessage {
  readonly type: 'tab_standby';
  readonly pinCode: string;
  readonly agents: readonly AgentInfo[];
}

/** Relay → agents: what follows is another tab of the customer's. `customer_back` and a snapshot come next. */
export interface CustomerTransferredMessage {
  readonly type: 'customer_transferred';
}

/** Relay → agents: whether the customer looks at the tab that they see. They do until the relay says otherwise. */
export interface CustomerFocusMessage {
  readonly type: 'customer_focus';
  readonly focused: boolean;
}

/** Longer than any host name. */
const DOMAIN_MAX_LENGTH = 255;

/** Of a customer's tab. */
export function readTabAct(json: Json): TabsOpenMessage | TabMasksMessage | TabFocusMessage | undefined {
  const { type, domain, focused, masks } = json;
  if (type === 'tab_focus') return typeof focused === 'boolean' ? { type, focused } : undefined;
  if (type === 'tab_masks') return typeof masks === 'string' ? { type, masks } : undefined;
  if (type !== 'tabs_open' || typeof domain !== 'string') return undefined;
  return domain !== '' && domain.length <= DOMAIN_MAX_LENGTH ? { type, domain } : undefined;
}

/** Of the part for several tabs alone, which reads it itself. */
export function readTabTicket({ type, ticket, count }: Json): TabTicketMessage | undefined {
  const fits = type === 'tab_ticket' && typeof ticket === 'string' && isCount(count, Number.MAX_SAFE_INTEGER);
  return fits ? { type, ticket, count } : undefined;
}

export function readTabStandby({ type, pinCode, agents }: Json): TabStandbyMessage | undefined {
  if (type !== 'tab_standby' || typeof pinCode !== 'string' || !Array.isArray(agents)) return undefined;
  const known = agents.map(readAgentInfo);
  return known.every((agent) => agent !== undefined) ? { type, pinCode, agents: known } : undefined;
}

/** To an agent. */
export function readTabChange({ type, focused }: Json): CustomerTransferredMessage | CustomerFocusMessage | undefined {
  if (type === 'customer_transferred') return { type };
  return type === 'customer_focus' && typeof focused === 'boolean' ? { type, focused } : undefined;
}
