import { describe, expect, it } from 'vitest';
import { isSameSecret } from '../../../worker/auth/secret.js';
import { ask, askWith, claimsOf, refusalOf } from '../support/minting.js';
import { DEPLOYED } from '../support/provider.js';

const AGENT_SECRET = 'a-server-s-own-secret/0123456789+abcdef==';
const variables = { ...DEPLOYED, AGENT_AUTH: 'secret', AGENT_SECRET };
const authorization = `Bearer ${AGENT_SECRET}`;

describe('a server with AGENT_SECRET', () => {
  it('vouches for the agent whom it names', async () => {
    const body = { role: 2, userId: 'a-9', userName: 'Ann' };
    expect(await claimsOf(await askWith(AGENT_SECRET, variables, body))).toMatchObject({
      role_type: 2,
      user_id: 'a-9',
      user_name: 'Ann',
    });
    expect(await claimsOf(await askWith(AGENT_SECRET, variables, { role: 2, userId: 'a-9' }))).toMatchObject({
      user_name: 'a-9',
    });
  });

  it('must name one, since wrong PINs are counted by agent', async () => {
    expect(await refusalOf(await askWith(AGENT_SECRET, variables))).toEqual([
      400,
      [{ property: 'userId', reason: 'Property required, but not present in request body' }],
    ]);
  });

  it.each([
    ['without it', ''],
    ['with another scheme', `Basic ${AGENT_SECRET}`],
    ['with nothing behind the scheme', 'Bearer '],
    ['with less of it', `Bearer ${AGENT_SECRET.slice(0, -3)}`],
    ['with more of it', `Bearer x${AGENT_SECRET}`],
    ['in another case', `Bearer ${AGENT_SECRET.toUpperCase()}`],
    ['with the SDK secret', 'Bearer test-secret-of-the-worker-tests-0123456789'],
  ])('is refused %s', async (_name, header) => {
    const body = { role: 2, userId: 'a-9' };
    expect((await ask(variables, body, { headers: { authorization: header } })).status).toBe(401);
  });

  it('is refused when it is a page, which would show the secret to everybody', async () => {
    const headers = { authorization, origin: 'https://shop.example' };
    expect((await ask(variables, { role: 2, userId: 'a-9' }, { headers })).status).toBe(403);
  });

  it('does not find it in the body', async () => {
    const body = { role: 2, userId: 'a-9', secret: AGENT_SECRET, authorization };
    expect((await ask(variables, body)).status).toBe(401);
  });
});

it.each([
  ['secret', 'secret', true],
  ['', '', true],
  ['secret', 'secreT', false],
  ['secret', 'secret ', false],
  ['', 'secret', false],
  ['é', 'e\u0301', false],
])('%j and %j are the same secret: %s', async (given, expected, same) => {
  expect(await isSameSecret(given, expected)).toBe(same);
});
