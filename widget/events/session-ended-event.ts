/** `cobrowse-session-ended`: the session is over; nobody sees the page any more. */
export class CobrowseSessionEndedEvent extends Event {
  static readonly type = 'cobrowse-session-ended';
  readonly detail = undefined;

  constructor() {
    super(CobrowseSessionEndedEvent.type, { bubbles: true, composed: true });
  }
}
