import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CloseCode, mayReconnect } from '../../../widget/engine/protocol/close-codes.js';
import {
  decodeAdmission,
  decodeAgentMessage,
  decodeClientMessage,
  decodeCustomerMessage,
} from '../../../widget/engine/protocol/control.js';
import {
  FrameClass,
  HEADER_BYTES,
  decodeFrameHeader,
  encodeFrame,
  frameBody,
  stampSender,
} from '../../../widget/engine/protocol/frame.js';
import { CONTROL_MAX_LENGTH, PIN_PATTERN } from '../../../widget/engine/protocol/limits.js';

const header = fc.record({
  class: fc.constantFrom(...Object.values(FrameClass)),
  deflated: fc.boolean(),
  more: fc.boolean(),
  sender: fc.nat({ max: 255 }),
  recipient: fc.nat({ max: 255 }),
  sequence: fc.nat({ max: 0xffffffff }),
});

describe('F2 frames', () => {
  it('give back header and body as they were', () => {
    fc.assert(
      fc.property(header, fc.uint8Array({ maxLength: 50 }), (value, body) => {
        const frame = encodeFrame(value, body);
        expect(decodeFrameHeader(frame.buffer)).toEqual(value);
        expect([...frameBody(frame.buffer)]).toEqual([...body]);
      }),
    );
  });

  it('F3 let the relay write the sender and nothing else', () => {
    fc.assert(
      fc.property(header, fc.uint8Array({ maxLength: 50 }), fc.nat({ max: 255 }), (value, body, sender) => {
        const frame = encodeFrame(value, body);
        stampSender(frame.buffer, sender);
        expect([...frame]).toEqual([...encodeFrame({ ...value, sender }, body)]);
      }),
    );
  });

  it('are refused when they are short, or of an unknown class or flag', () => {
    const frame = encodeFrame(
      { class: FrameClass.OPERATIONS, deflated: false, more: false, sender: 0, recipient: 0, sequence: 1 },
      new Uint8Array(),
    );
    expect(frame.byteLength).toBe(HEADER_BYTES);
    expect(decodeFrameHeader(frame.buffer.slice(0, HEADER_BYTES - 1))).toBe(undefined);
    const changed = (at: number, byte: number): ArrayBuffer => Object.assign(frame.slice(), { [at]: byte }).buffer;
    expect(decodeFrameHeader(changed(0, 0x21))).toBe(undefined);
    expect(decodeFrameHeader(changed(1, 4))).toBe(undefined);
  });
});

