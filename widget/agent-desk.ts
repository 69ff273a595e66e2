/** npm entry `cobrowse-elements/agent-desk`: defines `<cobrowse-agent-desk>`, and hands out what its page may name. */
import { CobrowseAgentDeskElement } from './elements/cobrowse-agent-desk/cobrowse-agent-desk.js';
import type { AgentDeskStateName } from './elements/cobrowse-agent-desk/agent-desk-state.js';
import { define } from './elements/define.js';

export { CobrowseCustomerFocusLostEvent } from './events/customer-focus-lost-event.js';
export { CobrowseCustomerTransferredEvent } from './events/customer-transferred-event.js';
export { CobrowseErrorEvent, type CobrowseErrorDetail } from './events/error-event.js';
export type { CobrowseEventMap } from './events/event-map.js';
export { CobrowseSessionEndedEvent } from './events/session-ended-event.js';
export { CobrowseSessionJoinedEvent } from './events/session-joined-event.js';
export { CobrowseSessionLeftEvent } from './events/session-left-event.js';
export { CobrowseStateChangeEvent, type StateChangeDetail } from './events/state-change-event.js';
export type { AgentSdk } from './service/agent-sdk.js';
export {
  agentViewerEndpoint,
  type AgentViewerOptions,
  type AgentViewerResult,
  type CreateAgentViewerEndpoint,
} from './service/agent-viewer-endpoint.js';
export type { Capabilities } from './service/capabilities.js';
export { CobrowseError } from './service/contract.js';
export type * from './service/contract.js';
export type { GetToken } from './service/token-client.js';
export { CobrowseAgentDeskElement, type AgentDeskStateName };

define('cobrowse-agent-desk', CobrowseAgentDeskElement);
