/** `cobrowse-agent-left`: an agent no longer sees the page. */
import type { AgentDetail } from '../service/contract.js';

export class CobrowseAgentLeftEvent extends Event {
  static readonly type = 'cobrowse-agent-left';
  readonly detail: AgentDetail;

  constructor(detail: AgentDetail) {
    super(CobrowseAgentLeftEvent.type, { bubbles: true, composed: true });
    this.detail = Object.freeze({ ...detail });
  }
}
