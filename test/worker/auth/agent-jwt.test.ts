import { afterEach, describe, expect, it, vi } from 'vitest';
import { agentsFrom, makeKey, TestProvider, type Key } from '../support/provider.js';
import { ask, askWith, claimsOf, refusalOf } from '../support/minting.js';
import { SDK_KEY } from '../support/http.js';
import { exportSPKI, importJWK, SignJWT } from 'jose';

const INVALID = [401, [{ property: 'authorization', reason: 'The credential is not valid' }]];
const base64url = (value: unknown) =>
  btoa(JSON.stringify(value)).replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_');
const now = () => Math.floor(Date.now() / 1000);

async function providerWith(...keys: readonly Key[]): Promise<TestProvider> {
  const provider = new TestProvider();
  await provider.publish(...keys);
  return provider;
}

afterEach(() => {
  vi.useRealTimers();
});

describe('an agent with a token of the OpenID provider', () => {
  it.each(['RS256', 'ES256', 'EdDSA'])('gets exactly the claims of the contract (%s)', async (alg) => {
    const key = await makeKey('k1', alg);
    const provider = await providerWith(key);
    const token = await provider.sign(key, { name: 'Ann Agent', email: 'ann@example.com', groups: ['x'] });
    const { iat, exp, ...others } = await claimsOf(
      await askWith(token, agentsFrom(provider), { role: 2, userId: 'boss', userName: 'The Boss' }),
    );
    expect(others).toEqual({ app_key: SDK_KEY, role_type: 2, user_id: 'agent-7', user_name: 'Ann Agent' });
    // The provider's token ends in five minutes, and the contract knows no shorter life than this.
    expect(Number(exp) - Number(iat)).toBe(1800);
  });

  it.each([
    [86_400, 7200, undefined],
    [86_400, 80_000, 80_000],
    [4000, 4000, 172_800],
  ])('gets one that lives no longer than the sign-in, which has %d s left: %d s', async (left, lives, wanted) => {
    const key = await makeKey('k1');
    const provider = await providerWith(key);
    const token = await provider.sign(key, { exp: now() + left });
    const { iat, exp } = await claimsOf(
      await askWith(token, agentsFrom(provider), { role: 2, expirationSeconds: wanted }),
    );
    const life = Number(exp) - Number(iat);
    expect(life).toBeLessThanOrEqual(lives);
    expect(life).toBeGreaterThan(lives - 10);
  });

  it.each(['/', '/token'])('gets it from a page of an allowed site, which may read it (%s)', async (path) => {
    const key = await makeKey('k1');
    const provider = await providerWith(key);
    const headers = { authorization: `Bearer ${await provider.sign(key)}`, origin: 'https://shop.example' };
    const response = await ask(agentsFrom(provider), { role: 2 }, { path, headers });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([
      200,
      'https://shop.example',
    ]);
  });

  it('is refused without one, with how to bring one', async () => {
    const response = await ask(agentsFrom(new TestProvider()), { role: 2 });
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await refusalOf(response)).toEqual([
      401,
      [{ property: 'authorization', reason: 'A credential is required, but not present in the request' }],
    ]);
  });

  it.each([
    ['another issuer', { iss: 'https://evil.example' }],
    ['an issuer with a slash more', { iss: 'https://id.example/' }],
    ['another audience', { aud: 'other' }],
    ['no audience', { aud: undefined }],
    ['audiences without ours', { aud: ['a', 'b'] }],
    ['an end that passed', { exp: now() - 60 }],
    ['no end', { exp: undefined }],
    ['a beginning in the future', { nbf: now() + 120 }],
    ['no subject', { sub: undefined }],
    ['an empty subject', { sub: '' }],
    ['a subject that is a number', { sub: 7 }],
    ['an end that is a text', { exp: 'never' }],
  ])('is refused with %s, and does not learn why', async (_name, claims) => {
    const key = await makeKey('k1');
    const provider = await providerWith(key);
    expect(await refusalOf(await askWith(await provider.sign(key, claims), agentsFrom(provider)))).toEqual(INVALID);
  });

  it('may have a clock that is half a minute ahead, and one audience of several', async () => {
    const key = await makeKey('k1');
    const provider = await providerWith(key);
    const token = await provider.sign(key, { nbf: now() + 20, aud: ['x', provider.audience] });
    expect((await askWith(token, agentsFrom(provider))).status).toBe(200);
  });

  it('is refused if somebody else signed it with a key of the same id', async () => {
    const provider = await providerWith(await makeKey('k1'));
    const token = await provider.sign(await makeKey('k1'));
    expect(await refusalOf(await askWith(token, agentsFrom(provider)))).toEqual(INVALID);
  });

  it('is refused with an algorithm that takes the public key for a secret, or that signs nothing', async () => {
    const key = await makeKey('k1', 'RS256');
    const provider = await providerWith(key);
    const claims = { iss: provider.issuer, aud: provider.audience, sub: 'a', iat: now(), exp: now() + 300 };
    const publicKey = await importJWK(key.publicJwk, 'RS256', { extractable: true });
    if (publicKey instanceof Uint8Array) throw new Error('Expected a public key');
    const asSecret = [await exportSPKI(publicKey), String(key.publicJwk.n), JSON.stringify(key.publicJwk)];
    const forged = await Promise.all(
      asSecret.map((text) =>
        new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(new TextEncoder().encode(text)),
      ),
    );
    for (const alg of ['none', 'None', 'NONE', '']) {
      forged.push(`${base64url({ alg, kid: 'k1' })}.${base64url(claims)}.`);
    }
    const good = await provider.sign(key);
    forged.push(
      `${good.slice(0, good.lastIndexOf('.'))}.`,
      good.replace(/^[^.]+/, base64url({ alg: 'HS256', kid: 'k1' })),
    );
    for (const token of forged) {
      expect(await refusalOf(await askWith(token, agentsFrom(provider)))).toEqual(INVALID);
    }
  });

  it('is refused with an algorithm that is sound but not among ours', async () => {
    const key = await makeKey('k1', 'RS512');
    const provider = await providerWith(key);
    expect(await refusalOf(await askWith(await provider.sign(key), agentsFrom(provider)))).toEqual(INVALID);
  });

  it('is refused with a key that the token brings itself', async () => {
    const [key, own] = [await makeKey('k1'), await makeKey('own')];
    const provider = await providerWith(key);
    const claims = { iss: provider.issuer, aud: provider.audience, sub: 'a', iat: now(), exp: now() + 300 };
    for (const header of [
      { jwk: own.publicJwk },
      { jku: 'https://evil.example/keys' },
      { x5u: 'https://evil.example/' },
    ]) {
      const token = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', ...header }).sign(own.privateKey);
      expect(await refusalOf(await askWith(token, agentsFrom(provider)))).toEqual(INVALID);
    }
  });

  it.each(['abc', 'a.b.c', '..', 'x'.repeat(20_000), 'ey.ey.ey'])('is refused with what is no token', async (token) => {
    const provider = await providerWith(await makeKey('k1'));
    expect(await refusalOf(await askWith(token, agentsFrom(provider)))).toEqual(INVALID);
  });

  it('gets no token of ours for a token of ours', async () => {
    const key = await makeKey('k1');
    const provider = await providerWith(key);
    const minted = String(
      (await (await askWith(await provider.sign(key), agentsFrom(provider))).json<{ token: unknown }>()).token,
    );
    expect(await refusalOf(await askWith(minted, agentsFrom(provider)))).toEqual(INVALID);
  });
});

