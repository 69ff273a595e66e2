/** Every event of both elements by name, so that `addEventListener` knows what its handlers get. */
import type { CobrowseAgentJoinedEvent } from './agent-joined-event.js';
import type { CobrowseAgentLeftEvent } from './agent-left-event.js';
import type { CobrowseCustomerFocusLostEvent } from './customer-focus-lost-event.js';
import type { CobrowseCustomerTransferredEvent } from './customer-transferred-event.js';
import type { CobrowseErrorEvent } from './error-event.js';
import type { CobrowsePincodeUpdatedEvent } from './pincode-updated-event.js';
import type { CobrowseRemoteAssistStartedEvent } from './remote-assist-started-event.js';
import type { CobrowseRemoteAssistStoppedEvent } from './remote-assist-stopped-event.js';
import type { CobrowseSessionEndedEvent } from './session-ended-event.js';
import type { CobrowseSessionJoinedEvent } from './session-joined-event.js';
import type { CobrowseSessionLeftEvent } from './session-left-event.js';
import type { CobrowseSessionReconnectingEvent } from './session-reconnecting-event.js';
import type { CobrowseSessionStartedEvent } from './session-started-event.js';
import type { CobrowseStartRequestEvent } from './start-request-event.js';
import type { CobrowseStateChangeEvent } from './state-change-event.js';

export interface CobrowseEventMap {
  'cobrowse-agent-joined': CobrowseAgentJoinedEvent;
  'cobrowse-agent-left': CobrowseAgentLeftEvent;
  'cobrowse-customer-focus-lost': CobrowseCustomerFocusLostEvent;
  'cobrowse-customer-transferred': CobrowseCustomerTransferredEvent;
  'cobrowse-error': CobrowseErrorEvent;
  'cobrowse-pincode-updated': CobrowsePincodeUpdatedEvent;
  'cobrowse-remote-assist-started': CobrowseRemoteAssistStartedEvent;
  'cobrowse-remote-assist-stopped': CobrowseRemoteAssistStoppedEvent;
  'cobrowse-session-ended': CobrowseSessionEndedEvent;
  'cobrowse-session-joined': CobrowseSessionJoinedEvent;
  'cobrowse-session-left': CobrowseSessionLeftEvent;
  'cobrowse-session-reconnecting': CobrowseSessionReconnectingEvent;
  'cobrowse-session-started': CobrowseSessionStartedEvent;
  'cobrowse-start-request': CobrowseStartRequestEvent;
  'cobrowse-state-change': CobrowseStateChangeEvent;
}

declare global {
  interface HTMLElementEventMap extends CobrowseEventMap {}
}
