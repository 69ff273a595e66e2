/** What a page's developer is told of a mask that cannot be read. Loaded for it alone: visitors of a page that is right need none. */
import type { ErrorInfo } from '../../service/contract.js';
import { ErrorCode } from '../protocol/error-codes.js';

/** Of a setting, in a warning. */
const WARNING_MAX_LENGTH = 200;

/** To the page's developer, who would else look for the reason in the mirror. Answers what the page's handlers get. */
export function warnOfMask(unreadable: string): ErrorInfo {
  const setting = JSON.stringify(unreadable.slice(0, WARNING_MAX_LENGTH));
  const errorMsg = `piiMask cannot be read, so everything is masked: ${setting}. See README.md#what-is-masked`;
  // oxlint-disable-next-line no-console -- a developer's mistake is said once, and nowhere else
  console.warn(`[cobrowse] ${ErrorCode.UNDEFINED}: ${errorMsg}`);
  return { code: ErrorCode.UNDEFINED, errorMsg };
}
