/** The DOM event for each thing that a service says. */
import { CobrowseAgentJoinedEvent } from '../../events/agent-joined-event.js';
import { CobrowseAgentLeftEvent } from '../../events/agent-left-event.js';
import { CobrowseErrorEvent } from '../../events/error-event.js';
import { CobrowsePincodeUpdatedEvent } from '../../events/pincode-updated-event.js';
import { CobrowseRemoteAssistStartedEvent } from '../../events/remote-assist-started-event.js';
import { CobrowseRemoteAssistStoppedEvent } from '../../events/remote-assist-stopped-event.js';
import { CobrowseSessionEndedEvent } from '../../events/session-ended-event.js';
import { CobrowseSessionJoinedEvent } from '../../events/session-joined-event.js';
import { CobrowseSessionReconnectingEvent } from '../../events/session-reconnecting-event.js';
import { CobrowseSessionStartedEvent } from '../../events/session-started-event.js';
import type { SessionFact } from '../../service/session-board.js';

/** @param sentence for people, of an error. */
export function eventOf(fact: SessionFact, sentence: string): Event {
  switch (fact.name) {
    case 'pincode_updated':
      return new CobrowsePincodeUpdatedEvent(fact.detail);
    case 'session_started':
      return new CobrowseSessionStartedEvent();
    case 'session_joined':
      return new CobrowseSessionJoinedEvent();
    case 'agent_joined':
      return new CobrowseAgentJoinedEvent(fact.detail);
    case 'agent_left':
      return new CobrowseAgentLeftEvent(fact.detail);
    case 'session_reconnecting':
      return new CobrowseSessionReconnectingEvent();
    case 'remote_assist_started':
      return new CobrowseRemoteAssistStartedEvent();
    case 'remote_assist_stopped':
      return new CobrowseRemoteAssistStoppedEvent();
    case 'session_ended':
      return new CobrowseSessionEndedEvent();
    case 'session_error': {
      const { code, message: errorMsg, retryable } = fact.detail;
      return new CobrowseErrorEvent({ code, errorMsg, retryable, message: sentence });
    }
  }
}
