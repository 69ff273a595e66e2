/** What is wrong with a variable's text, in a sentence for whoever set it. It never quotes the text: it may be a secret. */
import { isLoopbackHost, parseOriginRules } from '../auth/origins.js';
import { isShared } from '../auth/shared-suffixes.js';
import { parseClaim } from '../auth/required-claim.js';
import { parseRates, RATES_OFF } from './rates.js';
import { DEVELOPMENT_PREFIX, SECRET_MIN_LENGTH, type Variable, type VariableKind } from './variables.js';

/** The contract's versions (section 1): exact, or the newest patch. */
export const SDK_VERSION_PATTERN = /^\d+\.\d+\.(?:\d+|x)$/;

/** The longest custom PIN. Contract, section 8. */
const PIN_MAX_LENGTH = 10;

const TEAM_DOMAIN = /^(?:https:\/\/)?([a-z0-9-]+\.cloudflareaccess\.com)\/?$/i;

type Check = (text: string, development: boolean, variable: Variable) => string | undefined;

const CHECKS: { readonly [kind in VariableKind]: Check } = {
  text: (text, development) => refuseDevelopmentValue(text, development),
  secret: (text, development) => {
    if (!development && text.length < SECRET_MIN_LENGTH) {
      return `This variable must have at least ${SECRET_MIN_LENGTH} characters`;
    }
    return refuseDevelopmentValue(text, development);
  },
  choice: (text, _development, { values = [] }) =>
    values.includes(text) ? undefined : `This variable must be one of ${values.join(', ')}`,
  origins: (text) => {
    const rules = parseOriginRules(text);
    if (rules?.httpsSuffixes.some((suffix) => isShared(suffix.slice(1).replace(/:\d+$/, '')))) {
      return 'A wildcard of this variable lets in everybody’s sites, as *.workers.dev and *.co.uk do: name your own part of it';
    }
    return rules
      ? undefined
      : 'This variable must list origins such as https://shop.example or https://*.example.com, with commas between';
  },
  service: (text) =>
    serviceOrigin(text) === undefined
      ? 'This variable must be an https origin without a path, such as https://us01-zcb.zoom.us'
      : undefined,
  version: (text) =>
    SDK_VERSION_PATTERN.test(text) ? undefined : 'This variable must be a version such as 2.13.2 or 2.13.x',
  issuer: (text, development) =>
    isFetchable(text, development) ? undefined : 'This variable must be an https URL, as it stands in the tokens',
  'keys-url': (text, development) =>
    isFetchable(text, development) ? undefined : 'This variable must be an https URL',
  'team-domain': (text, development) =>
    accessOrigin(text, development) === undefined
      ? 'This variable must be a team’s domain such as example.cloudflareaccess.com'
      : undefined,
  claim: (text) =>
    parseClaim(text) ? undefined : 'This variable must be a claim and its value, such as groups=support',
  'pin-length': (text) =>
    /^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= PIN_MAX_LENGTH
      ? undefined
      : `This variable must be a number from 1 to ${PIN_MAX_LENGTH}`,
  number: (text, _development, { range: [lowest, highest] = [0, 0] }) =>
    /^\d{1,9}$/.test(text) && Number(text) >= lowest && Number(text) <= highest
      ? undefined
      : `This variable must be a whole number from ${lowest} to ${highest}`,
  rates: (text, development) => {
    if (text === RATES_OFF) return development ? undefined : 'This variable may be off in development only';
    return parseRates(text) ? undefined : 'This variable must look like identity=60,address=600';
  },
};

/** What is wrong with this value, or `undefined`. */
export function checkVariable(variable: Variable, text: string, development: boolean): string | undefined {
  return CHECKS[variable.kind](text, development, variable);
}

/** The origin of another service. The characters are checked first: what `URL` makes of others must not get into a policy. */
export function serviceOrigin(text: string): string | undefined {
  if (!/^https?:\/\/[a-z0-9.:[\]-]+\/?$/i.test(text) || !URL.canParse(text)) return undefined;
  const { origin, protocol, hostname } = new URL(text);
  return protocol === 'https:' || isLoopbackHost(hostname) ? origin : undefined;
}

/** Where an Access team's keys are and who issues its tokens. A stand-in on this machine is for development. */
export function accessOrigin(text: string, development: boolean): string | undefined {
  const domain = TEAM_DOMAIN.exec(text)?.[1]?.toLowerCase();
  if (domain !== undefined) return `https://${domain}`;
  const origin = development ? serviceOrigin(text) : undefined;
  return origin !== undefined && isLoopbackHost(new URL(origin).hostname) ? origin : undefined;
}

function isFetchable(text: string, development: boolean): boolean {
  if (!/^https?:\/\/[^\s"'<>\\]+$/.test(text) || !URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (development && isLoopbackHost(hostname));
}

function refuseDevelopmentValue(text: string, development: boolean): string | undefined {
  if (development || !text.startsWith(DEVELOPMENT_PREFIX)) return undefined;
  return 'This variable has a value that is for development only';
}
