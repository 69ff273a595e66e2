/** What the page's settings say of remote assist beyond who may ask for what; of any shape, so only a clear word counts. */
import type { CobrowseSettings } from '../../../service/contract.js';
import { AssistType } from '../../protocol/control/permission-messages.js';

/** The contract lets a page do without for scrolling. What goes beyond the contract always has the customer's consent. */
export function consentNeeded(settings: readonly CobrowseSettings[], assist: AssistType): boolean {
  return assist !== AssistType.SCROLL_PAGE || last(settings, 'enableCustomerConsent') !== false;
}

export function stopConfirmed(settings: readonly CobrowseSettings[]): boolean {
  return last(settings, 'requireStopConfirmation') === true;
}

function last(settings: readonly CobrowseSettings[], name: string): unknown {
  const remoteAssist: unknown = settings.findLast((each) => each.remoteAssist !== undefined)?.remoteAssist;
  return typeof remoteAssist === 'object' && remoteAssist !== null ? Reflect.get(remoteAssist, name) : undefined;
}
