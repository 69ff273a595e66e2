import { env } from 'cloudflare:test';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  admission,
  agentToken,
  byopToken,
  customerToken,
  fetchWith,
  json,
  ORIGIN,
  post,
  requestJoin,
  requestStart,
} from '../support/http.js';
import { Participant } from '../support/participant.js';

let pins = 0;
/** One that no other test has. */
const freshPin = () => `TICKET${String(++pins).padStart(3, '0')}`;

/** Each start comes from somewhere else, unless a test says. */
let places = 0;
const somewhere = () => ({ 'cf-connecting-ip': `2001:db8:0:${++places}::1` });

async function start(customPinCode: unknown, token?: string, headers: HeadersInit = somewhere()): Promise<Response> {
  return requestStart(token ?? (await byopToken(`c-${++places}`)), headers, { customPinCode });
}

async function codeOf(response: Response): Promise<readonly [number, unknown]> {
  return [response.status, (await json(response))['code']];
}

afterEach(() => {
  vi.useRealTimers();
});

describe('a start with a PIN of the customer’s own', () => {
  it('J1 has that PIN, upper-cased, and agents join by it in any case', async () => {
    const pin = freshPin();
    const customer = await Participant.connect(await admission(await start(pin.toLowerCase())));
    expect(await customer.nextMessage()).toMatchObject({ type: 'customer_welcome', pinCode: pin });
    const token = await agentToken(`a-${pin}`);
    expect((await requestJoin(token, pin.toLowerCase())).status).toBe(200);
  });

  it('J1 gives it back at the end', async () => {
    const pin = freshPin();
    const customer = await Participant.connect(await admission(await start(pin)));
    expect((await customer.nextMessage()).type).toBe('customer_welcome');
    customer.send('{"type":"end"}');
    expect((await customer.nextMessage()).type).toBe('session_ended');
    expect(await customer.nextClose()).toBe(4000);
    await vi.waitFor(async () => expect((await start(pin)).status).toBe(201));
  });

  it.each([
    ['', 'empty'],
    ['12345678901', 'too long'],
    ['TICKET-42', 'with a dash'],
    ['TICKET 42', 'with a space'],
    [' TICKET42', 'with a space before it'],
    ['ТICKET42', 'with a letter that only looks like one'],
    ['１２３４５６', 'with wide digits'],
    ['TICKET42\n', 'with an end of line'],
    [123456, 'that is a number'],
    [true, 'that is a flag'],
    [['TICKET42'], 'that is a list'],
    [{ toString: 'x' }, 'that is an object'],
  ])('J1 is refused with 1008 for %j, a PIN %s', async (pin, _what) => {
    const response = await start(pin);
    expect([response.status, await json(response)]).toEqual([
      400,
      { code: 1008, errorMsg: 'A custom PIN has 1 to 10 letters or digits.' },
    ]);
  });

  it('J1 may be short only where the operator says so', async () => {
    const refused = await start('AB12');
    expect([refused.status, await json(refused)]).toEqual([
      400,
      { code: 1008, errorMsg: 'A custom PIN has at least 5 characters here; BYOP_MIN_LENGTH says so.' },
    ]);
    const token = await byopToken();
    const answer = await fetchWith({ BYOP_MIN_LENGTH: '4', RATE_LIMITS: 'off' }, `${ORIGIN}/sdkapi/zcb/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: '{"customPinCode":"AB12"}',
    });
    expect(answer.status).toBe(201);
  });

  it('J1 needs the PIN if the token is for one', async () => {
    for (const pin of [undefined, null]) expect(await codeOf(await start(pin))).toEqual([400, 1009]);
  });

  it('J1 needs a token that is for one', async () => {
    const pin = freshPin();
    expect(await codeOf(await start(pin, await customerToken()))).toEqual([403, 124]);
    expect((await start(pin)).status).toBe(201);
  });

  it('J1 is refused with 1010 while another session has the PIN, in whatever case', async () => {
    const pin = freshPin();
    expect((await start(pin)).status).toBe(201);
    expect(await codeOf(await start(pin.toLowerCase()))).toEqual([409, 1010]);
  });

  it('J1 never hears its PIN or its token back', async () => {
    const token = await byopToken('c-echo');
    const pin = freshPin();
    await start(pin);
    for (const sent of [pin, `${pin}--`, 'QX']) {
      const text = await (await start(sent, token)).text();
      expect(text).not.toContain(sent);
      expect(text).not.toContain(token);
    }
  });

  it.each(['{"customPinCode":', '[]', 'null', ''])('is refused with a body that is no object (%j)', async (body) => {
    const response = await post('/sdkapi/zcb/sessions', body, { authorization: `Bearer ${await byopToken()}` });
    expect(response.status).toBe(400);
  });
});

describe('who searches by starting with PINs', () => {
  it('J2 is counted for free PINs and for taken ones alike, and then hears the same for both', async () => {
    vi.setSystemTime(Date.now());
    const taken = freshPin();
    expect((await start(taken)).status).toBe(201);
    const token = await byopToken('searcher');
    for (let i = 0; i < 5; i++) {
      expect(await codeOf(await start(taken, token))).toEqual([409, 1010]);
      expect((await start(freshPin(), token)).status).toBe(201);
    }
    // The eleventh is the first that costs a wait.
    expect((await start(freshPin(), token)).status).toBe(201);
    const answers = [await start(taken, token), await start(freshPin(), token)];
    for (const answer of answers) {
      expect([answer.status, answer.headers.get('retry-after'), await json(answer)]).toEqual([
        429,
        '2',
        { code: 9999, errorMsg: 'Too many sessions were started. Please wait a little.' },
      ]);
    }
  });

  it('J2 is counted by address, whoever they say they are', async () => {
    vi.setSystemTime(Date.now());
    const directory = env.DIRECTORY.getByName('custom-pins-by-address');
    const asked = (i: number) =>
      directory.allocateCustom('TAKEN', `s-${i}`, { userId: `c-${i}`, address: '192.0.2.1' });
    expect(await asked(0)).toEqual({ state: 'allocated' });
    // No faster than sessions may be started, and in that time two tries are forgiven.
    for (let i = 1; i <= 102; i++) {
      vi.setSystemTime(Date.now() + 1000);
      expect((await asked(i)).state).toBe('taken');
    }
    expect(await asked(103)).toMatchObject({ state: 'throttled' });
    const elsewhere = { userId: 'c-101', address: '192.0.2.2' };
    expect(await directory.allocateCustom('TAKEN', 's', elsewhere)).toEqual({ state: 'taken' });
    // Agents behind the same address have their own.
    expect((await directory.find('TAKEN', { userId: 'a-1', address: '192.0.2.1' })).state).toBe('found');
  });

  it('J2 cannot take the place of a drawn PIN that a session has', async () => {
    const directory = env.DIRECTORY.getByName('custom-pins-and-drawn');
    const drawn = await directory.allocate('s-1');
    if (drawn.state !== 'allocated') throw new Error(drawn.state);
    const asker = { userId: 'c-2', address: undefined };
    expect(await directory.allocateCustom(drawn.pin, 's-2', asker)).toEqual({ state: 'taken' });
    expect(await directory.find(drawn.pin, asker)).toEqual({ state: 'found', sessionId: 's-1' });
  });
});
