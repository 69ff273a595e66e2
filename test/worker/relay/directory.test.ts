import { env, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PIN_LIFETIME_MS } from '../../../widget/engine/protocol/limits.js';
import { STARTS_PER_ADDRESS } from '../../../worker/relay/directory.js';
import { drawPin, readPin } from '../../../worker/relay/pins.js';
import { agentToken, customerToken, json, requestJoin, requestStart } from '../support/http.js';
import { joinSession, sessionStub, startSession } from '../support/participant.js';

/** A directory of its own for each test. */
let keys = 0;
const freshDirectory = () => env.DIRECTORY.getByName(`key-${++keys}`);

async function allocated(directory: ReturnType<typeof freshDirectory>, sessionId: string): Promise<string> {
  const allocation = await directory.allocate(sessionId);
  if (allocation.state !== 'allocated') throw new Error(`Expected a PIN, was ${allocation.state}`);
  return allocation.pin;
}

const asker = (userId: string, address?: string) => ({ userId, address });

/** Every free PIN but `right`; all of these are wrong. */
const wrongPins = (right: string, count: number) =>
  Array.from({ length: count + 1 }, (_, i) => String(i).padStart(6, '0'))
    .filter((pin) => pin !== right)
    .slice(0, count);

afterEach(() => {
  vi.useRealTimers();
});

describe('a PIN', () => {
  it('is drawn evenly from all of six digits', () => {
    const pins = Array.from({ length: 5000 }, drawPin);
    expect(pins.every((pin) => /^\d{6}$/.test(pin))).toBe(true);
    // 500 of each first digit are expected; 400 or 600 are more than four standard deviations away.
    const counts = new Map<string, number>();
    for (const pin of pins) counts.set(pin.charAt(0), (counts.get(pin.charAt(0)) ?? 0) + 1);
    expect(counts.size).toBe(10);
    for (const count of counts.values()) expect(Math.abs(count - 500)).toBeLessThan(100);
  });

  it.each([
    ['012345', '012345'],
    [' 012 345\n', '012345'],
    ['012-345', '012345'],
    ['ab12', 'AB12'],
    ['12345678901', undefined],
    ['', undefined],
    ['   ', undefined],
    ['12_34', undefined],
    ["1' OR 1=1", undefined],
    ['１２３', undefined],
    [12345, undefined],
    [null, undefined],
    [['123456'], undefined],
  ])('typed as %j is read as %j', (typed, pin) => {
    expect(readPin(typed)).toBe(pin);
  });

  it('leads to its session until it is released', async () => {
    const directory = freshDirectory();
    const pin = await allocated(directory, 'session-1');
    expect(await directory.find(pin, asker('a'))).toEqual({ state: 'found', sessionId: 'session-1' });
    await directory.release(pin, 'another session');
    expect((await directory.find(pin, asker('a'))).state).toBe('found');
    await directory.release(pin, 'session-1');
    expect((await directory.find(pin, asker('a'))).state).toBe('unknown');
  });

  it('belongs to one SDK key', async () => {
    const pin = await allocated(freshDirectory(), 'session-1');
    expect((await freshDirectory().find(pin, asker('a'))).state).toBe('unknown');
  });

  it('is given to one session at a time', async () => {
    const directory = freshDirectory();
    const pins = await Promise.all(Array.from({ length: 300 }, (_, i) => allocated(directory, `session-${i}`)));
    expect(new Set(pins).size).toBe(300);
  });

  it('that nobody renews is free after its lease, and one that is renewed is not', async () => {
    vi.setSystemTime(Date.now());
    const directory = freshDirectory();
    const [dead, alive] = [await allocated(directory, 'dead'), await allocated(directory, 'alive')];
    vi.setSystemTime(Date.now() + PIN_LIFETIME_MS);
    await directory.renew(alive, 'alive');
    vi.setSystemTime(Date.now() + PIN_LIFETIME_MS + 120_000);
    expect((await directory.find(dead, asker('a'))).state).toBe('unknown');
    expect((await directory.find(alive, asker('a'))).state).toBe('found');
    await runDurableObjectAlarm(directory);
    await runInDurableObject(directory, (_object, state) => {
      expect(state.storage.sql.exec('SELECT pin FROM pins').toArray()).toEqual([{ pin: alive }]);
    });
  });

  it('of a living session is renewed by the session', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    const start = Date.now();
    vi.setSystemTime(start + PIN_LIFETIME_MS);
    started.customer.sendFrame('not silent');
    await agent.nextFrame();
    expect(await runDurableObjectAlarm(sessionStub(started.customer))).toBe(true);
    // Later than the first lease lasts.
    vi.setSystemTime(start + 2.5 * PIN_LIFETIME_MS);
    expect((await requestJoin(await agentToken('a-2'), started.pinCode)).status).toBe(200);
  });
});

