import { env, SELF } from 'cloudflare:test';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CloseCode } from '../../widget/engine/protocol/close-codes.js';
import { SOCKET_INTERVAL_MS } from '../../widget/engine/protocol/limits.js';
import { agentToken, customerToken, ORIGIN } from './support/http.js';
import { joinSession, startSession } from './support/participant.js';

/** FUZZ_SEED=… repeats a run. */
const seed = Number(env.FUZZ_SEED);
const BAD_CODES: ReadonlySet<number> = new Set([
  CloseCode.MALFORMED,
  CloseCode.OVERSIZED,
  CloseCode.OUT_OF_ORDER,
  CloseCode.WRONG_ROLE,
]);

const bytes = fc.uint8Array({ maxLength: 64 });
/** Near misses: a good class letter and small numbers, so that every check behind the first is reached. */
const nearlyFrame = fc
  .tuple(fc.constantFrom(0x53, 0x4f, 0x50, 0x42, 0x51, 0x5a), fc.nat(5), fc.nat(255), fc.nat(255), fc.nat(4), bytes)
  .map(([letter, flags, sender, recipient, sequence, body]) =>
    Uint8Array.from([letter, flags, sender, recipient, 0, 0, 0, sequence, ...body]),
  );
const frame = fc.oneof(bytes, nearlyFrame).map((array) => array.slice().buffer);
const type = fc.constantFrom(
  'leave',
  'snapshot_request',
  'admit',
  'refuse',
  'session_ended',
  'customer_welcome',
  '__proto__',
  '',
);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc.record({ type, agent: fc.jsonValue() }, { requiredKeys: [] }).map((message) => JSON.stringify(message)),
  fc.constantFrom('ping', 'PING', '{"type":"end"', '[]', 'null', '{"__proto__":{"type":"end"}}'),
);
const arrivals = fc.array(fc.oneof(frame, text), { minLength: 1, maxLength: 12 });

/** Each run opens a socket, which nobody may do much more often (SPEC L11). */
const laterOn = () => vi.setSystemTime(Date.now() + SOCKET_INTERVAL_MS);

afterEach(() => {
  vi.useRealTimers();
});

describe(`with seed ${seed}`, () => {
  it('whatever one agent sends costs at most their own socket', { timeout: 60_000 }, async () => {
    const started = await startSession();
    const { agent: witness } = await joinSession(started, 'witness');
    await fc.assert(
      fc.asyncProperty(arrivals, async (sent) => {
        laterOn();
        const { agent } = await joinSession(started, 'hostile');
        for (const data of sent) agent.send(data);
        // Good for a customer only, so that the socket certainly closes now.
        agent.send(Uint8Array.from([0x4f, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]).buffer);
        let arrival = await agent.next();
        while (arrival.kind !== 'close') arrival = await agent.next();
        expect(BAD_CODES.has(arrival.code) || arrival.code === CloseCode.LEFT).toBe(true);

        let told = await started.customer.next();
        while (told.kind !== 'message' || told.message.type !== 'agent_left') {
          if (told.kind === 'close') throw new Error('The customer lost their socket');
          told = await started.customer.next();
        }
        started.customer.sendFrame('still here');
        expect((await witness.nextFrame()).text).toBe('still here');
      }),
      { seed, numRuns: 150 },
    );
  });

  it('whatever a customer sends costs at most their socket, and they may come back', { timeout: 60_000 }, async () => {
    const started = await startSession();
    const { agent } = await joinSession(started, 'witness');
    let customer = started.customer;
    await fc.assert(
      fc.asyncProperty(arrivals, async (sent) => {
        laterOn();
        for (const data of sent) customer.send(data);
        customer.send('the end of this run');
        let arrival = await customer.next();
        while (arrival.kind !== 'close') arrival = await customer.next();
        expect(BAD_CODES.has(arrival.code)).toBe(true);
        customer = await customer.reconnect();
        expect(await customer.nextMessage()).toMatchObject({ type: 'customer_welcome', pinCode: started.pinCode });
        let told = await agent.next();
        while (told.kind !== 'message' || told.message.type !== 'customer_back') {
          if (told.kind === 'close') throw new Error('The agent lost their socket');
          told = await agent.next();
        }
      }),
      { seed, numRuns: 150 },
    );
  });

  it('whatever is sent over HTTP is answered with JSON and never with a 500', { timeout: 60_000 }, async () => {
    const tokens = [await customerToken(), await agentToken('fuzz'), 'forged'];
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json(),
      fc
        .record(
          {
            role: fc.oneof(fc.jsonValue(), fc.constantFrom(1, 2, '1')),
            userId: fc.jsonValue(),
            userName: fc.jsonValue(),
            expirationSeconds: fc.jsonValue(),
            pinCode: fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' })),
          },
          { requiredKeys: [] },
        )
        .map((value) => JSON.stringify(value)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          '/',
          '/token',
          '/sdkapi/zcb/sessions',
          '/sdkapi/zcb/sessions/join',
          '/sdkapi/zcb/sessions/%2e/socket',
        ),
        fc.constantFrom('POST', 'PUT', 'DELETE', 'PATCH'),
        fc.constantFrom('application/json', 'text/plain', 'application/json;charset=x'),
        fc.constantFrom(...tokens),
        body,
        async (path, method, contentType, token, payload) => {
          const response = await SELF.fetch(ORIGIN + path, {
            method,
            headers: { 'content-type': contentType, authorization: `Bearer ${token}` },
            body: typeof payload === 'string' ? payload : payload.slice(),
          });
          expect(response.status === 503 || response.status < 500).toBe(true);
          expect(response.headers.get('content-type')).toBe('application/json');
          await response.json();
        },
      ),
      { seed, numRuns: 400 },
    );
  });
});
