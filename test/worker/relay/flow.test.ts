import { env } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { FrameClass } from '../../../widget/engine/protocol/frame.js';
import {
  ACK_EVERY_BYTES,
  FLIGHT_MAX_BYTES,
  MESSAGE_MAX_BYTES,
  QUEUE_MAX_BYTES,
} from '../../../widget/engine/protocol/limits.js';
import { Flow } from '../../../worker/relay/flow.js';
import { Random } from '../../support/random.js';

const MEBI = 1024 * 1024;
const { OPERATIONS, POINTER, SNAPSHOT } = FrameClass;

class Receiver {
  readonly got: ArrayBuffer[] = [];
  readonly flow = new Flow((frame) => this.got.push(frame));
  #acknowledged = 0;

  /** Acknowledges everything that came. */
  catchUp(): void {
    const bytes = this.got.reduce((sum, { byteLength }) => sum + byteLength, 0);
    this.flow.received(bytes - this.#acknowledged);
    this.#acknowledged = bytes;
  }

  offer(bytes: number, frameClass: FrameClass = OPERATIONS, begins = true) {
    return this.flow.offer(new ArrayBuffer(bytes), frameClass, begins);
  }
}

describe('a flow', () => {
  it('B1: has so much in flight, and sends the rest in order as it is acknowledged', () => {
    const { flow, got } = new Receiver();
    const frames = Array.from({ length: 30 }, () => new ArrayBuffer(MEBI / 8));
    const fates = frames.map((frame) => flow.offer(frame, OPERATIONS, true));
    expect(fates.filter((fate) => fate === 'sent')).toHaveLength(Math.ceil(FLIGHT_MAX_BYTES / (MEBI / 8)));
    for (let i = 0; i < 30; i++) flow.received(MEBI / 8);
    expect(got).toEqual(frames);
    expect(flow.lags).toBe(false);
  });

  it('B2: drops pointers rather than let them wait', () => {
    const receiver = new Receiver();
    receiver.offer(FLIGHT_MAX_BYTES);
    expect(receiver.offer(20, POINTER)).toBe('dropped');
    receiver.catchUp();
    expect(receiver.offer(20, POINTER)).toBe('sent');
  });

  it('B3: keeps no more waiting than agreed, and beyond nothing of it', () => {
    const receiver = new Receiver();
    receiver.offer(FLIGHT_MAX_BYTES);
    for (let i = 0; i < QUEUE_MAX_BYTES / MEBI; i++) expect(receiver.offer(MEBI)).toBe('queued');
    expect(receiver.flow.queuedBytes).toBe(QUEUE_MAX_BYTES);
    expect(receiver.offer(1)).toBe('overflowed');
    expect([receiver.flow.queuedBytes, receiver.flow.state]).toEqual([0, 'behind']);
    expect(receiver.offer(1, SNAPSHOT)).toBe('dropped');
    expect(receiver.flow.caughtUp).toBe(false);
    receiver.catchUp();
    expect(receiver.flow.caughtUp).toBe(true);
    expect(receiver.got).toHaveLength(1);
  });

  it('B3: lets a snapshot wait that is more than all else may be', () => {
    const receiver = new Receiver();
    receiver.offer(FLIGHT_MAX_BYTES);
    for (let i = 0; i < MESSAGE_MAX_BYTES / MEBI; i++) expect(receiver.offer(MEBI, SNAPSHOT, i === 0)).toBe('queued');
    expect(receiver.offer(QUEUE_MAX_BYTES)).toBe('queued');
    expect(receiver.offer(1, SNAPSHOT)).toBe('overflowed');
  });

  it('B5: that expects a snapshot hands nothing on before one begins', () => {
    const receiver = new Receiver();
    receiver.flow.fallBehind();
    receiver.flow.expectSnapshot();
    expect(receiver.offer(5)).toBe('dropped');
    expect(receiver.offer(5, SNAPSHOT, false)).toBe('dropped');
    expect(receiver.offer(6, SNAPSHOT)).toBe('sent');
    expect(receiver.offer(7)).toBe('sent');
    expect(receiver.got.map(({ byteLength }) => byteLength)).toEqual([6, 7]);
  });

  const seed = Number(env.FUZZ_SEED);
  it(`B1, B3: hands on in order and without a gap whatever it did not drop, within its bounds (seed ${seed})`, () => {
    const random = new Random(seed);
    for (let round = 0; round < 8; round++) {
      const receiver = new Receiver();
      const { flow } = receiver;
      const kept: ArrayBuffer[] = [];
      let inFlight = 0;
      let seen = 0;
      for (let step = 0; step < 80; step++) {
        const frame = new ArrayBuffer(random.pick([10, 1000, 60_000, 300_000, MEBI]));
        const frameClass = random.pick([OPERATIONS, POINTER, SNAPSHOT]);
        const fate = flow.offer(frame, frameClass, random.below(2) === 0);
        // All that waited is gone; what was sent is not.
        if (fate === 'overflowed') kept.length = receiver.got.length;
        else if (fate !== 'dropped') kept.push(frame);
        if (random.below(3) === 0 && seen < receiver.got.length) {
          flow.received(receiver.got[seen++]?.byteLength ?? 0);
        }
        if (flow.state === 'behind' && flow.caughtUp) flow.expectSnapshot();
        inFlight = receiver.got.slice(seen).reduce((sum, { byteLength }) => sum + byteLength, 0);
        expect(inFlight).toBeLessThan(FLIGHT_MAX_BYTES + MEBI);
        expect(flow.queuedBytes).toBeLessThanOrEqual(QUEUE_MAX_BYTES + MESSAGE_MAX_BYTES);
        expect(flow.caughtUp).toBe(inFlight < ACK_EVERY_BYTES);
      }
      while (seen < receiver.got.length) flow.received(receiver.got[seen++]?.byteLength ?? 0);
      expect(receiver.got.length).toBe(kept.length);
      expect(receiver.got.every((frame, index) => frame === kept[index])).toBe(true);
    }
  });
});