describe('who types wrong PINs', () => {
  it('may slip ten times, then waits, ever longer, whatever the PIN', async () => {
    vi.setSystemTime(Date.now());
    const directory = freshDirectory();
    const right = await allocated(directory, 'session-1');
    const wrong = wrongPins(right, 20);
    for (const pin of wrong.slice(0, 10)) expect((await directory.find(pin, asker('a'))).state).toBe('unknown');
    expect((await directory.find(right, asker('a'))).state).toBe('found');

    const waits: number[] = [];
    for (const pin of wrong.slice(10)) {
      expect((await directory.find(pin, asker('a'))).state).toBe('unknown');
      const throttled = await directory.find(right, asker('a'));
      expect(throttled).toEqual(await directory.find('999999', asker('a')));
      if (throttled.state !== 'throttled') throw new Error(`Expected to be throttled, was ${throttled.state}`);
      waits.push(throttled.waitMs);
      vi.setSystemTime(Date.now() + throttled.waitMs);
      await directory.renew(right, 'session-1');
    }
    // It stops growing where as many are forgiven in a wait as the next one costs.
    expect(waits).toEqual([2000, 4000, 8000, 16_000, 32_000, 64_000, 128_000, 256_000, 256_000, 256_000]);
    expect((await directory.find(right, asker('a'))).state).toBe('found');
  });

  it('is counted by identity, so that others may go on', async () => {
    const directory = freshDirectory();
    for (const pin of wrongPins('', 11)) await directory.find(pin, asker('a'));
    expect((await directory.find('000000', asker('a'))).state).toBe('throttled');
    expect((await directory.find('000000', asker('b'))).state).toBe('unknown');
  });

  it('is counted by address as well, so that a new identity does not help', async () => {
    const directory = freshDirectory();
    const wrong = wrongPins('', 101);
    for (const [i, pin] of wrong.entries()) await directory.find(pin, asker(`a-${i}`, '192.0.2.1'));
    expect((await directory.find('000000', asker('new', '192.0.2.1'))).state).toBe('throttled');
    expect((await directory.find('000000', asker('new', '192.0.2.2'))).state).toBe('unknown');
  });

  it('is forgotten after a quiet hour, and nothing of it is kept', async () => {
    vi.setSystemTime(Date.now());
    const directory = freshDirectory();
    for (const pin of wrongPins('', 11)) await directory.find(pin, asker('a', '192.0.2.1'));
    vi.setSystemTime(Date.now() + 3_600_000);
    expect((await directory.find('000000', asker('b'))).state).toBe('unknown');
    for (const pin of wrongPins('', 10)) expect((await directory.find(pin, asker('a'))).state).toBe('unknown');
    vi.setSystemTime(Date.now() + 2 * 3_600_000);
    expect(await runDurableObjectAlarm(directory)).toBe(true);
    await runInDurableObject(directory, async (_object, state) => {
      expect(state.storage.sql.exec('SELECT key FROM wrong_pins').toArray()).toEqual([]);
      expect(await state.storage.getAlarm()).toBeNull();
    });
  });

  it('may mistype now and then for days', async () => {
    vi.setSystemTime(Date.now());
    const directory = freshDirectory();
    for (const pin of wrongPins('', 200)) {
      expect((await directory.find(pin, asker('a'))).state).toBe('unknown');
      vi.setSystemTime(Date.now() + 6 * 60_000);
    }
  });

  // What the arithmetic of docs/security.md of a search rests on.
  it.each([
    ['identity', asker('a'), 20],
    ['address with ever new identities', asker('', '192.0.2.1'), 129],
  ])('gets so many tries within the lifetime of a PIN by one %s', { timeout: 30_000 }, async (_by, who, expected) => {
    vi.setSystemTime(Date.now());
    const directory = freshDirectory();
    const end = Date.now() + PIN_LIFETIME_MS;
    let tries = 0;
    while (Date.now() <= end) {
      const identity = who.address === undefined ? who : { ...who, userId: `a-${tries}` };
      const lookup = await directory.find(String(tries).padStart(6, '0'), identity);
      if (lookup.state === 'throttled') vi.setSystemTime(Date.now() + lookup.waitMs);
      else tries += 1;
    }
    expect(tries).toBe(expected);
  });

  it('hears over HTTP how long to wait, and gets the same answer for a right PIN', async () => {
    const { pinCode } = await startSession();
    const token = await agentToken('guesser');
    const told = [];
    for (const pin of wrongPins(pinCode, 11)) {
      const { status, headers } = await requestJoin(token, pin);
      told.push([status, headers.get('cobrowse-tries-left'), headers.get('retry-after')]);
    }
    // The one that costs a wait says so, and that before it.
    expect(told.slice(8)).toEqual([
      [404, '1', null],
      [404, '0', null],
      [404, '0', '2'],
    ]);
    const answers = [];
    for (const pin of [pinCode, 'ZZ']) {
      const response = await requestJoin(token, pin, { 'cf-connecting-ip': '2001:db8::1' });
      answers.push([response.status, response.headers.get('retry-after'), await json(response)]);
    }
    expect(answers[0]).toEqual([429, '2', { code: 9999, errorMsg: 'Too many wrong PINs. Please wait a little.' }]);
    expect(answers[1]).toEqual(answers[0]);
    expect((await requestJoin(await agentToken('another'), pinCode)).status).toBe(200);
  });
});

