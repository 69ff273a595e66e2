/** `cobrowse-remote-assist-started`: the customer allowed an agent to scroll the page. */
export class CobrowseRemoteAssistStartedEvent extends Event {
  static readonly type = 'cobrowse-remote-assist-started';
  readonly detail = undefined;

  constructor() {
    super(CobrowseRemoteAssistStartedEvent.type, { bubbles: true, composed: true });
  }
}
