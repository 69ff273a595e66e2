/** `cobrowse-customer-transferred`: the session went on in another tab of the customer. */
export class CobrowseCustomerTransferredEvent extends Event {
  static readonly type = 'cobrowse-customer-transferred';
  readonly detail = undefined;

  constructor() {
    super(CobrowseCustomerTransferredEvent.type, { bubbles: true, composed: true });
  }
}
