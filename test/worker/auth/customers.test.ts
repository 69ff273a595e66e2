import { describe, expect, it } from 'vitest';
import { isVerifiedCustomer } from '../../../worker/auth/verified.js';
import { ask, askWith, claimsOf, refusalOf } from '../support/minting.js';
import { DEPLOYED, makeKey, TestProvider } from '../support/provider.js';

const signedIn = ({ issuer, audience, keysUrl }: TestProvider) => ({
  ...DEPLOYED,
  CUSTOMER_AUTH: 'jwt',
  CUSTOMER_JWT_ISSUER: issuer,
  CUSTOMER_JWT_AUDIENCE: audience,
  CUSTOMER_JWKS_URL: keysUrl,
});

describe('an anonymous customer', () => {
  it('keeps the id and the name that the page gives, as the sample does', async () => {
    const claims = await claimsOf(await ask(DEPLOYED, { role: 1, userId: 'c-1', userName: 'Carla (verified)' }));
    expect(claims).toMatchObject({ role_type: 1, user_id: 'c-1', user_name: 'Carla (verified)' });
    expect(isVerifiedCustomer(String(claims['user_id']))).toBe(false);
  });

  it('has a name that neither turns nor breaks the text around it', async () => {
    const claims = await claimsOf(await ask(DEPLOYED, { role: 1, userId: 'c-1', userName: '\u202eCarla\u0007\n' }));
    expect(claims).toMatchObject({ user_id: 'c-1', user_name: 'Carla' });
    const nameless = await claimsOf(await ask(DEPLOYED, { role: 1, userId: 'c-1', userName: '\u200f\u0007' }));
    expect(nameless['user_name']).toBe('c-1');
  });

  it.each([
    'verified:c-1',
    'verified:',
    'VERIFIED:c-1',
    ' verified:c-1',
    'ｖｅｒｉｆｉｅｄ:c-1',
    'verified：c-1',
    '\u200bverified:c-1',
    'veri\u00adfied:c-1',
    '✓ verified:c-1',
  ])('cannot pose as a verified one with the id %j', async (userId) => {
    expect(await refusalOf(await ask(DEPLOYED, { role: 1, userId }))).toEqual([
      400,
      [{ property: 'userId', reason: 'Value is reserved for verified customers' }],
    ]);
  });

  it('gains nothing by a bearer that nobody asked for', async () => {
    const claims = await claimsOf(await askWith('verified:abc', DEPLOYED, { role: 1, userId: 'c-1' }));
    expect(claims['user_id']).toBe('c-1');
  });
});

describe('a customer who signed in at the site', () => {
  it('is who the site says, whatever the body says, and can be told from an anonymous one', async () => {
    const [site, key] = [new TestProvider(), await makeKey('k1')];
    await site.publish(key);
    const token = await site.sign(key, { sub: 'customer-42', name: 'Carla' });
    const {
      iat: _iat,
      exp: _exp,
      ...claims
    } = await claimsOf(await askWith(token, signedIn(site), { role: 1, userId: 'other', userName: 'Other' }));
    expect(claims).toEqual({
      app_key: 'test-key',
      role_type: 1,
      user_id: 'verified:customer-42',
      user_name: 'Carla',
    });
    expect(isVerifiedCustomer(String(claims['user_id']))).toBe(true);
  });

  it('has an id of at most 35 characters, the same each time and another than everybody else’s', async () => {
    const [site, key] = [new TestProvider(), await makeKey('k1')];
    await site.publish(key);
    const idOf = async (sub: string) =>
      (await claimsOf(await askWith(await site.sign(key, { sub }), signedIn(site), { role: 1 })))['user_id'];
    const long = 'customer-'.repeat(9);
    expect(await idOf(long)).toMatch(/^verified:~[\w-]{25}$/);
    expect(await idOf(long)).toBe(await idOf(long));
    expect(await idOf(`${long}2`)).not.toBe(await idOf(long));
  });

  it('is refused without the site’s token, or with one for another purpose', async () => {
    const [site, key] = [new TestProvider(), await makeKey('k1')];
    await site.publish(key);
    expect((await ask(signedIn(site), { role: 1 })).status).toBe(401);
    expect((await askWith('abc', signedIn(site), { role: 1 })).status).toBe(401);
    const other = await site.sign(key, { aud: 'newsletter' });
    expect((await askWith(other, signedIn(site), { role: 1 })).status).toBe(401);
  });

  it('is no agent', async () => {
    const [site, key] = [new TestProvider(), await makeKey('k1')];
    await site.publish(key);
    const agents = new TestProvider();
    await agents.publish(await makeKey('k1'));
    const variables = {
      ...signedIn(site),
      AGENT_AUTH: 'jwt',
      AGENT_JWT_ISSUER: agents.issuer,
      AGENT_JWT_AUDIENCE: agents.audience,
      AGENT_JWKS_URL: agents.keysUrl,
    };
    expect((await askWith(await site.sign(key), variables, { role: 2 })).status).toBe(401);
  });
});

describe('a PIN of one’s own', () => {
  const REFUSED = [403, [{ property: 'byop', reason: 'A custom PIN is for verified users only' }]];

  it.each([true, 1, '1', 'true'])('is asked for with %j and allowed by a number in the token', async (byop) => {
    const claims = await claimsOf(await ask({ ...DEPLOYED, BYOP: 'anonymous' }, { role: 1, byop }));
    expect(claims['enable_byop']).toBe(1);
  });

  it.each([false, 0, '0', 'false', null, undefined])('is not asked for with %j', async (byop) => {
    expect(await claimsOf(await ask(DEPLOYED, { role: 1, byop }))).not.toHaveProperty('enable_byop');
  });

  it.each([
    [2, '2'],
    ['yes', 'yes'],
    [[], '[object Object]'],
    ['<script>'.repeat(20), `${'<script>'.repeat(5)}…`],
  ])('cannot be asked for with %j', async (byop, told) => {
    expect(await refusalOf(await ask(DEPLOYED, { role: 1, byop }))).toEqual([
      400,
      [{ property: 'byop', reason: `Value ${told} not allowed, must be of type boolean` }],
    ]);
  });

  it('is not for anonymous customers, who would search with it, but for verified ones', async () => {
    expect(await refusalOf(await ask(DEPLOYED, { role: 1, byop: true }))).toEqual(REFUSED);
    const [site, key] = [new TestProvider(), await makeKey('k1')];
    await site.publish(key);
    const claims = await claimsOf(await askWith(await site.sign(key), signedIn(site), { role: 1, byop: true }));
    expect(claims['enable_byop']).toBe(1);
  });
});