describe('F1 control messages', () => {
  const agent = { number: 3, userId: 'u', userName: 'Ann' };
  it.each([
    { type: 'customer_welcome', pinCode: '012345', agents: [agent] },
    { type: 'agent_joined', agent },
    { type: 'agent_left', agent },
    { type: 'agent_waiting', agent, verified: true },
    { type: 'snapshot_wanted', agent: 3 },
    { type: 'still_there' },
  ])('to a customer are read, and are junk to an agent: $type', (message) => {
    const text = JSON.stringify({ ...message, unknown: 1 });
    expect(decodeCustomerMessage(text)).toEqual(message);
    expect(decodeAgentMessage(text)).toBe(undefined);
  });

  it.each([
    {
      type: 'agent_welcome',
      agent,
      customerName: 'Cy',
      customerVerified: true,
      customerPresent: true,
      permissions: { agentAnnotation: true, customerAnnotation: false, assist: ['scroll_page'] },
      metadata: { ticket: 'T-1' },
    },
    { type: 'permissions', agentAnnotation: false, customerAnnotation: true, assist: [] },
    { type: 'waiting_welcome', agent },
    { type: 'customer_away', remainingMs: 120_000 },
    { type: 'customer_back' },
  ])('to an agent are read, and are junk to a customer: $type', (message) => {
    const text = JSON.stringify({ ...message, unknown: 1 });
    expect(decodeAgentMessage(text)).toEqual(message);
    expect(decodeCustomerMessage(text)).toBe(undefined);
  });

  it('to both are read by both', () => {
    const message = { type: 'session_ended', reason: 'customer_lost' };
    for (const decode of [decodeAgentMessage, decodeCustomerMessage]) {
      expect(decode(JSON.stringify({ ...message, unknown: 1 }))).toEqual(message);
    }
  });

  it.each([
    { type: 'end' },
    { type: 'leave' },
    { type: 'snapshot_request' },
    { type: 'still_here' },
    { type: 'admit', agent: 1, userId: 'u' },
    { type: 'refuse', agent: 255, userId: '' },
    { type: 'permissions', agentAnnotation: true, customerAnnotation: true, assist: ['scroll_page', 'fill_form'] },
  ])('to the relay are read: $type', (message) => {
    expect(decodeClientMessage(JSON.stringify({ ...message, unknown: 1 }))).toEqual(message);
  });

  it.each([
    ['an answer about nobody', '{"type":"admit"}'],
    ['an answer without a user', '{"type":"admit","agent":1}'],
    ['an answer about half an agent', '{"type":"refuse","agent":1.5,"userId":"u"}'],
    ['an answer about too many', '{"type":"refuse","agent":256,"userId":"u"}'],
    ['an answer about a list', '{"type":"admit","agent":[1],"userId":"u"}'],
    ['a user that is a number', '{"type":"admit","agent":1,"userId":1}'],
    ['a word of the prototype', '{"type":"toString"}'],
  ])('W3 to the relay are refused: %s', (_name, text) => {
    expect(decodeClientMessage(text)).toBe(undefined);
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['null', 'null'],
    ['no type', '{}'],
    ['an unknown type', '{"type":"hello"}'],
    ['a PIN that is a number', '{"type":"customer_welcome","pinCode":12,"agents":[]}'],
    ['an agent with the customer’s number', '{"type":"agent_joined","agent":{"number":0,"userId":"u","userName":"n"}}'],
    ['an agent without a name', '{"type":"agent_left","agent":{"number":1,"userId":"u"}}'],
    ['a bad agent among good ones', '{"type":"customer_welcome","pinCode":"1","agents":[null]}'],
    ['an unknown reason', '{"type":"session_ended","reason":"__proto__"}'],
    [
      'a waiting agent of whom nobody says how sure that is',
      `{"type":"agent_waiting","agent":${JSON.stringify(agent)}}`,
    ],
    [
      'a waiting agent without a number',
      '{"type":"agent_waiting","agent":{"userId":"u","userName":"n"},"verified":true}',
    ],
    ['a welcome of nobody', '{"type":"waiting_welcome"}'],
    ['a negative time', '{"type":"customer_away","remainingMs":-1}'],
  ])('are refused: %s', (_name, text) => {
    expect([decodeCustomerMessage(text), decodeAgentMessage(text)]).toEqual([undefined, undefined]);
  });

  it('G1 leave out kinds of assist that they do not know, and repetitions', () => {
    const said = { type: 'permissions', agentAnnotation: false, customerAnnotation: false };
    const assist = ['toString', 'scroll_page', 7, 'scroll_page', null];
    expect(decodeClientMessage(JSON.stringify({ ...said, assist }))).toEqual({ ...said, assist: ['scroll_page'] });
  });

  it.each([
    ['without a list', { agentAnnotation: true, customerAnnotation: true }],
    ['with a word for yes', { agentAnnotation: 'yes', customerAnnotation: true, assist: [] }],
    ['with a word for a list', { agentAnnotation: true, customerAnnotation: true, assist: 'scroll_page' }],
  ])('G1 are refused as permissions %s', (_name, permissions) => {
    expect(decodeClientMessage(JSON.stringify({ type: 'permissions', ...permissions }))).toBe(undefined);
    expect(decodeAgentMessage(JSON.stringify({ type: 'permissions', ...permissions }))).toBe(undefined);
  });

  it('are refused above their length, whatever they say', () => {
    const long = JSON.stringify({ type: 'end', filler: 'x'.repeat(CONTROL_MAX_LENGTH) });
    expect(decodeClientMessage(long)).toBe(undefined);
    expect(decodeClientMessage('{"type":"end"}')).toEqual({ type: 'end' });
  });

  it('never throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        decodeClientMessage(text);
        decodeCustomerMessage(text);
        decodeAgentMessage(text);
      }),
    );
  });

  it('read an admission, or nothing', () => {
    expect(decodeAdmission({ sessionId: 'a', secret: 'b', more: 1 })).toEqual({ sessionId: 'a', secret: 'b' });
    for (const junk of [null, 'x', [], {}, { sessionId: 1, secret: 'b' }])
      expect(decodeAdmission(junk)).toBe(undefined);
  });
});

describe('close codes', () => {
  it('let a client come back after network trouble and silence, and after nothing else of ours', () => {
    expect([1001, 1006, 1012, CloseCode.SILENT].map(mayReconnect)).toEqual([true, true, true, true]);
    const final = Object.values(CloseCode).filter((code) => code !== CloseCode.SILENT);
    expect(final.map(mayReconnect)).toEqual(final.map(() => false));
  });
});

describe('a PIN', () => {
  it('is 1 to 10 letters or digits', () => {
    expect(['0', '012345', 'abcDEF1234'].every((pin) => PIN_PATTERN.test(pin))).toBe(true);
    expect(['', '12 34', '12345678901', '12-34', 'ä', '１２３'].some((pin) => PIN_PATTERN.test(pin))).toBe(false);
  });
});
