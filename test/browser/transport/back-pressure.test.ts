/** What a client sends and acknowledges, and what waits when the relay does not (SPEC B). The relay is played by the test. */
import { expect, waitUntil } from '@open-wc/testing';
import {
  decodeAgentMessage,
  decodeCustomerMessage,
  NO_PERMISSIONS,
  type AgentMessage,
  type CustomerMessage,
} from '../../../widget/engine/protocol/control.js';
import { decodeFrameHeader, EVERYBODY, FrameClass, HEADER_BYTES, Role } from '../../../widget/engine/protocol/frame.js';
import { ACK_EVERY_BYTES, FLIGHT_MAX_BYTES } from '../../../widget/engine/protocol/limits.js';
import type { InboundMessage } from '../../../widget/engine/transport/inbox.js';
import { Outbox } from '../../../widget/engine/transport/outbox.js';
import { RelaySocket } from '../../../widget/engine/transport/relay-socket.js';
import { Random } from '../../support/random.js';
import { ScriptedRelay } from './scripted-socket.js';

const SOON = { interval: 1 };
const PART = 200_000;

/** Nothing that deflate could make smaller. */
function noise(size: number, seed = 1): Uint8Array<ArrayBuffer> {
  const random = new Random(seed);
  return Uint8Array.from({ length: size }, () => random.below(256));
}

function rethrow(error: unknown): never {
  throw error;
}

describe('an outbox', () => {
  let frames: Uint8Array<ArrayBuffer>[];
  let outbox: Outbox;

  beforeEach(() => {
    frames = [];
    outbox = new Outbox((each) => frames.push(each), rethrow);
  });

  const sentBytes = (): number => frames.reduce((sum, { byteLength }) => sum + byteLength, 0);

  it('B1: has so much in flight, and the rest waits for an acknowledgement', async () => {
    const body = noise(PART);
    for (let i = 0; i < 20; i++) outbox.send(FrameClass.OPERATIONS, EVERYBODY, body);
    const fits = Math.ceil(FLIGHT_MAX_BYTES / (PART + HEADER_BYTES));
    await waitUntil(() => frames.length === fits, 'a full flight', SOON);
    expect(outbox.inFlight).to.equal(sentBytes());
    expect(outbox.waitingBytes).to.equal((20 - fits) * PART);
    outbox.acknowledge(1);
    await waitUntil(() => frames.length === fits + 1, 'one more', SOON);
    outbox.acknowledge(fits + 1);
    expect(outbox.inFlight).to.equal(0);
    await waitUntil(() => frames.length === 2 * fits + 1, 'a flight more', SOON);
    expect(frames.map(({ buffer }) => decodeFrameHeader(buffer)?.sequence)).to.deep.equal(
      Array.from(frames, (_, index) => index + 1),
    );
  });

  it('B1: keeps small messages in order behind one that waits', async () => {
    for (let i = 0; i < 6; i++) outbox.send(FrameClass.OPERATIONS, EVERYBODY, noise(PART));
    await waitUntil(() => frames.length === 6, 'a full flight', SOON);
    outbox.send(FrameClass.POINTER, EVERYBODY, new Uint8Array(3));
    expect(frames).to.have.lengthOf(6);
    outbox.acknowledge(2);
    await waitUntil(() => frames.length === 7, 'the small one', SOON);
    expect(frames[6]?.byteLength).to.equal(HEADER_BYTES + 3);
  });

  it('B4: drops what waits, but not what it began', async () => {
    const body = noise(PART);
    for (let i = 0; i < 20; i++) outbox.send(FrameClass.OPERATIONS, EVERYBODY, body);
    await waitUntil(() => outbox.inFlight >= FLIGHT_MAX_BYTES, 'a full flight', SOON);
    const { length } = frames;
    outbox.drop();
    expect(outbox.waitingBytes).to.equal(PART);
    outbox.send(FrameClass.SNAPSHOT, EVERYBODY, new Uint8Array(5));
    outbox.acknowledge(length);
    await waitUntil(() => frames.length === length + 2, 'the begun one and the snapshot', SOON);
    expect(frames.slice(length).map(({ byteLength }) => byteLength - HEADER_BYTES)).to.deep.equal([PART, 5]);
    expect(outbox.waitingBytes).to.equal(0);
  });

  for (const sequence of [0, 7, 4_000_000_000]) {
    it(`is not confused by an acknowledgement of what it did not send (${sequence})`, () => {
      outbox.send(FrameClass.POINTER, EVERYBODY, new Uint8Array(3));
      outbox.acknowledge(sequence);
      outbox.acknowledge(0);
      expect(outbox.inFlight).to.equal(sequence === 0 ? HEADER_BYTES + 3 : 0);
      outbox.send(FrameClass.POINTER, EVERYBODY, new Uint8Array(3));
      expect(frames).to.have.lengthOf(2);
    });
  }
});

