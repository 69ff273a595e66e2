/**
 * The Worker's variables, read and checked before anything else, so that what is wrong is named at once instead of failing
 * halfway. Knows no route.
 */
import { isLoopbackHost, parseOriginRules, type OriginRules } from './auth/origins.js';
import { parseClaim, type RequiredClaim } from './auth/required-claim.js';
import { accessOrigin, checkVariable, serviceOrigin } from './configuration/checks.js';
import { DEFAULT_RATES, parseRates, RATES_OFF, type Rates } from './configuration/rates.js';
import { VARIABLES, type RawVariables, type Variable, type VariableName } from './configuration/variables.js';
import type { Env } from './env.js';
import { misconfigured, type Failure, type Problem } from './problem.js';

/** Whose tokens are believed, and where the keys are that prove them. */
export interface Provider {
  readonly issuer: string;
  readonly audience: string;
  readonly keysUrl: string;
}

/** How agents prove who they are. */
export type AgentAuth =
  | { readonly mode: 'none' }
  | { readonly mode: 'secret'; readonly secret: string }
  | { readonly mode: 'jwt' | 'access'; readonly provider: Provider; readonly claim: RequiredClaim | undefined };

export type CustomerAuth = { readonly mode: 'anonymous' } | { readonly mode: 'jwt'; readonly provider: Provider };

export interface Configuration {
  readonly sdkKey: string;
  readonly sdkSecret: Uint8Array;
  /** `npm start` set COBROWSE_DEV, and the request is to a loopback host. */
  readonly development: boolean;
  readonly allowedOrigins: OriginRules;
  /** Origin of the service that pages use; absent, it is this Worker. */
  readonly serviceUrl: string | undefined;
  /** Version of the service's script; absent, the service chooses. */
  readonly sdkVersion: string | undefined;
  readonly agentAuth: AgentAuth;
  readonly customerAuth: CustomerAuth;
  /** Who lets an agent in: whoever gave them the PIN, or the customer once more. */
  readonly admission: 'pin' | 'customer';
  /** Whether anonymous customers may start with a PIN of their own. Always in development. */
  readonly anonymousByop: boolean;
  /** Characters of such a PIN, at least. */
  readonly byopMinLength: number;
  /** What the server sends that may see and end every session; absent, none may. */
  readonly operatorSecret: string | undefined;
  /** Whether the demo pages are served. Always in development. */
  readonly demoPages: boolean;
  /** `undefined` where requests are not counted. */
  readonly rates: Rates | undefined;
}

const NOT_SET = 'This variable of the Worker is not set';
const BYOP_MIN_LENGTH_DEFAULT = 5;

/**
 * What was read from an `env`, which is one object for as long as an isolate lives: by whether the request is one of development.
 * The one cache of this module; it also keeps the log at one line for each fault.
 */
const known = new WeakMap<Env, Map<boolean, Configuration | Problem>>();

/** Reads and checks the variables for a request to this address. Throws a 503 problem that names each one that is wrong. */
export function configurationOf(env: Env, own: URL): Configuration {
  // The host alone can be forged by a tunnel, and the variable alone could be deployed by mistake.
  const development = env.COBROWSE_DEV === '1' && isLoopbackHost(own.hostname);
  const ofEnv = known.get(env) ?? new Map<boolean, Configuration | Problem>();
  known.set(env, ofEnv);
  let result = ofEnv.get(development);
  if (result === undefined) {
    const wrong = findFaults(env, development);
    result = wrong.length === 0 ? build(env, development) : misconfigured(wrong);
    ofEnv.set(development, result);
    for (const { property, reason } of wrong) console.error(`Configuration: ${property}: ${reason}`);
  }
  if (result instanceof Error) throw result;
  return result;
}

