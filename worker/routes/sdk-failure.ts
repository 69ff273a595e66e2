/** A script that stands in for the SDK and fails its `init`, since a cross-origin script has no status that a page could read. */
import { ErrorCode } from '../../widget/engine/protocol/error-codes.js';

/**
 * Takes over the one-slot stub as the SDK does (contract, section 1): every `init`, the saved one first, is called back
 * with code 1001 and this reason.
 */
export function failingScript(reason: string): string {
  const error = JSON.stringify({ code: ErrorCode.SESSION_START_FAILED, errorMsg: reason });
  return `(function () {
  'use strict';
  function init(settings, callback) {
    if (typeof callback !== 'function') return;
    Promise.resolve().then(function () { callback({ success: false, error: ${error} }); });
  }
  var saved = window.ZoomCobrowseSDKInitArgs;
  window.ZoomCobrowseSDK = { init: init };
  console.warn('[cobrowse] ' + ${JSON.stringify(`${ErrorCode.SESSION_START_FAILED}: ${reason}`)});
  if (saved) init(saved[0], saved[1]);
})();
`;
}
