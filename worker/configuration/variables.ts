/**
 * Every variable of the Worker, once: configuration.ts reads and checks by this table, and the README's table is made of it.
 * Data alone, so that scripts on Node can import it as it is.
 */

/** What a variable's text must be; checks.ts has one check for each. */
export type VariableKind =
  | 'text'
  /** Signs or opens something: long and not a development value, outside development. */
  | 'secret'
  | 'choice'
  | 'origins'
  | 'service'
  | 'version'
  /** Compared, never fetched; providers differ in whether it ends in a slash. */
  | 'issuer'
  /** Fetched, so https, but for loopback in development. */
  | 'keys-url'
  | 'team-domain'
  | 'claim'
  | 'pin-length'
  | 'rates'
  /** A whole number within `range`. */
  | 'number';

export interface Variable {
  readonly name: string;
  /** One sentence for the README. */
  readonly meaning: string;
  readonly kind: VariableKind;
  /** Of a choice. */
  readonly values?: readonly string[];
  /** Of a number: the lowest and the highest. */
  readonly range?: readonly [number, number];
  /** What holds without it. */
  readonly default?: string;
  readonly example?: string;
  /** Set with `wrangler secret put`, never printed. */
  readonly secret?: true;
  /** Always, or when another variable has this value, or any if none is named. */
  readonly required?: true | { readonly variable: string; readonly value?: string };
}

/** What every development value begins with, so that none is ever taken outside development. */
export const DEVELOPMENT_PREFIX = 'development-';

/** Characters of a secret outside development: 32 are 160 bits even in base32. */
export const SECRET_MIN_LENGTH = 32;

