/** `cobrowse-start-request`: somebody asked for a session; a page that prevents the default refuses it. */
export class CobrowseStartRequestEvent extends Event {
  static readonly type = 'cobrowse-start-request';
  readonly detail = undefined;

  constructor() {
    super(CobrowseStartRequestEvent.type, { bubbles: true, composed: true, cancelable: true });
  }
}
