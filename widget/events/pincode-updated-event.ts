/** `cobrowse-pincode-updated`: the PIN to show to the customer, under both names that are in use. */
import type { PinDetail } from '../service/contract.js';

export class CobrowsePincodeUpdatedEvent extends Event {
  static readonly type = 'cobrowse-pincode-updated';
  readonly detail: PinDetail;

  constructor(detail: PinDetail) {
    super(CobrowsePincodeUpdatedEvent.type, { bubbles: true, composed: true });
    this.detail = Object.freeze({ ...detail });
  }
}
