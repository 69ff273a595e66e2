/** What a button gives for a session, and where the missing rest of it comes from. */
import { resolveConfig, type ConfigRequest, type ServiceConfig } from './config.js';
import type { ServiceKind } from './capabilities.js';
import type { CobrowseSettings } from './contract.js';
import { defaultOrigin } from './default-origin.js';
import { failure } from './failures.js';
import { pageScriptUrl, pageSdk } from './sdk-global.js';
import { askForToken, fetchToken, type GetToken } from './token-client.js';

/** What a session is to be like, once it is known which service it is with. */
export interface SessionPlan {
  readonly settings: CobrowseSettings;
  readonly customPin?: string | undefined;
  /** What the page says of the session. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

export interface OpenRequest extends Pick<ConfigRequest, 'serviceUrl' | 'sdkKey' | 'sdkVersion' | 'tokenUrl'> {
  /** The page's own SDK object; then no script is loaded. */
  readonly sdk?: unknown;
  readonly getToken?: GetToken | undefined;
  readonly userId?: string | undefined;
  readonly userName?: string | undefined;
  /** Only a session that is there already; nobody has pressed anything. */
  readonly resuming: boolean;
  /** @throws CobrowseError if the page asks for what this service must not be used without. */
  readonly plan: (kind: ServiceKind) => SessionPlan;
}

/**
 * The configuration, or `undefined` where none is needed: the page has the SDK, and tokens come from elsewhere.
 * @throws CobrowseError as `resolveConfig` does.
 */
export async function configFor(request: OpenRequest, signal: AbortSignal): Promise<ServiceConfig | undefined> {
  const { serviceUrl, sdkKey, sdkVersion, tokenUrl } = request;
  const hasTokenSource = request.resuming || request.getToken !== undefined;
  const needsService = request.sdk === undefined && !hasPageSdk(request);
  if (!needsService && (hasTokenSource || tokenUrl)) return undefined;
  const wanted = { serviceUrl, sdkKey, sdkVersion, tokenUrl, hasTokenSource, needsService, needsSdkKey: needsService };
  return resolveConfig(wanted, signal);
}

/**
 * A customer's token, of the page's own making or from the endpoint.
 * @throws CobrowseError with a `token-…` reason, or `not-configured`.
 */
export async function tokenFor(
  request: OpenRequest,
  config: ServiceConfig | undefined,
  byop: boolean,
  signal: AbortSignal,
): Promise<string> {
  const { getToken, userId, userName } = request;
  if (getToken) return askForToken(getToken, 1, byop);
  const tokenUrl = config?.tokenUrl ?? request.tokenUrl;
  if (!tokenUrl) throw failure('not-configured', { message: 'Neither token-url nor getToken is there.' });
  return fetchToken({ tokenUrl, role: 1, userId, userName, byop }, signal);
}

/** A snippet without a script is no SDK; then it takes a service to load one, if the page names any. */
function hasPageSdk({ serviceUrl }: OpenRequest): boolean {
  if (!pageSdk()) return false;
  return pageScriptUrl() !== undefined || (!serviceUrl && defaultOrigin() === undefined);
}
