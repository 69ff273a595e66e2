/** SPEC F: what goes into one side's outbox comes out of the other's inbox, in order, and nothing else does. */
import { expect } from '@open-wc/testing';
import { CloseCode } from '../../../widget/engine/protocol/close-codes.js';
import {
  decodeFrameHeader,
  encodeFrame,
  EVERYBODY,
  FrameClass,
  HEADER_BYTES,
  Role,
  stampSender,
  type FrameHeader,
} from '../../../widget/engine/protocol/frame.js';
import {
  ANNOTATION_MAX_BYTES,
  DEFLATE_FROM_BYTES,
  FRAME_MAX_BYTES,
  INFLATED_MAX_BYTES,
  MESSAGE_MAX_BYTES,
} from '../../../widget/engine/protocol/limits.js';
import { deflate } from '../../../widget/engine/transport/deflate.js';
import { Inbox, type InboundMessage } from '../../../widget/engine/transport/inbox.js';
import { Outbox } from '../../../widget/engine/transport/outbox.js';
import { Random } from '../../support/random.js';

type Bytes = Uint8Array<ArrayBuffer>;

const AGENT = 3;

/** Collects what an inbox delivers, and its first fault. */
class Receiver {
  readonly messages: InboundMessage[] = [];
  fault: CloseCode | undefined;
  readonly inbox: Inbox;
  #waiting: { readonly met: () => boolean; readonly resolve: () => void }[] = [];

  constructor(from: Role = Role.CUSTOMER) {
    this.inbox = new Inbox(
      from,
      (message) => {
        this.messages.push(message);
        this.#check();
      },
      ({ code }) => {
        this.fault = code;
        this.#check();
      },
    );
  }

  until(met: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ met, resolve });
      this.#check();
    });
  }

  #check(): void {
    this.#waiting = this.#waiting.filter(({ met, resolve }) => {
      if (!met()) return true;
      resolve();
      return false;
    });
  }
}

function rethrow(error: unknown): never {
  throw error;
}

function bytes(length: number, fill = 0): Bytes {
  return new Uint8Array(length).fill(fill);
}

/** Half of it text that deflates well, half noise that does not. */
function randomBody(random: Random, length: number): Bytes {
  const body = bytes(length);
  const noise = random.chance(0.5);
  for (let i = 0; i < length; i++) body[i] = noise ? random.below(256) : 97 + (i % 7);
  return body;
}

function frame(header: Partial<FrameHeader>, body: Uint8Array = bytes(4)): ArrayBuffer {
  const whole = { class: FrameClass.OPERATIONS, deflated: false, more: false, sender: 0, recipient: 0, sequence: 1 };
  return encodeFrame({ ...whole, ...header }, body).buffer;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && a.every((byte, index) => byte === b[index]);
}

