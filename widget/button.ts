/** npm entry `cobrowse-elements/button`: defines `<cobrowse-button>`, and hands out what its page may name. */
import { CobrowseButtonElement } from './elements/cobrowse-button/cobrowse-button.js';
import { define } from './elements/define.js';

export { CobrowseAgentJoinedEvent } from './events/agent-joined-event.js';
export { CobrowseAgentLeftEvent } from './events/agent-left-event.js';
export { CobrowseErrorEvent, type CobrowseErrorDetail } from './events/error-event.js';
export type { CobrowseEventMap } from './events/event-map.js';
export { CobrowsePincodeUpdatedEvent } from './events/pincode-updated-event.js';
export { CobrowseRemoteAssistStartedEvent } from './events/remote-assist-started-event.js';
export { CobrowseRemoteAssistStoppedEvent } from './events/remote-assist-stopped-event.js';
export { CobrowseSessionEndedEvent } from './events/session-ended-event.js';
export { CobrowseSessionJoinedEvent } from './events/session-joined-event.js';
export { CobrowseSessionReconnectingEvent } from './events/session-reconnecting-event.js';
export { CobrowseSessionStartedEvent } from './events/session-started-event.js';
export { CobrowseStartRequestEvent } from './events/start-request-event.js';
export { CobrowseStateChangeEvent, type StateChangeDetail } from './events/state-change-event.js';
export type { Capabilities } from './service/capabilities.js';
export { CobrowseError } from './service/contract.js';
export type * from './service/contract.js';
export type { CobrowseButtonState, ServiceSession } from './service/session-board.js';
export type { GetToken } from './service/token-client.js';
export { CobrowseButtonElement };

define('cobrowse-button', CobrowseButtonElement);
