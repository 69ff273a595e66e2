/** Where an element finds its service: what its attributes say, and the rest from `/config`. Knows no element. */
import { serviceKind, type ServiceKind } from './capabilities.js';
import { defaultOrigin } from './default-origin.js';
import { LOOPBACK } from './environment.js';
import { failure } from './failures.js';
import { readObject, request, textOf } from './http.js';

export { setDefaultOrigin } from './default-origin.js';

export interface ServiceConfig {
  /** An origin, without a slash at its end. Empty where the request did not need one. */
  readonly serviceUrl: string;
  /** Empty where the request did not need one. */
  readonly sdkKey: string;
  readonly sdkVersion?: string;
  readonly tokenUrl?: string;
  readonly agentTokenUrl?: string;
  readonly kind: ServiceKind;
}

/** What attributes say; what is absent comes from `/config` of the given or the default origin. */
export interface ConfigRequest {
  readonly serviceUrl?: string | undefined;
  readonly sdkKey?: string | undefined;
  readonly sdkVersion?: string | undefined;
  readonly tokenUrl?: string | undefined;
  /** The page mints tokens itself, by `getToken`. */
  readonly hasTokenSource: boolean;
  /** The desk needs none. */
  readonly needsSdkKey: boolean;
  /** The page brings the SDK itself, so that only a token is wanted. */
  readonly needsService?: boolean;
}

/**
 * Where the service is. Asks nobody when the attributes suffice.
 * @throws CobrowseError `not-configured`, `config-unreachable` or `config-malformed`; the signal's reason once it is aborted.
 */
export async function resolveConfig(given: ConfigRequest, signal: AbortSignal): Promise<ServiceConfig> {
  const serviceUrl = given.serviceUrl ? originOf(given.serviceUrl, document.baseURI) : undefined;
  if (given.serviceUrl && serviceUrl === undefined) {
    throw failure('not-configured', {
      message: 'service-url must be an https address, or an http address of this machine.',
    });
  }
  const vouching = serviceUrl === undefined ? undefined : await mustBeTrusted(serviceUrl, signal);
  const tokenUrl = given.tokenUrl ? absolute(given.tokenUrl, document.baseURI) : undefined;
  if (given.tokenUrl && tokenUrl === undefined) {
    throw failure('not-configured', { message: 'token-url is not an http or https address.' });
  }
  const { needsService = true } = given;
  const suffices =
    (!needsService || serviceUrl !== undefined) &&
    (!given.needsSdkKey || Boolean(given.sdkKey)) &&
    (given.hasTokenSource || tokenUrl !== undefined);
  const fetched = suffices ? undefined : (vouching ?? (await fetchConfig(configOrigin(serviceUrl), signal)));

  const service = serviceUrl ?? fetched?.serviceUrl;
  const sdkKey = given.sdkKey || fetched?.sdkKey;
  if ((needsService && service === undefined) || (given.needsSdkKey && !sdkKey)) throw failure('not-configured');
  const sdkVersion = given.sdkVersion || fetched?.sdkVersion;
  const token = tokenUrl ?? fetched?.tokenUrl;
  const agentToken = fetched?.agentTokenUrl;
  const saidKind = service === fetched?.serviceUrl ? fetched?.kind : undefined;
  return {
    serviceUrl: service ?? '',
    sdkKey: sdkKey ?? '',
    ...(sdkVersion && { sdkVersion }),
    ...(token && { tokenUrl: token }),
    ...(agentToken && { agentTokenUrl: agentToken }),
    kind: saidKind ?? serviceKind(service ?? ''),
  };
}

/**
 * Where the element came by our script tag, its attributes name that Worker, the service that the Worker names, or Zoom's cloud.
 * Otherwise a tag in a text that the page did not write, an element that no sanitizer knows to be dangerous, would load any script
 * and send an agent's token anywhere. Answers what that Worker says, if it had to be asked: it is the service's configuration.
 */
async function mustBeTrusted(serviceUrl: string, signal: AbortSignal): Promise<FetchedConfig | undefined> {
  const own = defaultOrigin();
  if (own === undefined || serviceUrl === own || serviceKind(serviceUrl) === 'zoom') return undefined;
  const fetched = await fetchConfig(own, signal);
  if (fetched.serviceUrl === serviceUrl) return fetched;
  throw failure('not-configured', {
    message: 'service-url names another service than the Worker that the script tag came from.',
  });
}

/** Zoom's cloud has no `/config`; next to it, the Worker that the script came from has. */
function configOrigin(serviceUrl: string | undefined): string {
  const own = serviceUrl !== undefined && serviceKind(serviceUrl) === 'engine' ? serviceUrl : undefined;
  const origin = own ?? defaultOrigin();
  if (origin === undefined) throw failure('not-configured');
  return origin;
}

interface FetchedConfig {
  readonly serviceUrl: string;
  readonly sdkKey: string | undefined;
  readonly sdkVersion: string | undefined;
  readonly tokenUrl: string | undefined;
  readonly agentTokenUrl: string | undefined;
  readonly kind: ServiceKind;
}

async function fetchConfig(origin: string, signal: AbortSignal): Promise<FetchedConfig> {
  const response = await request(`${origin}/config`, { credentials: 'omit' }, signal);
  if (!response?.ok) {
    throw failure('config-unreachable', {
      message: response
        ? `The configuration could not be fetched: HTTP ${response.status}.`
        : 'The configuration could not be fetched.',
    });
  }
  const answer = await readObject(response);
  signal.throwIfAborted();
  const url = (name: string): string | undefined => {
    const text = textOf(answer, name);
    return text === undefined ? undefined : absolute(text, origin);
  };
  const serviceUrl = originOf(textOf(answer, 'serviceUrl') ?? '', `${origin}/`);
  if (serviceUrl === undefined) throw failure('config-malformed');
  return {
    serviceUrl,
    sdkKey: textOf(answer, 'sdkKey'),
    sdkVersion: textOf(answer, 'sdkVersion'),
    tokenUrl: url('tokenUrl'),
    agentTokenUrl: url('agentTokenUrl'),
    kind: textOf(answer, 'service') === 'zoom' ? 'zoom' : serviceKind(serviceUrl),
  };
}

function absolute(text: string, base: string): string | undefined {
  try {
    const url = new URL(text, base);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** Tokens go there, so nobody on the way may read them. */
function originOf(text: string, base: string): string | undefined {
  const url = text === '' ? undefined : absolute(text, base);
  if (url === undefined) return undefined;
  const { origin, protocol, hostname } = new URL(url);
  return protocol === 'https:' || LOOPBACK.test(hostname) ? origin : undefined;
}