export const VARIABLES = [
  {
    name: 'ZOOM_SDK_KEY',
    meaning: 'The public half of the pair that signs tokens. It stands in the address of the customer’s script.',
    kind: 'text',
    required: true,
  },
  {
    name: 'ZOOM_SDK_SECRET',
    meaning: 'The secret half. Whoever has it can mint any token. At least 32 characters.',
    kind: 'secret',
    secret: true,
    required: true,
  },
  {
    name: 'ALLOWED_ORIGINS',
    meaning: 'The sites whose pages may use the service, with commas between. `*` alone is refused.',
    kind: 'origins',
    default: 'the Worker’s own origin',
    example: 'https://shop.example,https://*.example.com',
  },
  {
    name: 'SERVICE_URL',
    meaning: 'Another service that pages use; then the Worker only mints its tokens.',
    kind: 'service',
    default: 'this Worker',
    example: 'https://us01-zcb.zoom.us',
  },
  {
    name: 'SDK_VERSION',
    meaning: 'The version of the service’s script.',
    kind: 'version',
    default: 'the service chooses',
    example: '2.13.x',
  },
  {
    name: 'AGENT_AUTH',
    meaning:
      'How agents prove who they are: a token of your OpenID provider, a secret of your own server, or Cloudflare Access. `none` mints in development alone.',
    kind: 'choice',
    values: ['jwt', 'secret', 'access', 'none'],
    default: 'none',
  },
  {
    name: 'AGENT_JWT_ISSUER',
    meaning: 'The `iss` of agents’ tokens, exactly.',
    kind: 'issuer',
    example: 'https://login.example.com/',
    required: { variable: 'AGENT_AUTH', value: 'jwt' },
  },
  {
    name: 'AGENT_JWT_AUDIENCE',
    meaning: 'The `aud` that agents’ tokens must have: the id that your provider gave this application.',
    kind: 'text',
    example: 'cobrowse-desk',
    required: { variable: 'AGENT_AUTH', value: 'jwt' },
  },
  {
    name: 'AGENT_JWKS_URL',
    meaning: 'Where the provider publishes its keys (`jwks_uri` in its `/.well-known/openid-configuration`).',
    kind: 'keys-url',
    example: 'https://login.example.com/.well-known/jwks.json',
    required: { variable: 'AGENT_AUTH', value: 'jwt' },
  },
  {
    name: 'AGENT_REQUIRED_CLAIM',
    meaning:
      'A claim that makes somebody an agent: a text, a list that has it, or a word of `scope`. For `jwt` and `access`.',
    kind: 'claim',
    default: 'everybody whom the provider vouches for',
    example: 'groups=support',
  },
  {
    name: 'AGENT_SECRET',
    meaning: 'The bearer that your own server sends when it asks for an agent’s token. At least 32 characters.',
    kind: 'secret',
    secret: true,
    required: { variable: 'AGENT_AUTH', value: 'secret' },
  },
  {
    name: 'ACCESS_TEAM_DOMAIN',
    meaning: 'Your Cloudflare Access team.',
    kind: 'team-domain',
    example: 'example.cloudflareaccess.com',
    required: { variable: 'AGENT_AUTH', value: 'access' },
  },
  {
    name: 'ACCESS_AUD',
    meaning: 'The audience tag of the Access application in front of `/desk` and `/agent/token`.',
    kind: 'text',
    required: { variable: 'AGENT_AUTH', value: 'access' },
  },
  {
    name: 'CUSTOMER_AUTH',
    meaning: 'Whether customers are anonymous, or sign in at your site and are shown to agents as verified.',
    kind: 'choice',
    values: ['anonymous', 'jwt'],
    default: 'anonymous',
  },
  {
    name: 'CUSTOMER_JWT_ISSUER',
    meaning: 'The `iss` of your site’s tokens, exactly.',
    kind: 'issuer',
    example: 'https://accounts.example.com',
    required: { variable: 'CUSTOMER_AUTH', value: 'jwt' },
  },
  {
    name: 'CUSTOMER_JWT_AUDIENCE',
    meaning: 'The `aud` that they must have.',
    kind: 'text',
    example: 'cobrowse',
    required: { variable: 'CUSTOMER_AUTH', value: 'jwt' },
  },
  {
    name: 'CUSTOMER_JWKS_URL',
    meaning: 'Where your site publishes its keys.',
    kind: 'keys-url',
    example: 'https://accounts.example.com/.well-known/jwks.json',
    required: { variable: 'CUSTOMER_AUTH', value: 'jwt' },
  },
  {
    name: 'ADMISSION',
    meaning: 'With `customer`, the customer sees each agent’s name and lets them in before they see anything.',
    kind: 'choice',
    values: ['pin', 'customer'],
    default: 'pin',
  },
  {
    name: 'BYOP',
    meaning: 'Who may start with a PIN of their own choice: verified customers, or anonymous ones as well.',
    kind: 'choice',
    values: ['verified', 'anonymous'],
    default: 'verified',
  },
  {
    name: 'BYOP_MIN_LENGTH',
    meaning: 'How short such a PIN may be, from 1 to 10. Short ones are found by trying.',
    kind: 'pin-length',
    default: '5',
  },
  {
    name: 'RATE_LIMITS',
    meaning: 'Requests a minute for one identity and for one address, in steps of 60. `off` is for development alone.',
    kind: 'rates',
    default: 'identity=60,address=600',
    example: 'identity=60,address=1200',
  },
  {
    name: 'OPERATOR_SECRET',
    meaning:
      'The bearer with which your own server reads all sessions, ends one, and sees what failed how often. At least 32 characters.',
    kind: 'secret',
    secret: true,
    default: 'nobody may',
  },
  {
    name: 'WEBHOOK_URL',
    meaning: 'Where your server takes the webhooks about sessions.',
    kind: 'keys-url',
    default: 'no webhooks',
    example: 'https://hooks.example.com/cobrowse',
  },
  {
    name: 'WEBHOOK_SECRET',
    meaning: 'Signs the webhooks, so that your server can tell that they are ours. At least 32 characters.',
    kind: 'secret',
    secret: true,
    required: { variable: 'WEBHOOK_URL' },
  },
  {
    name: 'PIN_LIFETIME_SECONDS',
    meaning: 'How long a PIN is good while no agent is in its session, from 60 to 86400; then the session ends.',
    kind: 'number',
    range: [60, 86_400],
    default: '900',
  },
  {
    name: 'RECONNECT_SECONDS',
    meaning: 'How long a customer who vanished may take to come back, from 10 to 3600; then the session ends.',
    kind: 'number',
    range: [10, 3600],
    default: '120',
  },
  {
    name: 'RECONNECT_ATTEMPTS',
    meaning: 'How many attempts they have in that time, from 1 to 20.',
    kind: 'number',
    range: [1, 20],
    default: '2',
  },
  {
    name: 'AGENT_WAIT_SECONDS',
    meaning: 'How long an agent waits for a customer who was not there yet, from 10 to 3600.',
    kind: 'number',
    range: [10, 3600],
    default: '180',
  },
  {
    name: 'SESSION_IDLE_SECONDS',
    meaning: 'A session in which nobody does anything for so long ends, from 60 to 86400.',
    kind: 'number',
    range: [60, 86_400],
    default: '1800',
  },
  {
    name: 'SESSION_LONGEST_SECONDS',
    meaning: 'No session lasts longer, from 60 to 86400.',
    kind: 'number',
    range: [60, 86_400],
    default: '28800',
  },
  {
    name: 'DEMO_PAGES',
    meaning:
      'Whether the demo pages are served, at the origin whose pages `/agent/token` answers. Always in development.',
    kind: 'choice',
    values: ['off', 'on'],
    default: 'off',
  },
  {
    name: 'COBROWSE_DEV',
    meaning: '`1` is set by `npm start` alone, and means something on a loopback host alone. Never set it yourself.',
    kind: 'text',
  },
] as const satisfies readonly Variable[];

export type VariableName = (typeof VARIABLES)[number]['name'];

/** The variables as wrangler hands them over: texts that nobody has checked. */
export type RawVariables = { readonly [name in VariableName]?: string };
