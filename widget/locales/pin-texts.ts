/** What every form that asks for a PIN says: the desk's, and the element's with an SDK of the page's. */

/** What every form that asks for a PIN says. */
export interface PinTexts {
  readonly pinTitle: string;
  readonly pinLabel: string;
  readonly pinHint: string;
  readonly join: string;
  readonly joining: string;
  readonly errorEmpty: string;
  readonly errorNotFound: string;
  readonly errorFormat: string;
  readonly errorToken: string;
  readonly errorAgentLimit: string;
  readonly errorDuplicate: string;
  readonly errorNetwork: string;
  readonly errorOther: (code: number) => string;
}