describe('messages through outbox and inbox', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    it(`F6 F7 arrive whole and in order, whatever their sizes (seed ${seed})`, async () => {
      const random = new Random(seed);
      const receiver = new Receiver();
      const outbox: Outbox = new Outbox((each) => {
        receiver.inbox.receive(each.buffer);
        // As the relay: now and then all that came so far.
        const sequence = decodeFrameHeader(each.buffer)?.sequence ?? 0;
        if (random.below(3) === 0) queueMicrotask(() => outbox.acknowledge(sequence));
      }, rethrow);
      const sent = Array.from({ length: 40 }, () => {
        const size = random.pick([0, 1, 40, DEFLATE_FROM_BYTES - 1, DEFLATE_FROM_BYTES, 20_000, 300_000]);
        const frameClass = random.pick([FrameClass.SNAPSHOT, FrameClass.OPERATIONS, FrameClass.ASSET]);
        return { frameClass, body: randomBody(random, size) };
      });
      for (const { frameClass, body } of sent) outbox.send(frameClass, EVERYBODY, body);
      await receiver.until(() => receiver.messages.length === sent.length || receiver.fault !== undefined);
      expect(receiver.fault).to.equal(undefined);
      for (const [index, { frameClass, body }] of sent.entries()) {
        const message = receiver.messages[index];
        expect(message?.class).to.equal(frameClass);
        expect(sameBytes(message?.body ?? bytes(0), body), `body ${index}`).to.equal(true);
      }
    });
  }

  it('go out at once when they are small and nothing waits', () => {
    const frames: Bytes[] = [];
    const outbox = new Outbox((each) => frames.push(each), rethrow);
    outbox.send(FrameClass.POINTER, EVERYBODY, bytes(20));
    expect(frames).to.have.lengthOf(1);
  });

  it('are delivered at once when they are small and nothing waits', () => {
    const receiver = new Receiver();
    receiver.inbox.receive(frame({}));
    expect(receiver.messages).to.have.lengthOf(1);
  });

  it('are cut into frames of the agreed size, numbered from 1', async () => {
    const random = new Random(7);
    const frames: Bytes[] = [];
    const receiver = new Receiver();
    const outbox = new Outbox((each) => {
      frames.push(each);
      receiver.inbox.receive(each.buffer);
    }, rethrow);
    const body = bytes(2.5 * FRAME_MAX_BYTES);
    for (let i = 0; i < body.length; i++) body[i] = random.below(256);
    outbox.send(FrameClass.ASSET, AGENT, body);
    await receiver.until(() => receiver.messages.length === 1);
    const headers = frames.map((each) => decodeFrameHeader(each.buffer));
    expect(frames.every((each) => each.byteLength <= FRAME_MAX_BYTES)).to.equal(true);
    expect(headers.map((header) => header?.sequence)).to.deep.equal([1, 2, 3]);
    expect(headers.map((header) => header?.more)).to.deep.equal([true, true, false]);
    expect(headers.every((header) => header?.recipient === AGENT)).to.equal(true);
    expect(sameBytes(receiver.messages[0]?.body ?? bytes(0), body)).to.equal(true);
  });

  it('that only grow when deflated are sent as they are', async () => {
    const random = new Random(9);
    const body = bytes(DEFLATE_FROM_BYTES * 2);
    for (let i = 0; i < body.length; i++) body[i] = random.below(256);
    const sent = await new Promise<Bytes>((resolve) => {
      new Outbox(resolve, rethrow).send(FrameClass.ASSET, AGENT, body);
    });
    expect(decodeFrameHeader(sent.buffer)?.deflated).to.equal(false);
  });

  it('are not sent once the outbox is closed, though they were being deflated', async () => {
    const frames: Bytes[] = [];
    const outbox = new Outbox((each) => frames.push(each), rethrow);
    outbox.send(FrameClass.OPERATIONS, EVERYBODY, bytes(50_000));
    outbox.close();
    await deflate(bytes(60_000));
    expect(frames).to.deep.equal([]);
  });
});