/** Everything that is wrong with the variables and the bindings, without a value of any. */
export function findFaults(env: RawVariables & Partial<Env>, development: boolean): readonly Failure[] {
  const faults: Failure[] = [];
  for (const variable of VARIABLES as readonly (Variable & { readonly name: VariableName })[]) {
    const text = env[variable.name] ?? '';
    const reason = text === '' ? missing(variable, env) : checkVariable(variable, text, development);
    if (reason !== undefined) faults.push({ property: variable.name, reason });
  }
  faults.push(...sharedSecrets(env));
  const {
    AGENT_AUTH,
    AGENT_JWT_ISSUER,
    AGENT_JWT_AUDIENCE,
    CUSTOMER_AUTH,
    CUSTOMER_JWT_ISSUER,
    CUSTOMER_JWT_AUDIENCE,
  } = env;
  const sameProvider = AGENT_JWT_ISSUER === CUSTOMER_JWT_ISSUER && AGENT_JWT_AUDIENCE === CUSTOMER_JWT_AUDIENCE;
  if (AGENT_AUTH === 'jwt' && CUSTOMER_AUTH === 'jwt' && sameProvider && !env.AGENT_REQUIRED_CLAIM) {
    faults.push({
      property: 'AGENT_REQUIRED_CLAIM',
      reason:
        'This variable must be set where customers and agents sign in at the same provider: nothing else tells them apart',
    });
  }
  // Without them, whoever may ask may ask as often as they like.
  for (const name of development ? [] : (['TOKEN_LIMITER', 'PIN_LIMITER'] as const)) {
    if (env[name] === undefined) faults.push({ property: name, reason: 'This binding of the Worker is not there' });
  }
  return faults;
}

/** Who has one of them must not have the others with it. */
function sharedSecrets(env: RawVariables): readonly Failure[] {
  const names = ['ZOOM_SDK_SECRET', 'AGENT_SECRET', 'OPERATOR_SECRET', 'WEBHOOK_SECRET'] as const;
  return names.flatMap((property, index) => {
    const twin = names.slice(0, index).find((name) => env[property] && env[name] === env[property]);
    return twin ? [{ property, reason: `This variable must not be the same as ${twin}` }] : [];
  });
}

function missing({ required }: Variable, env: RawVariables): string | undefined {
  if (required === undefined) return undefined;
  if (required === true) return NOT_SET;
  const { variable, value } = required;
  const actual: unknown = Reflect.get(env, variable);
  if (value === undefined) return actual ? `${NOT_SET}, and ${variable} needs it` : undefined;
  return actual === value ? `${NOT_SET}, and ${variable}=${value} needs it` : undefined;
}

/** Only of variables without a fault. */
function build(env: RawVariables, development: boolean): Configuration {
  const text = (name: VariableName): string => env[name] ?? '';
  const rates = text('RATE_LIMITS');
  return {
    sdkKey: text('ZOOM_SDK_KEY'),
    sdkSecret: new TextEncoder().encode(text('ZOOM_SDK_SECRET')),
    development,
    allowedOrigins: parseOriginRules(text('ALLOWED_ORIGINS')) ?? { exact: new Set(), httpsSuffixes: [] },
    serviceUrl: serviceOrigin(text('SERVICE_URL')),
    sdkVersion: text('SDK_VERSION') || undefined,
    agentAuth: readAgentAuth(text, development),
    customerAuth:
      text('CUSTOMER_AUTH') === 'jwt'
        ? {
            mode: 'jwt',
            provider: {
              issuer: text('CUSTOMER_JWT_ISSUER'),
              audience: text('CUSTOMER_JWT_AUDIENCE'),
              keysUrl: text('CUSTOMER_JWKS_URL'),
            },
          }
        : { mode: 'anonymous' },
    admission: text('ADMISSION') === 'customer' ? 'customer' : 'pin',
    anonymousByop: development || text('BYOP') === 'anonymous',
    byopMinLength: Number(text('BYOP_MIN_LENGTH')) || BYOP_MIN_LENGTH_DEFAULT,
    operatorSecret: text('OPERATOR_SECRET') || undefined,
    demoPages: development || text('DEMO_PAGES') === 'on',
    rates: rates === RATES_OFF ? undefined : rates === '' ? DEFAULT_RATES : parseRates(rates),
  };
}

function readAgentAuth(text: (name: VariableName) => string, development: boolean): AgentAuth {
  const claim = parseClaim(text('AGENT_REQUIRED_CLAIM'));
  switch (text('AGENT_AUTH')) {
    case 'secret':
      return { mode: 'secret', secret: text('AGENT_SECRET') };
    case 'jwt': {
      const [issuer, audience] = [text('AGENT_JWT_ISSUER'), text('AGENT_JWT_AUDIENCE')];
      return { mode: 'jwt', provider: { issuer, audience, keysUrl: text('AGENT_JWKS_URL') }, claim };
    }
    case 'access': {
      const issuer = accessOrigin(text('ACCESS_TEAM_DOMAIN'), development) ?? '';
      const provider = { issuer, audience: text('ACCESS_AUD'), keysUrl: `${issuer}/cdn-cgi/access/certs` };
      return { mode: 'access', provider, claim };
    }
    default:
      return { mode: 'none' };
  }
}
