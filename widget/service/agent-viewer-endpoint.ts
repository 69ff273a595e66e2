/**
 * An address of the desk that spares the agent the typing: it joins by itself. Token and PIN stand in the fragment, which browsers
 * send to no server and in no referrer, and the desk strips it before anything else; a ticket that the service would redeem
 * would have to be stored there together with the token. Knows neither element nor engine.
 */
import { ErrorCode } from '../engine/protocol/error-codes.js';
import { CobrowseError, PIN_PATTERN, type ErrorInfo } from './contract.js';
import { isToken } from './token-claims.js';

/** Parameters of the fragment; the desk reads them. */
export const VIEWER_TOKEN = 'access_token';
export const VIEWER_PIN = 'pin';

const DESK_PATH = '/sdkapi/zcb/frame-templates/desk';

export interface AgentViewerOptions {
  readonly pinCode: string;
  /** An agent's; with `enable_byop: 1` the agent can also wait for a customer who has not started yet. */
  readonly sdkToken: string;
}

/** What the callback gets. */
export type AgentViewerResult =
  | { readonly success: true; readonly agentViewerUrl: string; readonly error?: undefined }
  | { readonly success: false; readonly agentViewerUrl?: undefined; readonly error: ErrorInfo };

/** As in Zoom's package (contract, section 3). Also answers a promise of the same, which never rejects. */
export type CreateAgentViewerEndpoint = (
  options: AgentViewerOptions,
  callback?: (result: AgentViewerResult) => void,
) => Promise<AgentViewerResult>;

/**
 * The function for one service. Whoever has such an address may do what the token allows: hand it to the agent's browser alone.
 * @param serviceUrl origin of a Worker of this project; Zoom's own package has its own.
 */
export function agentViewerEndpoint(serviceUrl: string): CreateAgentViewerEndpoint {
  const { origin } = new URL(serviceUrl);
  return (options, callback) => {
    const result = resultOf(origin, options);
    return Promise.resolve(result).then((settled) => {
      if (typeof callback === 'function') {
        try {
          callback(settled);
        } catch (error) {
          reportError(error);
        }
      }
      return settled;
    });
  };
}

/** The page is plain JavaScript: anything may be there. */
function resultOf(origin: string, options: unknown): AgentViewerResult {
  const given = typeof options === 'object' && options !== null ? options : {};
  const sdkToken: unknown = Reflect.get(given, 'sdkToken');
  const pinCode: unknown = Reflect.get(given, 'pinCode');
  if (!isToken(sdkToken)) {
    return refused(ErrorCode.TOKEN_INVALID, 'createAgentViewerEndpoint() needs an sdkToken.');
  }
  if (typeof pinCode !== 'string' || !PIN_PATTERN.test(pinCode)) {
    return refused(ErrorCode.SESSION_PIN_INVALID_FORMAT, 'A pinCode has 1 to 10 letters or digits.');
  }
  const fragment = new URLSearchParams({ [VIEWER_TOKEN]: sdkToken, [VIEWER_PIN]: pinCode });
  return { success: true, agentViewerUrl: `${origin}${DESK_PATH}#${fragment.toString()}` };
}

function refused(code: ErrorCode, message: string): AgentViewerResult {
  return { success: false, error: new CobrowseError(code, message).info };
}
