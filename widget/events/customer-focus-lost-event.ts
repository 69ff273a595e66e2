/** `cobrowse-customer-focus-lost`: the customer looks at another window or tab. */
export class CobrowseCustomerFocusLostEvent extends Event {
  static readonly type = 'cobrowse-customer-focus-lost';
  readonly detail = undefined;

  constructor() {
    super(CobrowseCustomerFocusLostEvent.type, { bubbles: true, composed: true });
  }
}