describe('an inbox', () => {
  async function faultOf(frames: readonly ArrayBuffer[], from: Role = Role.CUSTOMER): Promise<CloseCode | undefined> {
    const receiver = new Receiver(from);
    for (const each of frames) receiver.inbox.receive(each);
    await receiver.until(() => receiver.fault !== undefined);
    return receiver.fault;
  }

  it('refuses what is no frame', async () => {
    expect(await faultOf([new ArrayBuffer(3)])).to.equal(CloseCode.MALFORMED);
    const unknownClass = frame({});
    new Uint8Array(unknownClass)[0] = 'z'.charCodeAt(0);
    expect(await faultOf([unknownClass])).to.equal(CloseCode.MALFORMED);
    const unknownFlag = frame({});
    new Uint8Array(unknownFlag)[1] = 0x80;
    expect(await faultOf([unknownFlag])).to.equal(CloseCode.MALFORMED);
  });

  it('F5 refuses a class that the sender may not send', async () => {
    expect(await faultOf([frame({ class: FrameClass.ASSET_REQUEST })])).to.equal(CloseCode.WRONG_ROLE);
    const operations = frame({});
    stampSender(operations, AGENT);
    expect(await faultOf([operations])).to.equal(CloseCode.WRONG_ROLE);
    expect(await faultOf([operations], Role.AGENT)).to.equal(CloseCode.WRONG_ROLE);
    // In order for a customer, but a customer has no business at another one.
    expect(await faultOf([frame({})], Role.AGENT)).to.equal(CloseCode.WRONG_ROLE);
  });

  it('refuses a number that does not rise', async () => {
    const first = frame({ sequence: 5 });
    expect(await faultOf([first, frame({ sequence: 5 })])).to.equal(CloseCode.OUT_OF_ORDER);
    expect(await faultOf([first, frame({ sequence: 4 })])).to.equal(CloseCode.OUT_OF_ORDER);
    expect(await faultOf([frame({ sequence: 0 })])).to.equal(CloseCode.OUT_OF_ORDER);
  });

  it('F4 takes gaps between messages, since frames for others pass by, but none inside a message', async () => {
    const receiver = new Receiver();
    for (const sequence of [1, 4, 9]) receiver.inbox.receive(frame({ sequence }));
    expect(receiver.messages).to.have.lengthOf(3);
    const torn = [frame({ sequence: 1, more: true }), frame({ sequence: 3 })];
    expect(await faultOf(torn)).to.equal(CloseCode.OUT_OF_ORDER);
  });

  it('takes number 1 as a new socket of the sender and forgets a torn message', () => {
    const receiver = new Receiver();
    receiver.inbox.receive(frame({ sequence: 8, more: true }, bytes(2, 1)));
    receiver.inbox.receive(frame({ sequence: 1 }, bytes(2, 2)));
    expect(receiver.messages.map(({ body }) => [...body])).to.deep.equal([[2, 2]]);
  });

  it('counts a sender anew once it is known to be on a new socket, though its number 1 was for somebody else', () => {
    const receiver = new Receiver();
    receiver.inbox.receive(frame({ sequence: 9 }));
    receiver.inbox.forget(0);
    receiver.inbox.receive(frame({ sequence: 2 }));
    expect(receiver.messages).to.have.lengthOf(2);
    expect(receiver.fault).to.equal(undefined);
  });

  it('counts each agent for itself', () => {
    const receiver = new Receiver(Role.AGENT);
    for (const [sender, sequence] of [
      [1, 1],
      [2, 1],
      [1, 2],
      [2, 2],
    ] as const) {
      const request = frame({ class: FrameClass.ASSET_REQUEST, sequence });
      stampSender(request, sender);
      receiver.inbox.receive(request);
    }
    expect(receiver.messages.map(({ sender }) => sender)).to.deep.equal([1, 2, 1, 2]);
  });

  it('refuses chunks of different classes in one message', async () => {
    const chunks = [frame({ sequence: 1, more: true }), frame({ sequence: 2, class: FrameClass.POINTER })];
    expect(await faultOf(chunks)).to.equal(CloseCode.MALFORMED);
  });

  it('refuses a frame, and a message of many frames, above the agreed size', async () => {
    expect(await faultOf([new ArrayBuffer(FRAME_MAX_BYTES + 1)])).to.equal(CloseCode.OVERSIZED);
    const chunk = bytes(FRAME_MAX_BYTES - HEADER_BYTES);
    const count = Math.floor(MESSAGE_MAX_BYTES / chunk.byteLength) + 1;
    const chunks = Array.from({ length: count }, (_, index) => frame({ sequence: index + 1, more: true }, chunk));
    expect(await faultOf(chunks)).to.equal(CloseCode.OVERSIZED);
  });

  it('stops inflating a deflate bomb at the limit', async () => {
    const bomb = await deflate(bytes(INFLATED_MAX_BYTES + 1));
    expect(bomb.byteLength).to.be.below(FRAME_MAX_BYTES - HEADER_BYTES);
    expect(await faultOf([frame({ deflated: true }, bomb)])).to.equal(CloseCode.OVERSIZED);
  });

  it('refuses what is no deflate stream, and bytes behind one', async () => {
    expect(await faultOf([frame({ deflated: true }, bytes(50, 255))])).to.equal(CloseCode.MALFORMED);
    const whole = await deflate(bytes(5_000, 65));
    const withTail = new Uint8Array([...whole, 1, 2, 3]);
    expect(await faultOf([frame({ deflated: true }, withTail)])).to.equal(CloseCode.MALFORMED);
  });

  it('passes over the tail of a message that began before its socket was open', async () => {
    const receiver = new Receiver();
    receiver.inbox.receive(frame({ sequence: 12, deflated: true }, bytes(50, 255)));
    receiver.inbox.receive(frame({ sequence: 13 }, bytes(1, 7)));
    await receiver.until(() => receiver.messages.length > 0 || receiver.fault !== undefined);
    expect(receiver.fault).to.equal(undefined);
    expect(receiver.messages.map(({ body }) => [...body])).to.deep.equal([[7]]);
  });

  it('delivers nothing after a fault', async () => {
    const receiver = new Receiver();
    receiver.inbox.receive(frame({ sequence: 2 }));
    receiver.inbox.receive(frame({ sequence: 2 }));
    receiver.inbox.receive(frame({ sequence: 3 }));
    expect(receiver.messages).to.have.lengthOf(1);
    expect(receiver.fault).to.equal(CloseCode.OUT_OF_ORDER);
  });

  it('survives random bytes without ever throwing', () => {
    const seed = 20_261_122;
    const random = new Random(seed);
    for (let i = 0; i < 2_000; i++) {
      const receiver = new Receiver(random.pick([Role.CUSTOMER, Role.AGENT]));
      const noise = Uint8Array.from({ length: random.below(40) }, () => random.below(256));
      if (random.chance(0.7) && noise.length > 2) noise.set([random.pick([79, 80, 81, 83, 66]), random.below(4), 0]);
      expect(() => receiver.inbox.receive(noise.buffer), `seed ${seed}, case ${i}`).not.to.throw();
    }
  });
});

