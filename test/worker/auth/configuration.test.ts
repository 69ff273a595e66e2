import { env } from 'cloudflare:test';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { configurationOf, findFaults } from '../../../worker/configuration.js';
import { VARIABLES } from '../../../worker/configuration/variables.js';
import type { Env } from '../../../worker/env.js';
import { fetchWith, json } from '../support/http.js';
import { WORKER } from '../support/minting.js';

const good: Env = { ...env, COBROWSE_DEV: '', RATE_LIMITS: '' };
const JWT = {
  AGENT_AUTH: 'jwt',
  AGENT_JWT_ISSUER: 'https://id.example/',
  AGENT_JWT_AUDIENCE: 'desk',
  AGENT_JWKS_URL: 'https://id.example/keys',
};
const CUSTOMER = {
  CUSTOMER_AUTH: 'jwt',
  CUSTOMER_JWT_ISSUER: 'https://shop.example',
  CUSTOMER_JWT_AUDIENCE: 'cobrowse',
  CUSTOMER_JWKS_URL: 'https://shop.example/keys',
};
const ACCESS = { AGENT_AUTH: 'access', ACCESS_TEAM_DOMAIN: 'team.cloudflareaccess.com', ACCESS_AUD: 'f'.repeat(64) };
const SECRET = { AGENT_AUTH: 'secret', AGENT_SECRET: 's'.repeat(32) };
const wrong = (variables: Partial<Env>, development = false) =>
  findFaults({ ...good, ...variables }, development).map(({ property }) => property);

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a deployment', () => {
  it.each([
    ['as little as possible', {}],
    ['an OpenID provider', { ...JWT, AGENT_REQUIRED_CLAIM: 'groups=support' }],
    ['a secret', SECRET],
    ['Access', ACCESS],
    ['Access, named with https', { ...ACCESS, ACCESS_TEAM_DOMAIN: 'https://team.cloudflareaccess.com/' }],
    ['customers who sign in', CUSTOMER],
    [
      'everything else',
      {
        ADMISSION: 'customer',
        BYOP: 'anonymous',
        BYOP_MIN_LENGTH: '10',
        RATE_LIMITS: 'address=1200',
        PIN_LIFETIME_SECONDS: '60',
        RECONNECT_SECONDS: '3600',
        RECONNECT_ATTEMPTS: '20',
        AGENT_WAIT_SECONDS: '10',
        SESSION_IDLE_SECONDS: '86400',
        SESSION_LONGEST_SECONDS: '60',
      },
    ],
  ])('with %s is in order', (_name, variables) => {
    expect(wrong(variables)).toEqual([]);
  });

  it.each([
    ['no key', { ZOOM_SDK_KEY: '' }, ['ZOOM_SDK_KEY']],
    ['a time in words', { RECONNECT_SECONDS: '2m' }, ['RECONNECT_SECONDS']],
    ['half a second more', { SESSION_IDLE_SECONDS: '60.5' }, ['SESSION_IDLE_SECONDS']],
    ['no time at all', { AGENT_WAIT_SECONDS: '0' }, ['AGENT_WAIT_SECONDS']],
    ['a PIN for ever', { PIN_LIFETIME_SECONDS: '86401' }, ['PIN_LIFETIME_SECONDS']],
    ['attempts without end', { RECONNECT_ATTEMPTS: '21' }, ['RECONNECT_ATTEMPTS']],
    ['a negative session', { SESSION_LONGEST_SECONDS: '-60' }, ['SESSION_LONGEST_SECONDS']],
    ['a short secret', { ZOOM_SDK_SECRET: 'x'.repeat(31) }, ['ZOOM_SDK_SECRET']],
    [
      'the values of development',
      { ZOOM_SDK_KEY: 'development-sdk-key', ZOOM_SDK_SECRET: 'development-sdk-secret-that-is-not-secret' },
      ['ZOOM_SDK_KEY', 'ZOOM_SDK_SECRET'],
    ],
    ['every origin', { ALLOWED_ORIGINS: '*' }, ['ALLOWED_ORIGINS']],
    ['every origin among others', { ALLOWED_ORIGINS: 'https://shop.example,*' }, ['ALLOWED_ORIGINS']],
    ["everybody's Workers", { ALLOWED_ORIGINS: 'https://*.workers.dev' }, ['ALLOWED_ORIGINS']],
    ["everybody's pages", { ALLOWED_ORIGINS: 'https://shop.example, https://*.Github.io' }, ['ALLOWED_ORIGINS']],
    ["everybody's pages at a port", { ALLOWED_ORIGINS: 'https://*.pages.dev:8443' }, ['ALLOWED_ORIGINS']],
    ["everybody's buckets", { ALLOWED_ORIGINS: 'https://*.s3.eu-west-1.amazonaws.com' }, ['ALLOWED_ORIGINS']],
    ['every company of a country', { ALLOWED_ORIGINS: 'https://*.co.uk' }, ['ALLOWED_ORIGINS']],
    ['demo pages, perhaps', { DEMO_PAGES: 'yes' }, ['DEMO_PAGES']],
    ['an unknown mode', { AGENT_AUTH: 'basic' }, ['AGENT_AUTH']],
    ['a mode in capitals', { AGENT_AUTH: 'JWT' }, ['AGENT_AUTH']],
    [
      'a provider and nothing else',
      { AGENT_AUTH: 'jwt' },
      ['AGENT_JWT_ISSUER', 'AGENT_JWT_AUDIENCE', 'AGENT_JWKS_URL'],
    ],
    ['an issuer without an audience', { ...JWT, AGENT_JWT_AUDIENCE: '' }, ['AGENT_JWT_AUDIENCE']],
    ['keys over http', { ...JWT, AGENT_JWKS_URL: 'http://id.example/keys' }, ['AGENT_JWKS_URL']],
    ['keys on this machine', { ...JWT, AGENT_JWKS_URL: 'http://localhost:1/keys' }, ['AGENT_JWKS_URL']],
    ['keys with a password', { ...JWT, AGENT_JWKS_URL: 'https://a:b@id.example/keys' }, ['AGENT_JWKS_URL']],
    ['keys in a file', { ...JWT, AGENT_JWKS_URL: 'file:///etc/keys' }, ['AGENT_JWKS_URL']],
    ['a claim without a value', { ...JWT, AGENT_REQUIRED_CLAIM: 'groups' }, ['AGENT_REQUIRED_CLAIM']],
    ['no agent’s secret', { AGENT_AUTH: 'secret' }, ['AGENT_SECRET']],
    ['a short agent’s secret', { ...SECRET, AGENT_SECRET: 'short' }, ['AGENT_SECRET']],
    ['one secret for both', { ...SECRET, AGENT_SECRET: good.ZOOM_SDK_SECRET ?? '' }, ['AGENT_SECRET']],
    ['Access without a team', { ...ACCESS, ACCESS_TEAM_DOMAIN: '' }, ['ACCESS_TEAM_DOMAIN']],
    ['somebody else’s team', { ...ACCESS, ACCESS_TEAM_DOMAIN: 'evil.example' }, ['ACCESS_TEAM_DOMAIN']],
    [
      'a team in a sub-domain',
      { ...ACCESS, ACCESS_TEAM_DOMAIN: 'x.cloudflareaccess.com.evil.example' },
      ['ACCESS_TEAM_DOMAIN'],
    ],
    ['a team on this machine', { ...ACCESS, ACCESS_TEAM_DOMAIN: 'http://localhost:1' }, ['ACCESS_TEAM_DOMAIN']],
    ['Access without an audience', { ...ACCESS, ACCESS_AUD: '' }, ['ACCESS_AUD']],
    ['customers without an audience', { ...CUSTOMER, CUSTOMER_JWT_AUDIENCE: '' }, ['CUSTOMER_JWT_AUDIENCE']],
    [
      'one provider for agents and customers, and no claim that tells them apart',
      {
        ...JWT,
        ...CUSTOMER,
        CUSTOMER_JWT_ISSUER: JWT.AGENT_JWT_ISSUER,
        CUSTOMER_JWT_AUDIENCE: JWT.AGENT_JWT_AUDIENCE,
      },
      ['AGENT_REQUIRED_CLAIM'],
    ],
    ['an unknown admission', { ADMISSION: 'yes' }, ['ADMISSION']],
    ['an unknown BYOP', { BYOP: '1' }, ['BYOP']],
    ['PINs of no length', { BYOP_MIN_LENGTH: '0' }, ['BYOP_MIN_LENGTH']],
    ['PINs that are too long', { BYOP_MIN_LENGTH: '11' }, ['BYOP_MIN_LENGTH']],
    ['no limits', { RATE_LIMITS: 'off' }, ['RATE_LIMITS']],
    ['limits of nothing', { RATE_LIMITS: 'identity=0' }, ['RATE_LIMITS']],
    ['limits given twice', { RATE_LIMITS: 'identity=60,identity=600' }, ['RATE_LIMITS']],
    ['limits of something else', { RATE_LIMITS: 'everybody=60' }, ['RATE_LIMITS']],
  ])('with %s is not', (_name, variables, properties) => {
    expect(wrong(variables)).toEqual(properties);
  });

  it.each([
    'https://*.team.workers.dev',
    'https://preview.pages.dev',
    'https://*.shop.co.uk',
    'https://*.example.com:8443',
    'https://*.co.example.com',
  ])('may name a part of a shared domain that is one’s own (%s)', (origins) => {
    expect(wrong({ ALLOWED_ORIGINS: origins })).toEqual([]);
  });

  it('without its rate limits is not', () => {
    const { TOKEN_LIMITER: _tokens, PIN_LIMITER: _pins, ...rest } = good;
    expect(findFaults(rest, false).map(({ property }) => property)).toEqual(['TOKEN_LIMITER', 'PIN_LIMITER']);
    expect(findFaults(rest, true)).toEqual([]);
  });

  it('may be tried on this machine with a provider on it, short secrets and no limits', () => {
    const local = { AGENT_JWKS_URL: 'http://127.0.0.1:1/keys', ZOOM_SDK_SECRET: 'development-s', RATE_LIMITS: 'off' };
    expect(wrong({ ...JWT, ...local }, true)).toEqual([]);
    expect(wrong({ ...ACCESS, ACCESS_TEAM_DOMAIN: 'http://localhost:1' }, true)).toEqual([]);
  });
});