describe('a connection', () => {
  let relay: ScriptedRelay;
  let socket: RelaySocket;
  let heard: InboundMessage[];
  let controls: string[];

  function open(role: Role): void {
    relay = new ScriptedRelay();
    heard = [];
    controls = [];
    const decode: (text: string) => AgentMessage | CustomerMessage | undefined =
      role === Role.CUSTOMER ? decodeCustomerMessage : decodeAgentMessage;
    socket = new RelaySocket({
      url: 'wss://service.example',
      secret: 'secret',
      role,
      decode,
      listener: {
        onControl: ({ type }) => controls.push(type),
        onMessage: (message) => heard.push(message),
        onReconnecting: () => undefined,
        onClosed: () => undefined,
      },
    });
    socket.connect();
  }

  afterEach(() => {
    socket.close();
    relay.restore();
  });

  const welcomeAgent = (): void =>
    relay.socket.says({
      type: 'agent_welcome',
      agent: { number: 1, userId: 'a', userName: 'A' },
      customerName: 'C',
      customerVerified: false,
      customerPresent: true,
      permissions: NO_PERMISSIONS,
      metadata: {},
    });

  it('B1: acknowledges by bytes what comes in, seldom', () => {
    open(Role.AGENT);
    welcomeAgent();
    const header = { class: FrameClass.OPERATIONS, sender: 0 };
    for (let i = 0; i < 9; i++) relay.socket.passesOn(header, new Uint8Array(ACK_EVERY_BYTES / 4));
    const received = relay.socket.sent.map((text) => JSON.parse(String(text)));
    const bytes = 4 * (ACK_EVERY_BYTES / 4 + HEADER_BYTES);
    expect(received).to.deep.equal([
      { type: 'received', bytes },
      { type: 'received', bytes },
    ]);
    expect(heard).to.have.lengthOf(9);
  });

  it('B1: knows how much the relay has not got, apart from the last few bytes', async () => {
    open(Role.CUSTOMER);
    relay.socket.says({ type: 'customer_welcome', pinCode: '123456', agents: [] });
    for (let i = 0; i < 3; i++) socket.send(FrameClass.OPERATIONS, EVERYBODY, noise(PART));
    await waitUntil(() => relay.socket.frames.length === 3, 'the frames', SOON);
    expect(socket.bufferedAmount).to.equal(3 * (PART + HEADER_BYTES) - 2 * ACK_EVERY_BYTES);
    relay.socket.says({ type: 'ack', sequence: 3 });
    expect(socket.bufferedAmount).to.equal(0);
    expect(controls).to.deep.equal(['customer_welcome']);
  });

  it('B5: forgets a message that was cut off when the relay left out the rest', () => {
    open(Role.AGENT);
    welcomeAgent();
    relay.socket.passesPart({ class: FrameClass.OPERATIONS, sender: 0, more: true, sequence: 1 }, new Uint8Array(3));
    relay.socket.says({ type: 'skipped' });
    relay.socket.passesPart({ class: FrameClass.SNAPSHOT, sender: 0, more: false, sequence: 9 }, new Uint8Array(4));
    expect(heard.map(({ body }) => body.byteLength)).to.deep.equal([4]);
    expect(controls).to.deep.equal(['agent_welcome', 'skipped']);
  });

  it('B7: measures the round trip as soon as the relay has spoken', async () => {
    open(Role.AGENT);
    expect(relay.socket.pings).to.equal(0);
    welcomeAgent();
    expect(relay.socket.pings).to.equal(1);
    expect(socket.roundTripMs).to.equal(undefined);
    relay.socket.answersPing();
    expect(socket.roundTripMs).to.be.within(0, 5000);
    welcomeAgent();
    expect(relay.socket.pings).to.equal(1);
  });
});