describe('I7 what agents draw', () => {
  const drawn = (body: Bytes, header: Partial<FrameHeader> = {}): ArrayBuffer =>
    encodeFrame(
      {
        class: FrameClass.ANNOTATION,
        deflated: false,
        more: false,
        sender: AGENT,
        recipient: EVERYBODY,
        sequence: 1,
        ...header,
      },
      body,
    ).buffer;

  for (const from of [Role.CUSTOMER, Role.AGENT]) {
    it(`reaches the one who hears the ${from}, whole or deflated`, async () => {
      const receiver = new Receiver(from);
      receiver.inbox.receive(drawn(bytes(9, 7)));
      receiver.inbox.receive(drawn(await deflate(bytes(5000, 8)), { deflated: true, sequence: 2 }));
      await receiver.until(() => receiver.messages.length === 2);
      expect(
        receiver.messages.map(({ class: frameClass, sender, body }) => [frameClass, sender, body[0]]),
      ).to.deep.equal([
        [FrameClass.ANNOTATION, AGENT, 7],
        [FrameClass.ANNOTATION, AGENT, 8],
      ]);
    });

    it(`costs the one who hears the ${from} nothing when it is broken, in parts, too long or a bomb`, async () => {
      const receiver = new Receiver(from);
      receiver.inbox.receive(drawn(bytes(9), { deflated: true }));
      receiver.inbox.receive(drawn(bytes(9), { more: true, sequence: 2 }));
      receiver.inbox.receive(drawn(bytes(ANNOTATION_MAX_BYTES + 1), { sequence: 3 }));
      receiver.inbox.receive(drawn(await deflate(bytes(50 * ANNOTATION_MAX_BYTES)), { deflated: true, sequence: 4 }));
      receiver.inbox.receive(drawn(bytes(3, 1), { sequence: 5 }));
      await receiver.until(() => receiver.messages.length > 0 || receiver.fault !== undefined);
      expect(receiver.fault).to.equal(undefined);
      expect(receiver.messages.map(({ body }) => body.byteLength)).to.deep.equal([3]);
    });
  }

  it('may come from another agent with any number, since most of what they send goes elsewhere', async () => {
    const receiver = new Receiver(Role.CUSTOMER);
    for (const sequence of [70, 3, 1, 900]) receiver.inbox.receive(drawn(bytes(1), { sequence }));
    await receiver.until(() => receiver.messages.length === 4);
    expect(receiver.fault).to.equal(undefined);
  });

  it('is all that an agent hears of another', async () => {
    const receiver = new Receiver(Role.CUSTOMER);
    receiver.inbox.receive(drawn(bytes(1), { class: FrameClass.ASSET_REQUEST }));
    await receiver.until(() => receiver.fault !== undefined);
    expect(receiver.fault).to.equal(CloseCode.WRONG_ROLE);
  });
});
