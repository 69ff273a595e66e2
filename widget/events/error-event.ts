/** `cobrowse-error`: something went wrong. The element can try again. */
import type { ErrorInfo } from '../service/contract.js';

/** `code` and `errorMsg` as in the contract. */
export interface CobrowseErrorDetail extends ErrorInfo {
  /** Whether the same attempt may succeed later, without a change to the page or the browser. */
  readonly retryable: boolean;
  /** A sentence for people, in the language of the element. */
  readonly message: string;
}

export class CobrowseErrorEvent extends Event {
  static readonly type = 'cobrowse-error';
  readonly detail: CobrowseErrorDetail;

  constructor(detail: CobrowseErrorDetail) {
    super(CobrowseErrorEvent.type, { bubbles: true, composed: true });
    this.detail = Object.freeze({ ...detail });
  }
}
