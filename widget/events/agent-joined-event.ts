/** `cobrowse-agent-joined`: an agent sees the page. With a service that names nobody, the names are empty. */
import type { AgentDetail } from '../service/contract.js';

export class CobrowseAgentJoinedEvent extends Event {
  static readonly type = 'cobrowse-agent-joined';
  readonly detail: AgentDetail;

  constructor(detail: AgentDetail) {
    super(CobrowseAgentJoinedEvent.type, { bubbles: true, composed: true });
    this.detail = Object.freeze({ ...detail });
  }
}
