/** `cobrowse-session-left`: this agent left the session; it goes on without them. */
export class CobrowseSessionLeftEvent extends Event {
  static readonly type = 'cobrowse-session-left';
  readonly detail = undefined;

  constructor() {
    super(CobrowseSessionLeftEvent.type, { bubbles: true, composed: true });
  }
}
