/** `cobrowse-remote-assist-stopped`: no agent may scroll the page any more. */
export class CobrowseRemoteAssistStoppedEvent extends Event {
  static readonly type = 'cobrowse-remote-assist-stopped';
  readonly detail = undefined;

  constructor() {
    super(CobrowseRemoteAssistStoppedEvent.type, { bubbles: true, composed: true });
  }
}
