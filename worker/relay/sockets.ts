/**
 * The open sockets of a session, by participant's number. What must outlive hibernation is attached to each socket;
 * the sequence of frames need not (see rules.ts). Knows no rule of the session.
 */
import type { CloseCode } from '../../widget/engine/protocol/close-codes.js';
import type { RelayMessage } from '../../widget/engine/protocol/control.js';
import { isAgent, isStandby } from './numbers.js';

/** A desk asks less often than this, so more is not a desk's doing. */
const SNAPSHOT_REQUEST_INTERVAL_MS = 1000;

interface Attachment {
  readonly number: number;
  readonly openedAt: number;
  /** How the page names itself (SPEC H5). */
  readonly page?: string;
  /** Frames wait for this participant, or were dropped. */
  readonly lags?: true;
}

export class Sockets {
  readonly #ctx: DurableObjectState;
  readonly #byNumber = new Map<number, WebSocket>();
  /** What is attached, read once: a frame must not cost a deserialization. */
  readonly #attached = new WeakMap<WebSocket, Attachment>();
  readonly #lastSequence = new WeakMap<WebSocket, number>();
  readonly #lastHeardAt = new WeakMap<WebSocket, number>();
  readonly #lastSnapshotRequestAt = new WeakMap<WebSocket, number>();

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
    for (const socket of ctx.getWebSockets()) {
      const attachment = readAttachment(socket);
      if (!attachment) continue;
      this.#byNumber.set(attachment.number, socket);
      this.#attached.set(socket, attachment);
    }
  }

  /** Takes a socket in. One that the participant had before must be dropped first. */
  admit(socket: WebSocket, number: number, page?: string): void {
    const attachment: Attachment = { number, openedAt: Date.now(), ...(page !== undefined && { page }) };
    this.#ctx.acceptWebSocket(socket);
    socket.serializeAttachment(attachment);
    this.#byNumber.set(number, socket);
    this.#attached.set(socket, attachment);
    this.#lastSequence.set(socket, 0);
  }

  /**
   * Whose socket this is; `undefined` once it was dropped or replaced, though its last messages may still arrive.
   * A socket whose close woke the object is no longer among those that the constructor found, so it is asked itself.
   */
  numberOf(socket: WebSocket): number | undefined {
    const number = (this.#attached.get(socket) ?? readAttachment(socket))?.number;
    if (number === undefined) return undefined;
    const current = this.#byNumber.get(number);
    return current === undefined || current === socket ? number : undefined;
  }

  /** A participant's socket. */
  of(number: number): WebSocket | undefined {
    return this.#byNumber.get(number);
  }

  /** When a participant's socket came. */
  openedAt(number: number): number | undefined {
    const socket = this.#byNumber.get(number);
    return socket && this.#attached.get(socket)?.openedAt;
  }

  /** Whether a socket is still that of a participant. */
  isOpen(socket: WebSocket): boolean {
    const number = this.#attached.get(socket)?.number;
    return number !== undefined && this.#byNumber.get(number) === socket;
  }

  /** How the page behind a socket named itself. */
  pageOf(socket: WebSocket): string | undefined {
    return this.#attached.get(socket)?.page;
  }

  has(number: number): boolean {
    return this.#byNumber.has(number);
  }

  /** Numbers of the agents who are connected. */
  agents(): readonly number[] {
    return [...this.#byNumber.keys()].filter(isAgent);
  }

  /** Numbers of the customer's tabs that are connected and stand by. */
  standbys(): readonly number[] {
    return [...this.#byNumber.keys()].filter(isStandby);
  }

  /** A socket becomes that of another number, which must have none. */
  renumber(from: number, to: number): void {
    const socket = this.#byNumber.get(from);
    if (!socket) return;
    const { openedAt = Date.now(), page } = this.#attached.get(socket) ?? {};
    const attachment: Attachment = { number: to, openedAt, ...(page !== undefined && { page }) };
    this.#byNumber.delete(from);
    this.#byNumber.set(to, socket);
    this.#attached.set(socket, attachment);
    socket.serializeAttachment(attachment);
  }

  /** Notes whether frames wait for a participant: with the object's sleep they are lost, and that must be known afterwards. */
  noteLag(number: number, lags: boolean): void {
    const socket = this.#byNumber.get(number);
    const attachment = socket && this.#attached.get(socket);
    if (!attachment) return;
    const { openedAt, page } = attachment;
    const noted: Attachment = { number, openedAt, ...(page !== undefined && { page }), ...(lags && { lags }) };
    socket.serializeAttachment(noted);
    this.#attached.set(socket, noted);
  }

  /** Those for whom frames waited when that was noted last. */
  lagging(): readonly number[] {
    return [...this.#byNumber].filter(([, socket]) => this.#attached.get(socket)?.lags).map(([number]) => number);
  }

  /** Closes a participant's socket. It counts as gone from now on, however long the peer takes to agree. */
  drop(number: number, code: CloseCode): void {
    const socket = this.forget(number);
    try {
      socket?.close(code);
    } catch {
      // The peer was faster.
    }
  }

  /** Answers a peer's close, which the platform leaves to us; until then the peer's socket stays half closed. */
  answerClose(socket: WebSocket): void {
    try {
      socket.close();
    } catch {
      // Already closed, by us or by the network.
    }
  }

  /** Drops a socket that is closed already. */
  forget(number: number): WebSocket | undefined {
    const socket = this.#byNumber.get(number);
    if (!socket) return undefined;
    this.#byNumber.delete(number);
    this.#attached.delete(socket);
    socket.serializeAttachment(null);
    return socket;
  }

  /** Sends to a participant, if connected. */
  send(number: number, data: RelayMessage | ArrayBuffer): void {
    try {
      this.#byNumber.get(number)?.send(data instanceof ArrayBuffer ? data : JSON.stringify(data));
    } catch {
      // Between a peer's close and our hearing of it; the handler of that close does the rest.
    }
  }

  /** Sends to all agents but those who may not have it. */
  sendToAgents(data: RelayMessage | ArrayBuffer, except: ReadonlyMap<number, unknown>): void {
    const wire = data instanceof ArrayBuffer ? data : JSON.stringify(data);
    for (const [number, socket] of this.#byNumber) {
      if (!isAgent(number) || except.has(number)) continue;
      try {
        socket.send(wire);
      } catch {
        // As above.
      }
    }
  }

  lastSequence(socket: WebSocket): number | undefined {
    return this.#lastSequence.get(socket);
  }

  /** Notes that a frame or message arrived. */
  heard(socket: WebSocket, sequence?: number): void {
    this.#lastHeardAt.set(socket, Date.now());
    if (sequence !== undefined) this.#lastSequence.set(socket, sequence);
  }

  /** Whether anything ever came over this socket, as far as the relay was awake; a ping always counts. */
  saidAnything(socket: WebSocket): boolean {
    return this.#lastHeardAt.has(socket) || this.#ctx.getWebSocketAutoResponseTimestamp(socket) !== null;
  }

  /** Takes one request for a snapshot, unless the one before came just now. Whoever lets the relay fall asleep has waited longer. */
  mayAskForSnapshot(number: number): boolean {
    const socket = this.#byNumber.get(number);
    const now = Date.now();
    if (!socket || now - (this.#lastSnapshotRequestAt.get(socket) ?? -Infinity) < SNAPSHOT_REQUEST_INTERVAL_MS)
      return false;
    this.#lastSnapshotRequestAt.set(socket, now);
    return true;
  }

  /** Each participant's number and when they were last heard of, pings included. */
  lastHeard(): readonly { readonly number: number; readonly at: number }[] {
    return [...this.#byNumber].map(([number, socket]) => ({
      number,
      at: Math.max(
        this.#attached.get(socket)?.openedAt ?? 0,
        this.#lastHeardAt.get(socket) ?? 0,
        this.#ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0,
      ),
    }));
  }
}

function readAttachment(socket: WebSocket): Attachment | undefined {
  const value: unknown = socket.deserializeAttachment();
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('number' in value) || !('openedAt' in value)) return undefined;
  const { number, openedAt } = value;
  const page = 'page' in value ? value.page : undefined;
  if (typeof number !== 'number' || typeof openedAt !== 'number') return undefined;
  return { number, openedAt, ...(typeof page === 'string' && { page }), ...('lags' in value && { lags: true }) };
}