describe('the provider’s keys', () => {
  it('are fetched once for many tokens, and again when they are old', async () => {
    vi.setSystemTime(Date.now());
    const key = await makeKey('k1');
    const provider = await providerWith(key);
    for (let i = 0; i < 5; i++)
      expect((await askWith(await provider.sign(key), agentsFrom(provider))).status).toBe(200);
    expect(await provider.reads()).toBe(1);
    vi.setSystemTime(Date.now() + 10 * 60_000);
    expect((await askWith(await provider.sign(key), agentsFrom(provider))).status).toBe(200);
    expect(await provider.reads()).toBe(2);
  });

  it('may be rotated in the middle: the new one is good at once, the old one until it is gone', async () => {
    vi.setSystemTime(Date.now());
    const [old, next] = [await makeKey('old'), await makeKey('next', 'RS256')];
    const provider = await providerWith(old);
    const status = async (key: Key) => (await askWith(await provider.sign(key), agentsFrom(provider))).status;
    expect(await status(old)).toBe(200);
    await provider.publish(old, next);
    vi.setSystemTime(Date.now() + 31_000);
    expect([await status(next), await status(old)]).toEqual([200, 200]);
    await provider.publish(next);
    vi.setSystemTime(Date.now() + 10 * 60_000);
    expect([await status(next), await status(old)]).toEqual([200, 401]);
  });

  it('are not fetched for each made-up key id', async () => {
    vi.setSystemTime(Date.now());
    const key = await makeKey('k1');
    const provider = await providerWith(key);
    expect((await askWith(await provider.sign(key), agentsFrom(provider))).status).toBe(200);
    for (let i = 0; i < 20; i++) {
      const token = await provider.sign({ ...key, kid: `made-up-${i}` });
      expect((await askWith(token, agentsFrom(provider))).status).toBe(401);
    }
    expect(await provider.reads()).toBe(1);
  });

  it.each([
    ['cannot be found', '', 404],
    ['are an error', 'oops', 500],
    ['are elsewhere', '', 302],
    ['are no JSON', '<!doctype html>', 200],
    ['are no keys', '{"keys":7}', 200],
  ])('that %s make agents wait, and are tried again', async (_name, body, status) => {
    const key = await makeKey('k1');
    const provider = new TestProvider();
    await provider.publishText(body, status);
    const refused = await askWith(await provider.sign(key), agentsFrom(provider));
    expect(refused.headers.get('retry-after')).toBe('10');
    expect(await refusalOf(refused)).toEqual([
      503,
      [{ property: 'authorization', reason: 'The keys of the identity provider cannot be read now' }],
    ]);
    await provider.publish(key);
    expect((await askWith(await provider.sign(key), agentsFrom(provider))).status).toBe(200);
  });
});

