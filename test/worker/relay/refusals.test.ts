import { env, listDurableObjectIds, SELF } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { FrameClass, maySend, Role } from '../../../widget/engine/protocol/frame.js';
import { CONTROL_MAX_LENGTH, FRAME_MAX_BYTES } from '../../../widget/engine/protocol/limits.js';
import { ORIGIN } from '../support/http.js';
import {
  frameOf,
  joinSession,
  openSocket,
  refusalCode,
  startSession,
  type Participant,
} from '../support/participant.js';

const NEXT = { class: FrameClass.OPERATIONS, sequence: 2 };
const CLASSES = Object.values(FrameClass);
const CUSTOMERS = CLASSES.filter((letter) => !maySend(letter, Role.AGENT));

function withByte(frame: ArrayBuffer, at: number, value: number): ArrayBuffer {
  new Uint8Array(frame)[at] = value;
  return frame;
}

/** What a customer may not send after a first good frame, and the code that closes their socket. */
const BAD: readonly (readonly [string, number, () => string | ArrayBuffer])[] = [
  ['no header', 4010, () => new ArrayBuffer(7)],
  ['nothing', 4010, () => new ArrayBuffer(0)],
  ['an unknown class', 4010, () => withByte(frameOf('x', NEXT), 0, 0x5a)],
  ['an unknown flag', 4010, () => withByte(frameOf('x', NEXT), 1, 4)],
  ['a byte too many', 4011, () => frameOf('x'.repeat(FRAME_MAX_BYTES - 7), NEXT)],
  ['a sequence number again', 4012, () => frameOf('x', { ...NEXT, sequence: 1 })],
  ['a sequence number too high', 4012, () => frameOf('x', { ...NEXT, sequence: 3 })],
  ["an agent's class", 4013, () => frameOf('x', { ...NEXT, class: FrameClass.ASSET_REQUEST })],
  ['no JSON', 4010, () => '{'],
  ['an unknown message', 4010, () => '{"type":"dance"}'],
  ['a message of the relay', 4010, () => '{"type":"session_ended","reason":"expired"}'],
  ['a message too long', 4010, () => `{"type":"end","x":"${'x'.repeat(CONTROL_MAX_LENGTH)}"}`],
  ["an agent's message", 4013, () => '{"type":"leave"}'],
  ["another agent's message", 4013, () => '{"type":"snapshot_request"}'],
];

describe('a customer who sends', () => {
  it.each(BAD)('F9 %s loses that socket with code %i, and the session goes on', async (_name, code, bad) => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    started.customer.sendFrame('good');
    started.customer.send(bad());
    expect(await started.customer.nextClose()).toBe(code);
    expect((await agent.nextFrame()).text).toBe('good');
    expect((await agent.nextMessage()).type).toBe('customer_away');

    const back = await started.customer.reconnect();
    expect((await back.nextMessage()).type).toBe('customer_welcome');
    expect((await agent.nextMessage()).type).toBe('customer_back');
    back.sendFrame('again');
    expect((await agent.nextFrame()).text).toBe('again');
  });

  it('a frame of just the largest size is heard', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    const text = 'x'.repeat(FRAME_MAX_BYTES - 8);
    started.customer.sendFrame(text);
    expect((await agent.nextFrame()).text).toHaveLength(text.length);
  });
});

describe('an agent who sends', () => {
  it.each(CUSTOMERS)(
    "F5 a frame of the customer's class %s loses that socket, and nobody sees the frame",
    async (letter) => {
      const started = await startSession();
      const { agent, info } = await joinSession(started, 'a-1');
      const { agent: other } = await joinSession(started, 'a-2');
      agent.sendFrame('forged', { class: letter });
      expect(await agent.nextClose()).toBe(4013);
      expect(await started.customer.nextMessage()).toEqual({ type: 'agent_left', agent: info });
      started.customer.sendFrame('for all');
      expect((await other.nextFrame()).text).toBe('for all');
    },
  );

  it('F4 a frame that skips a number loses that socket', async () => {
    const { agent } = await joinSession(await startSession());
    agent.sendFrame('late', { class: FrameClass.ASSET_REQUEST, sequence: 2 });
    expect(await agent.nextClose()).toBe(4012);
  });

  it('more after the frame that closed the socket is not heard', async () => {
    const started = await startSession();
    const { agent } = await joinSession(started);
    agent.send('nonsense');
    agent.send('{"type":"end"}');
    expect(await agent.nextClose()).toBe(4010);
    expect((await started.customer.nextMessage()).type).toBe('agent_left');
    started.customer.send('ping');
    expect(await started.customer.next()).toEqual({ kind: 'pong' });
  });
});

describe('a socket', () => {
  const withSecret = ({ admission }: Participant) => `secret.${admission.secret}`;

  it.each([
    ['with a wrong secret', () => 'cobrowse.v1, secret.wrong'],
    ['without a secret', () => 'cobrowse.v1'],
    ['with an empty secret', () => 'cobrowse.v1, secret.'],
    ['of another version', (customer: Participant) => `cobrowse.v2, ${withSecret(customer)}`],
    ['without a version', (customer: Participant) => withSecret(customer)],
    ['without sub-protocols', () => ''],
    ['with a very long list', (customer: Participant) => `cobrowse.v1, ${'x'.repeat(600)}, ${withSecret(customer)}`],
  ])('%s is closed with 4002', async (_name, protocols) => {
    const { customer } = await startSession();
    expect(await refusalCode(await openSocket(customer.admission.sessionId, protocols(customer)))).toBe(4002);
  });

  it('H2 is answered with the protocol alone, never with the secret', async () => {
    const { customer } = await startSession();
    const response = await openSocket(customer.admission.sessionId, `${withSecret(customer)}, cobrowse.v1`);
    expect(response.headers.get('sec-websocket-protocol')).toBe('cobrowse.v1');
    const refused = await openSocket(customer.admission.sessionId, `${withSecret(customer)}, cobrowse.v9`);
    expect(refused.headers.get('sec-websocket-protocol')).toBe('cobrowse.v9');
    const bare = await openSocket(customer.admission.sessionId, withSecret(customer));
    expect(bare.headers.get('sec-websocket-protocol')).toBeNull();
  });

  it.each(['x', '0'.repeat(64), 'f'.repeat(64), '../../etc', 'a'.repeat(500), '%00'])(
    'of a session that was made up (%s) is closed with 4002 and creates no object',
    async (sessionId) => {
      const before = (await listDurableObjectIds(env.SESSIONS)).length;
      const response = await openSocket(encodeURIComponent(sessionId), 'cobrowse.v1, secret.x');
      expect(await refusalCode(response)).toBe(4002);
      expect(await listDurableObjectIds(env.SESSIONS)).toHaveLength(before);
    },
  );

  it("does not open with another session's secret", async () => {
    const [one, two] = [await startSession('c-1'), await startSession('c-2')];
    const response = await openSocket(one.customer.admission.sessionId, `cobrowse.v1, ${withSecret(two.customer)}`);
    expect(await refusalCode(response)).toBe(4002);
  });

  it('that is no WebSocket gets JSON', async () => {
    const response = await SELF.fetch(`${ORIGIN}/sdkapi/zcb/sessions/x/socket`);
    expect([response.status, response.headers.get('content-type')]).toEqual([426, 'application/json']);
  });
});
