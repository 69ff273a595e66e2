import { describe, expect, it } from 'vitest';
import { verifyToken } from '../../../worker/auth/tokens.js';
import {
  agentToken,
  customerToken,
  json,
  oddToken,
  PAGE_ORIGIN,
  post,
  requestJoin,
  requestStart,
  SDK_KEY,
  SDK_SECRET,
} from '../support/http.js';
import { startSession } from '../support/participant.js';

const now = () => Math.floor(Date.now() / 1000);
const base64url = (value: unknown) =>
  btoa(JSON.stringify(value)).replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_');

async function codeOf(response: Response): Promise<readonly [number, unknown]> {
  return [response.status, (await json(response))['code']];
}

describe('a start', () => {
  it('H1 answers the id and the secret of a session, and no PIN', async () => {
    const response = await requestStart(await customerToken());
    expect([response.status, response.headers.get('cache-control')]).toEqual([201, 'no-store']);
    expect(response.headers.get('access-control-allow-origin')).toBe(PAGE_ORIGIN);
    const body = await json(response);
    expect(Object.keys(body).sort()).toEqual(['secret', 'sessionId']);
    expect(body['secret']).toMatch(/^[\w-]{43}$/);
  });

  it('of an agent is refused', async () => {
    expect(await codeOf(await requestStart(await agentToken()))).toEqual([403, 124]);
  });
});

describe('a token', () => {
  it.each([
    ['of another key', () => oddToken({ app_key: 'other' })],
    ['signed with another secret', () => oddToken({}, new TextEncoder().encode('another-secret'))],
    ['that expired', () => oddToken({ iat: now() - 9000, exp: now() - 1800 })],
    ['that lives too long', () => oddToken({ exp: now() + 172_801 })],
    ['that lives too short', () => oddToken({ exp: now() + 1799 })],
    ['from the future', () => oddToken({ iat: now() + 600, exp: now() + 7800 })],
    ['with a role that is a text', () => oddToken({ role_type: '1' })],
    ['with a role that does not exist', () => oddToken({ role_type: 3 })],
    ['without a user', () => oddToken({ user_id: undefined })],
    ['with an empty user', () => oddToken({ user_id: '' })],
    ['with a user that is a number', () => oddToken({ user_id: 7 })],
    ['with too long a name', () => oddToken({ user_name: 'x'.repeat(81) })],
    ['without an end', () => oddToken({ exp: undefined })],
    ['without a beginning', () => oddToken({ iat: undefined })],
    [
      'that is unsigned',
      () => Promise.resolve(`${base64url({ alg: 'none', typ: 'JWT' })}.${base64url({ role_type: 1 })}.`),
    ],
    ['that is not one', () => Promise.resolve('abc')],
    ['that is very long', () => Promise.resolve('x'.repeat(10_000))],
    ['that is missing', () => Promise.resolve('')],
  ])('%s opens nothing', async (_name, token) => {
    const value = await token();
    for (const response of [await requestStart(value), await requestJoin(value, '123456')]) {
      expect([response.status, await json(response)]).toEqual([401, { code: 124, errorMsg: 'Invalid token.' }]);
    }
  });

  it.each(['', 'Basic abc', 'Bearer', 'Bearer  '])(
    'is looked for in the header alone ("%s")',
    async (authorization) => {
      const token = await customerToken();
      const response = await post(`/sdkapi/zcb/sessions?access_token=${token}`, { token }, { authorization });
      expect(await codeOf(response)).toEqual([401, 124]);
    },
  );
});

describe('a name in a token', () => {
  it.each([
    ['\u202egnp.exe', 'gnp.exe'],
    ['Ann\u0000\r\nAdmin', 'AnnAdmin'],
    ['\u2066Ann\u2069', 'Ann'],
    ['\u202e\u200b', 'c-odd'],
    ['Zoë 👩‍💻', 'Zoë 👩‍💻'],
  ])('that a page minted as %j is shown as %j', async (userName, shown) => {
    const token = await oddToken({ user_id: 'c-odd', user_name: userName });
    const identity = await verifyToken(token, SDK_KEY, SDK_SECRET);
    expect(identity?.userName).toBe(shown);
  });
});

describe('a join', () => {
  it('of a customer is refused', async () => {
    expect(await codeOf(await requestJoin(await customerToken(), '123456'))).toEqual([403, 124]);
  });

  it('reads a PIN as people paste it', async () => {
    const { pinCode } = await startSession();
    const pasted = ` ${pinCode.slice(0, 3)}-${pinCode.slice(3)} `;
    expect((await requestJoin(await agentToken(), pasted)).status).toBe(200);
  });

  it.each(['', '12345678901', '12.45', 'ä', 123456, null, undefined, {}, ['123456']])(
    'refuses what cannot be a PIN (%j)',
    async (pinCode) => {
      const response = await requestJoin(await agentToken(), pinCode);
      expect(await codeOf(response)).toEqual([400, 1008]);
      expect(response.headers.get('access-control-allow-origin')).toBe(PAGE_ORIGIN);
    },
  );

  it('does not know a PIN that no session has', async () => {
    const response = await requestJoin(await agentToken(), 'NOSUCHPIN');
    expect([response.status, await json(response)]).toEqual([404, { code: 30308, errorMsg: 'Pincode is not found' }]);
  });

  it('never repeats what it was sent', async () => {
    const token = await agentToken();
    for (const pinCode of ['NOSUCHPIN', '!!NOSUCHPIN!!']) {
      const text = await (await requestJoin(token, pinCode)).text();
      expect(text).not.toContain('NOSUCHPIN');
      expect(text).not.toContain(token);
    }
  });
});
