/** `cobrowse-session-started`: a session has begun; nobody sees the page yet. */
export class CobrowseSessionStartedEvent extends Event {
  static readonly type = 'cobrowse-session-started';
  readonly detail = undefined;

  constructor() {
    super(CobrowseSessionStartedEvent.type, { bubbles: true, composed: true });
  }
}