describe('who starts sessions', () => {
  const { count, periodMs } = STARTS_PER_ADDRESS;

  it('may start so many at once from one address, then waits for the next', async () => {
    vi.setSystemTime(Date.now());
    const directory = freshDirectory();
    const states: string[] = [];
    for (let i = 0; i <= count; i++) states.push((await directory.allocate(`s-${i}`, '192.0.2.1')).state);
    expect(states).toEqual([...Array.from({ length: count }, () => 'allocated'), 'throttled']);
    const refused = await directory.allocate('more', '192.0.2.1');
    expect(refused).toEqual({ state: 'throttled', waitMs: periodMs / count });
    expect((await directory.allocate('other', '192.0.2.2')).state).toBe('allocated');

    vi.setSystemTime(Date.now() + periodMs / count);
    expect((await directory.allocate('next', '192.0.2.1')).state).toBe('allocated');
    expect((await directory.allocate('too soon', '192.0.2.1')).state).toBe('throttled');
  });

  it('takes no PIN while they must wait, and is forgotten afterwards', async () => {
    vi.setSystemTime(Date.now());
    const directory = freshDirectory();
    for (let i = 0; i < count + 10; i++) await directory.allocate(`s-${i}`, '192.0.2.1');
    await runInDurableObject(directory, (_object, state) => {
      expect(state.storage.sql.exec('SELECT COUNT(*) AS pins FROM pins').one()).toEqual({ pins: count });
    });
    vi.setSystemTime(Date.now() + 3 * PIN_LIFETIME_MS);
    await runDurableObjectAlarm(directory);
    await runInDurableObject(directory, async (_object, state) => {
      expect(state.storage.sql.exec('SELECT * FROM starts').toArray()).toEqual([]);
      expect(await state.storage.getAlarm()).toBeNull();
    });
  });

  it('hears over HTTP how long to wait', async () => {
    vi.setSystemTime(Date.now());
    const token = await customerToken();
    const start = () => requestStart(token, { 'cf-connecting-ip': '198.51.100.7' });
    for (let i = 0; i < count; i++) expect((await start()).status).toBe(201);
    const refused = await start();
    expect([refused.status, refused.headers.get('retry-after'), await json(refused)]).toEqual([
      429,
      '1',
      { code: 9999, errorMsg: 'Too many sessions were started. Please wait a little.' },
    ]);
  });
});
