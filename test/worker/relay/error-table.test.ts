/** The contract's error table (section 7), as far as the service decides: each situation with what it answers, by the real Worker. */
import { env, runInDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { MAX_AGENTS } from '../../../widget/engine/protocol/limits.js';
import { SERVICE_ANSWERS, type ServiceAnswer, type Situation } from '../../fixtures/service-answers.js';
import {
  agentToken,
  byopToken,
  customerToken,
  json,
  oddToken,
  requestJoin,
  requestStart,
  SDK_KEY,
} from '../support/http.js';
import { joinSession, startSession } from '../support/participant.js';

let count = 0;
const somewhere = () => ({ 'cf-connecting-ip': `2001:db8:2:${++count}::1` });

async function answerOf(request: Promise<Response>): Promise<ServiceAnswer> {
  const response = await request;
  const body = await json(response);
  expect(Object.keys(body).sort(), 'as pages get it').toEqual(['code', 'errorMsg']);
  expect(body['errorMsg']).toMatch(/^[A-Z]/);
  return { status: response.status, code: Number(body['code']) };
}

const startWith = async (customPinCode?: string) =>
  requestStart(await byopToken(`c-${++count}`), somewhere(), { ...(customPinCode !== undefined && { customPinCode }) });

const joinWith = async (pinCode: string, userId = `a-${++count}`) =>
  requestJoin(await agentToken(userId), pinCode, somewhere());

/** Leaves no PIN to draw. */
async function takeAllPins(): Promise<() => Promise<void>> {
  const directory = env.DIRECTORY.getByName(SDK_KEY);
  await runInDurableObject(directory, (_object, state) => {
    state.storage.sql.exec(
      `WITH RECURSIVE every (n) AS (VALUES (0) UNION ALL SELECT n + 1 FROM every WHERE n < 999999)
       INSERT OR IGNORE INTO pins SELECT printf('%06d', n), 'taken', ? FROM every`,
      Date.now() + 60_000,
    );
  });
  return () =>
    runInDurableObject(directory, (_object, state) => {
      state.storage.sql.exec("DELETE FROM pins WHERE session_id = 'taken'");
    });
}

const PROVOKE: Readonly<Record<Situation, () => Promise<ServiceAnswer>>> = {
  async noPinIsFree() {
    const giveBack = await takeAllPins();
    const answer = await answerOf(requestStart(await customerToken(), somewhere()));
    await giveBack();
    return answer;
  },
  pinIsUnknown: () => answerOf(joinWith('ZZ')),
  customPinIsNone: () => answerOf(startWith('TICKET 42')),
  pinIsNone: () => answerOf(joinWith('12?4')),
  customPinIsMissing: () => answerOf(startWith()),
  async customPinIsTaken() {
    expect((await startWith('TABLE1010')).status).toBe(201);
    return answerOf(startWith('table1010'));
  },
  async sixthAgent() {
    const started = await startSession();
    for (let i = 0; i < MAX_AGENTS; i++) await joinSession(started, `a-full-${i}`);
    return answerOf(joinWith(started.pinCode));
  },
  async sameUserTwice() {
    const started = await startSession();
    await joinSession(started, 'a-twice');
    return answerOf(joinWith(started.pinCode, 'a-twice'));
  },
  tokenIsRefused: async () => answerOf(requestStart(await oddToken({ exp: 1 }), somewhere())),
  async tooManyTries() {
    for (let tries = 0; tries < 10; tries++) await joinWith('ZZ', 'a-guesser');
    await joinWith('ZZ', 'a-guesser');
    return answerOf(joinWith('ZZ', 'a-guesser'));
  },
  async sessionIsGone() {
    const { customer } = await startSession();
    customer.send('{"type":"end"}');
    expect((await customer.nextMessage()).type).toBe('session_ended');
    return { close: await (await customer.reconnect()).nextClose() };
  },
  async seatIsAnotherBrowsers() {
    const { customer } = await startSession();
    return { close: await (await customer.elsewhere()).nextClose() };
  },
};

describe('the contract’s error table, where the service decides', () => {
  it.each(Object.entries(PROVOKE))('%s', { timeout: 60_000 }, async (situation, provoke) => {
    expect(await provoke()).toEqual(Reflect.get(SERVICE_ANSWERS, situation));
  });
});
