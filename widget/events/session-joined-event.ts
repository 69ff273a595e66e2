/** `cobrowse-session-joined`: a session was resumed, at the desk: joined. */
export class CobrowseSessionJoinedEvent extends Event {
  static readonly type = 'cobrowse-session-joined';
  readonly detail = undefined;

  constructor() {
    super(CobrowseSessionJoinedEvent.type, { bubbles: true, composed: true });
  }
}