describe('AGENT_REQUIRED_CLAIM', () => {
  const ROLES = 'https://example.com/roles';

  it.each([
    ['a text', 'groups=support', { groups: 'support' }],
    ['one of a list', 'groups=support', { groups: ['sales', 'support'] }],
    ['a word of a text', 'scope=desk:join', { scope: 'openid desk:join email' }],
    ['a claim that is named by a URL', `${ROLES}=agent`, { [ROLES]: ['agent'] }],
    ['a value with an equals sign', 'dn=cn=agents', { dn: 'cn=agents' }],
    ['a value of two words', 'team=second line', { team: 'second line' }],
  ])('may be %s', async (_name, claim, claims) => {
    const key = await makeKey('k1');
    const provider = await providerWith(key);
    const variables = { ...agentsFrom(provider), AGENT_REQUIRED_CLAIM: claim };
    expect((await askWith(await provider.sign(key, claims), variables)).status).toBe(200);
  });

  it.each([
    ['is not there', {}],
    ['is another', { groups: 'sales' }],
    ['only contains it', { groups: 'support-readonly' }],
    ['differs in case', { groups: 'Support' }],
    ['has it as a word of a text', { groups: 'customer support' }],
    ['is a list without it', { groups: ['sales', 'support2'] }],
    ['is a list in a list', { groups: [['support']] }],
    ['is an object', { groups: { support: true } }],
    ['is true', { groups: true }],
  ])('keeps out whoever’s %s', async (_name, claims) => {
    const key = await makeKey('k1');
    const provider = await providerWith(key);
    const variables = { ...agentsFrom(provider), AGENT_REQUIRED_CLAIM: 'groups=support' };
    expect(await refusalOf(await askWith(await provider.sign(key, claims), variables))).toEqual([
      403,
      [{ property: 'role', reason: 'This identity is not an agent’s' }],
    ]);
  });
});
