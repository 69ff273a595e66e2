/** `cobrowse-session-reconnecting`: the connection was lost and is being restored. */
export class CobrowseSessionReconnectingEvent extends Event {
  static readonly type = 'cobrowse-session-reconnecting';
  readonly detail = undefined;

  constructor() {
    super(CobrowseSessionReconnectingEvent.type, { bubbles: true, composed: true });
  }
}
