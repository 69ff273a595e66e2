/**
 * Hands frames on as fast as each receiver takes them (SPEC B): a flow a participant, and who has to hear that one is slow. A
 * feature of the session; it looks at headers alone.
 */
import { CUSTOMER_NUMBER, type FrameHeader } from '../../widget/engine/protocol/frame.js';
import { ACK_EVERY_BYTES } from '../../widget/engine/protocol/limits.js';
import { Flow } from './flow.js';
import type { SessionContext, SessionFeature } from './session-context.js';
import type { Participant } from './session-store.js';
import type { Sockets } from './sockets.js';

export class Delivery implements SessionFeature {
  readonly #sockets: Sockets;
  readonly #flows = new Map<number, Flow>();
  /** Bytes of each sender's frames that were not acknowledged yet. */
  readonly #arrived = new Map<number, number>();
  /** Whose newest frame was not the last of its message. */
  readonly #unfinished = new Set<number>();
  readonly #begins = new Set<number>();

  constructor(sockets: Sockets) {
    this.#sockets = sockets;
    for (const number of sockets.lagging()) {
      // The queue went with the sleep, during which there was time to take in what was in flight.
      if (number === CUSTOMER_NUMBER) sockets.noteLag(number, false);
      else this.#flow(number).fallBehind();
    }
  }

  /** Notes a frame that came in, before it is handed on, and acknowledges it in due course. */
  arrived({ sender, sequence, more }: FrameHeader, bytes: number): void {
    if (this.#unfinished.has(sender)) this.#begins.delete(sender);
    else this.#begins.add(sender);
    if (more) this.#unfinished.add(sender);
    else this.#unfinished.delete(sender);
    const unacknowledged = (this.#arrived.get(sender) ?? 0) + bytes;
    if (unacknowledged >= ACK_EVERY_BYTES) this.#sockets.send(sender, { type: 'ack', sequence });
    this.#arrived.set(sender, unacknowledged >= ACK_EVERY_BYTES ? 0 : unacknowledged);
  }

  /** Answers whether the receiver could take the frame, or will. A customer who cannot loses it; an agent gets a snapshot. */
  handOn(number: number, { class: frameClass, sender }: FrameHeader, frame: ArrayBuffer): boolean {
    if (!this.#sockets.has(number)) return true;
    const flow = this.#flow(number);
    if (flow.state === 'behind' && flow.caughtUp) this.#askForSnapshot(number, flow);
    const lagged = flow.lags;
    const fate = flow.offer(frame, frameClass, this.#begins.has(sender));
    const flooded = fate === 'overflowed' && number === CUSTOMER_NUMBER;
    if (flooded) flow.restart();
    this.#noteLag(number, flow, lagged);
    return !flooded;
  }

  /** A participant took so many bytes in. */
  received(number: number, bytes: number): void {
    const flow = this.#flows.get(number);
    if (!flow) return;
    const lagged = flow.lags;
    flow.received(bytes);
    if (flow.state === 'behind' && flow.caughtUp) this.#askForSnapshot(number, flow);
    this.#noteLag(number, flow, lagged);
  }

  /**
   * The customer has let the curtain down: nothing older is handed on after it, nor what is left of a message that it fell into.
   * Everybody gets a snapshot once it goes up.
   */
  curtain(): void {
    for (const [number, flow] of this.#flows) {
      if (number === CUSTOMER_NUMBER) continue;
      flow.awaitSnapshot();
      this.#sockets.send(number, { type: 'skipped' });
    }
  }

  /** All that waits is of the customer's old socket; everybody gets a snapshot over the new one. */
  customerCame(): void {
    this.#forget(CUSTOMER_NUMBER);
    for (const [number, flow] of this.#flows) {
      const lagged = flow.lags;
      if (number !== CUSTOMER_NUMBER) flow.restart();
      this.#noteLag(number, flow, lagged);
    }
  }

  agentCame(_context: SessionContext, { number }: Participant): void {
    this.#forget(number);
  }

  departed(_context: SessionContext, number: number): void {
    this.#forget(number);
  }

  #forget(number: number): void {
    this.#flows.delete(number);
    this.#arrived.delete(number);
    this.#unfinished.delete(number);
  }

  #askForSnapshot(number: number, flow: Flow): void {
    flow.expectSnapshot();
    this.#sockets.send(number, { type: 'skipped' });
    this.#sockets.send(CUSTOMER_NUMBER, { type: 'snapshot_wanted', agent: number });
  }

  #noteLag(number: number, flow: Flow, lagged: boolean): void {
    if (flow.lags === lagged) return;
    this.#sockets.noteLag(number, flow.lags);
    if (number !== CUSTOMER_NUMBER) {
      this.#sockets.send(CUSTOMER_NUMBER, { type: 'pace', agent: number, slow: flow.lags });
    }
  }

  #flow(number: number): Flow {
    const known = this.#flows.get(number);
    if (known) return known;
    const flow = new Flow((frame) => this.#sockets.send(number, frame));
    this.#flows.set(number, flow);
    return flow;
  }
}