describe('what is wrong', () => {
  const bad = { ZOOM_SDK_SECRET: 'too-short-but-secret', AGENT_AUTH: 'jwt', AGENT_JWT_ISSUER: 'ftp://secret.example' };

  it.each(['/healthz', '/config', '/desk', '/static/resource/sdk/test-key/js'])(
    'is told at %s by the variables’ names, without a value',
    async (path) => {
      const response = await fetchWith({ ...good, ...bad }, WORKER + path);
      expect(response.status).toBe(503);
      const text = await response.text();
      expect(JSON.parse(text)).toEqual({
        code: 9999,
        errorMsg: 'The service is not configured.',
        errors: [
          { property: 'ZOOM_SDK_SECRET', reason: 'This variable must have at least 32 characters' },
          { property: 'AGENT_JWT_ISSUER', reason: 'This variable must be an https URL, as it stands in the tokens' },
          {
            property: 'AGENT_JWT_AUDIENCE',
            reason: 'This variable of the Worker is not set, and AGENT_AUTH=jwt needs it',
          },
          {
            property: 'AGENT_JWKS_URL',
            reason: 'This variable of the Worker is not set, and AGENT_AUTH=jwt needs it',
          },
        ],
      });
      for (const value of Object.values(bad)) if (value !== 'jwt') expect(text).not.toContain(value);
    },
  );

  it('stops minting for everybody', async () => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"role":1}' };
    const response = await fetchWith({ ...good, ...bad }, `${WORKER}/token`, init);
    expect([response.status, (await json(response))['code']]).toEqual([503, 9999]);
  });

  it('is logged once, however many ask', () => {
    const logged: unknown[] = [];
    vi.spyOn(console, 'error').mockImplementation((...texts: unknown[]) => void logged.push(texts.join(' ')));
    const broken = { ...good, ZOOM_SDK_KEY: '' };
    for (let i = 0; i < 3; i++) expect(() => configurationOf(broken, new URL(WORKER))).toThrow('HTTP 503');
    expect(logged).toEqual(['Configuration: ZOOM_SDK_KEY: This variable of the Worker is not set']);
  });
});

it('development is a variable and a loopback host, never one of them', () => {
  const modeOf = (value: string, url: string) =>
    configurationOf({ ...good, COBROWSE_DEV: value }, new URL(url)).development;
  expect(modeOf('1', 'http://localhost:8787/')).toBe(true);
  expect(modeOf('1', WORKER)).toBe(false);
  expect(modeOf('true', 'http://localhost:8787/')).toBe(false);
  expect(modeOf('', 'http://localhost:8787/')).toBe(false);
});

it('the values of development open nothing where a tunnel leads to it', async () => {
  const variables = { COBROWSE_DEV: '1', ZOOM_SDK_SECRET: 'development-sdk-secret-that-is-not-secret' };
  expect((await fetchWith(variables, 'http://localhost:8787/healthz')).status).toBe(200);
  expect((await fetchWith(variables, 'https://abc.tunnel.example/healthz')).status).toBe(503);
});

it('every variable has one sentence for the README and one name', () => {
  const names = VARIABLES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { meaning } of VARIABLES) expect(meaning).toMatch(/^[A-Z`].+[.]$/);
});
