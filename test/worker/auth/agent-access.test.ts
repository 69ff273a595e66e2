import { describe, expect, it } from 'vitest';
import { ask, claimsOf, refusalOf, WORKER } from '../support/minting.js';
import { DEPLOYED, makeKey, TestProvider } from '../support/provider.js';

const CERTS = '/cdn-cgi/access/certs';
const AUD = 'f'.repeat(64);

/** The team's own origin is the issuer, and its keys are at a path of that; one team for each test. */
class Team extends TestProvider {
  override readonly audience = AUD;
  readonly domain = `${crypto.randomUUID()}.cloudflareaccess.com`;
  override readonly issuer = `https://${this.domain}`;
  // The key server of the tests goes by path alone, so that teams share one set.
  override readonly keysUrl = this.issuer + CERTS;
  readonly variables = { ...DEPLOYED, AGENT_AUTH: 'access', ACCESS_TEAM_DOMAIN: this.domain, ACCESS_AUD: AUD };
}

const own = (assertion: string, more: Readonly<Record<string, string>> = {}) => ({
  path: '/agent/token',
  headers: { origin: WORKER, 'sec-fetch-site': 'same-origin', 'cf-access-jwt-assertion': assertion, ...more },
});

describe('behind Cloudflare Access', () => {
  it('the Worker’s own page gets a token for whom Access let in', async () => {
    const [team, key] = [new Team(), await makeKey('k1', 'RS256')];
    await team.publish(key);
    const assertion = await team.sign(key, { sub: '7335d417-61da-459d-899c-0a01c76a2f94', email: 'ann@example.com' });
    const body = { role: 2, userId: 'boss', userName: 'Boss' };
    expect(await claimsOf(await ask(team.variables, body, own(assertion)))).toMatchObject({
      role_type: 2,
      user_id: expect.stringMatching(/^~[\w-]{34}$/),
      user_name: 'ann@example.com',
    });
  });

  it('nobody does without its assertion, or with one for somebody else', async () => {
    const [team, key] = [new Team(), await makeKey('k1', 'RS256')];
    await team.publish(key);
    const refused = [
      '',
      'abc',
      await team.sign(key, { aud: 'e'.repeat(64) }),
      await team.sign(key, { iss: 'https://other.cloudflareaccess.com' }),
      await team.sign(key, { exp: 1 }),
      // A service token: a machine is no agent.
      await team.sign(key, { sub: '', common_name: 'robot' }),
      await team.sign(await makeKey('k1', 'RS256')),
    ];
    for (const assertion of refused) {
      const response = await ask(team.variables, { role: 2 }, own(assertion));
      expect(await refusalOf(response)).toMatchObject([401, [{ property: 'cf-access-jwt-assertion' }]]);
    }
    const bearer = {
      path: '/agent/token',
      headers: { origin: WORKER, authorization: `Bearer ${await team.sign(key)}` },
    };
    expect((await ask(team.variables, { role: 2 }, bearer)).status).toBe(401);
  });

  it('no other site can have one minted with the cookie of an agent who visits it', async () => {
    const [team, key] = [new Team(), await makeKey('k1', 'RS256')];
    await team.publish(key);
    const assertion = await team.sign(key);
    for (const headers of [
      { origin: 'https://shop.example' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `${WORKER}.evil.example` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
    ]) {
      const response = await ask(team.variables, { role: 2 }, own(assertion, headers));
      expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([403, null]);
      expect(response.headers.get('vary')).toContain('Origin');
    }
    const { headers } = own(assertion);
    const { origin: _left, ...withoutOrigin } = headers;
    expect((await ask(team.variables, { role: 2 }, { path: '/agent/token', headers: withoutOrigin })).status).toBe(403);
  });

  it.each(['/', '/token'])(
    '%s, which Access does not guard, has none for agents and stays open for customers',
    async (path) => {
      const [team, key] = [new Team(), await makeKey('k1', 'RS256')];
      await team.publish(key);
      const { headers } = own(await team.sign(key));
      expect(await refusalOf(await ask(team.variables, { role: 2 }, { path, headers }))).toEqual([
        403,
        [{ property: 'role', reason: 'Tokens for agents (role 2) are minted at /agent/token only' }],
      ]);
      expect((await ask(team.variables, { role: 1 }, { path })).status).toBe(200);
    },
  );

  it('a claim can be asked for as well', async () => {
    const [team, key] = [new Team(), await makeKey('k1', 'RS256')];
    await team.publish(key);
    const variables = { ...team.variables, AGENT_REQUIRED_CLAIM: 'groups=support' };
    expect((await ask(variables, { role: 2 }, own(await team.sign(key)))).status).toBe(403);
    expect((await ask(variables, { role: 2 }, own(await team.sign(key, { groups: ['support'] })))).status).toBe(200);
  });
});
