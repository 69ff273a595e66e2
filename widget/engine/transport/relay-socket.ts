/**
 * One participant's connection to the relay: opens sockets, keeps them alive, and opens new ones while the reconnect window
 * lasts. Each socket has its own outbox and inbox. Knows nothing of what the messages mean.
 */
import { CloseCode, mayReconnect } from '../protocol/close-codes.js';
import type { ClientMessage, CustomerMessage, RelayMessage } from '../protocol/control.js';
import { CUSTOMER_NUMBER, Role, type FrameClass } from '../protocol/frame.js';
import {
  ACK_EVERY_BYTES,
  PAGE_SUBPROTOCOL_PREFIX,
  PING,
  PING_INTERVAL_MS,
  PONG,
  RECONNECT_WINDOW_MS,
  SECRET_SUBPROTOCOL_PREFIX,
  SUBPROTOCOL,
} from '../protocol/limits.js';
import { backoffDelay } from './backoff.js';
import { Inbox, type InboundMessage } from './inbox.js';
import { Outbox } from './outbox.js';

/** A handshake that a proxy swallowed is given up after this. */
const OPEN_TIMEOUT_MS = 15_000;

/**
 * Before the first one was ever open, somebody is waiting for a word: a network that blocks WebSockets is to be told of within seconds,
 * also where it is silent.
 */
const FIRST_OPEN_TIMEOUT_MS = 5_000;
const FIRST_OPEN_ATTEMPTS = 2;

/** RFC 6455: closed without a close frame. Also stands for a connection that never opened. */
export const ABNORMAL_CLOSURE = 1006;

/** RFC 6455: a normal end. */
const NORMAL_CLOSURE = 1000;

/** What either side may hear. */
type Heard = RelayMessage | CustomerMessage;

/** What the connection tells its owner. What these throw is reported and breaks nothing. */
export interface RelaySocketListener<Message extends Heard> {
  onControl(message: Message): void;
  onMessage(message: InboundMessage): void;
  /** The socket is lost; new ones are tried until `deadline` (epoch milliseconds). */
  onReconnecting(deadline: number): void;
  /** Over for good. `code` says why; ABNORMAL_CLOSURE when it could not be opened or restored. */
  onClosed(code: number): void;
}

export interface RelaySocketOptions<Message extends Heard> {
  readonly url: string;
  /** The participant's secret of the Admission. */
  readonly secret: string;
  /** This side's role; frames must come from the other. */
  readonly role: Role;
  /** Reads the relay's control messages to this role. */
  readonly decode: (text: string) => Message | undefined;
  readonly listener: RelaySocketListener<Message>;
}

/** One socket and what belongs to it alone. */
interface Connection {
  readonly socket: WebSocket;
  readonly outbox: Outbox;
  readonly inbox: Inbox;
  readonly teardown: AbortController;
  pinger: ReturnType<typeof setInterval> | undefined;
  opening: ReturnType<typeof setTimeout> | undefined;
  awaitsPong: boolean;
  /** When the newest ping was sent; 0 before the first. */
  pingedAt: number;
  /** Bytes of frames that came in and were not acknowledged. */
  received: number;
}

export class RelaySocket<Message extends Heard = Heard> {
  readonly #options: RelaySocketOptions<Message>;
  #connection: Connection | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  /** Set once the relay spoke for the first time. */
  #established = false;
  #attempt = 0;
  /** When the window to come back closes; `undefined` while connected. */
  #deadline: number | undefined;
  #closed = false;
  #muted = false;
  #windowMs = RECONNECT_WINDOW_MS;
  #roundTripMs: number | undefined;
  readonly #teardown = new AbortController();
  /** Tells the relay that it is this page which connects anew, and no other that found the secret: nobody can guess it, and it is never stored. */
  readonly #page = PAGE_SUBPROTOCOL_PREFIX + crypto.getRandomValues(new Uint32Array(4)).join('-');

  constructor(options: RelaySocketOptions<Message>) {
    this.#options = options;
    // The network is back: do not sit out the delay.
    addEventListener('online', () => this.#retry !== undefined && this.#open(), { signal: this.#teardown.signal });
  }

  /** Opens the first socket, or a new one at once after `suspend()`. */
  connect(): void {
    if (this.#closed || this.#connection) return;
    this.#open();
  }

  /**
   * Bytes on their way: those that wait here, and those that the relay does not have yet, as far as that is known. The relay
   * says so for each ACK_EVERY_BYTES, and once less after it slept.
   */
  get bufferedAmount(): number {
    const connection = this.#connection;
    if (!connection) return 0;
    const { outbox, socket } = connection;
    return outbox.waitingBytes + Math.max(socket.bufferedAmount, outbox.inFlight - 2 * ACK_EVERY_BYTES);
  }

  /** How long a ping and its answer took last, in milliseconds; `undefined` before the first. */
  get roundTripMs(): number | undefined {
    return this.#roundTripMs;
  }

  /** Drops the messages that wait here, but for one that has been begun. A snapshot must take their place. */
  dropWaiting(): void {
    this.#connection?.outbox.drop();
  }

  /** Sends no messages any more, not even those that wait. Control messages still pass. */
  mute(): void {
    this.#muted = true;
    this.#connection?.outbox.close();
  }

  /** Sends a control message. Without an open socket it is lost, as everything on the old socket is. */
  control(message: ClientMessage): void {
    const socket = this.#connection?.socket;
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  }

  /** Sends a message. Without an open socket it is lost; the relay asks for a snapshot when there is one again. */
  send(frameClass: FrameClass, recipient: number, body: Uint8Array<ArrayBuffer>): void {
    const connection = this.#connection;
    if (this.#muted) return;
    if (connection?.socket.readyState === WebSocket.OPEN) connection.outbox.send(frameClass, recipient, body);
  }

  /** Closes cleanly but stays able to `connect()`: a page with an open socket is kept out of the back/forward cache. */
  suspend(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#deadline ??= Date.now() + this.#windowMs;
    this.#drop(NORMAL_CLOSURE);
  }

  /** Closes for good, without telling the listener. Idempotent. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#teardown.abort();
    this.#drop(NORMAL_CLOSURE);
  }

  #open(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    const { url, secret, role } = this.#options;
    let socket: WebSocket;
    try {
      socket = new WebSocket(url, [SUBPROTOCOL, SECRET_SUBPROTOCOL_PREFIX + secret, this.#page]);
    } catch {
      // Some browsers throw where the page's policy forbids the address; others close at once.
      return this.#finish(ABNORMAL_CLOSURE);
    }
    socket.binaryType = 'arraybuffer';
    const other = role === Role.CUSTOMER ? Role.AGENT : Role.CUSTOMER;
    const connection: Connection = {
      socket,
      outbox: new Outbox(
        (frame) => socket.readyState === WebSocket.OPEN && socket.send(frame),
        (error) => {
          reportError(error);
          this.#lost(connection, ABNORMAL_CLOSURE);
        },
      ),
      inbox: new Inbox(
        other,
        (message) => this.#tell(() => this.#options.listener.onMessage(message)),
        ({ code }) => this.#fault(connection, code),
      ),
      teardown: new AbortController(),
      pinger: undefined,
      opening: setTimeout(
        () => this.#lost(connection, ABNORMAL_CLOSURE),
        this.#established ? OPEN_TIMEOUT_MS : FIRST_OPEN_TIMEOUT_MS,
      ),
      awaitsPong: false,
      pingedAt: 0,
      received: 0,
    };
    this.#connection = connection;
    const { signal } = connection.teardown;
    socket.addEventListener('open', () => this.#opened(connection), { signal });
    socket.addEventListener('message', (event) => this.#received(connection, event), { signal });
    socket.addEventListener('close', (event) => this.#lost(connection, event.code), { signal });
    // Chromium tells of an address that the page's policy forbids by this alone.
    socket.addEventListener('error', () => connection.pinger ?? this.#lost(connection, ABNORMAL_CLOSURE), { signal });
  }

  #opened(connection: Connection): void {
    clearTimeout(connection.opening);
    connection.pinger = setInterval(() => {
      // Nothing at all since the last ping: half-open. The browser may take minutes to notice.
      if (connection.awaitsPong) return this.#lost(connection, ABNORMAL_CLOSURE);
      connection.awaitsPong = true;
      this.#ping(connection);
    }, PING_INTERVAL_MS);
  }

  #ping(connection: Connection): void {
    connection.pingedAt = performance.now();
    connection.socket.send(PING);
  }

  #received(connection: Connection, event: MessageEvent<unknown>): void {
    connection.awaitsPong = false;
    const { data } = event;
    if (data instanceof ArrayBuffer) {
      connection.received += data.byteLength;
      if (connection.received >= ACK_EVERY_BYTES) {
        this.control({ type: 'received', bytes: connection.received });
        connection.received = 0;
      }
      return connection.inbox.receive(data);
    }
    if (data === PONG) {
      this.#roundTripMs = performance.now() - connection.pingedAt;
      return;
    }
    const message = typeof data === 'string' ? this.#options.decode(data) : undefined;
    if (!message) return this.#fault(connection, CloseCode.MALFORMED);
    // Only now: a socket that opens and falls at once must not start the count of attempts again.
    this.#established = true;
    this.#attempt = 0;
    this.#deadline = undefined;
    if ('reconnectWindowMs' in message) this.#windowMs = message.reconnectWindowMs ?? RECONNECT_WINDOW_MS;
    // The first word of this socket: an answer to it tells the relay that we are there, and us how far it is.
    if (connection.pingedAt === 0) this.#ping(connection);
    if (message.type === 'ack') return connection.outbox.acknowledge(message.sequence);
    if (message.type === 'still_there') return this.control({ type: 'still_here' });
    if (message.type === 'customer_back' || message.type === 'skipped') connection.inbox.forget(CUSTOMER_NUMBER);
    if (message.type === 'agent_joined') connection.inbox.forget(message.agent.number);
    this.#tell(() => this.#options.listener.onControl(message));
  }

  /** The peer broke the protocol. Another socket would bring the same. */
  #fault(connection: Connection, code: CloseCode): void {
    if (connection !== this.#connection) return;
    this.#drop(code);
    this.#finish(code);
  }

  #lost(connection: Connection, code: number): void {
    if (connection !== this.#connection) return;
    this.#drop(NORMAL_CLOSURE);
    if (!mayReconnect(code)) return this.#finish(code);
    if (!this.#established && this.#attempt + 1 >= FIRST_OPEN_ATTEMPTS) return this.#finish(ABNORMAL_CLOSURE);
    const now = Date.now();
    const first = this.#deadline === undefined;
    const deadline = (this.#deadline ??= now + this.#windowMs);
    if (now >= deadline) return this.#finish(ABNORMAL_CLOSURE);
    // Before the listener hears of it, since it may well call `close()`.
    this.#retry = setTimeout(() => this.#open(), Math.min(backoffDelay(this.#attempt++), deadline - now));
    if (first && this.#established) this.#tell(() => this.#options.listener.onReconnecting(deadline));
  }

  #drop(code: number): void {
    const connection = this.#connection;
    if (!connection) return;
    this.#connection = undefined;
    clearInterval(connection.pinger);
    clearTimeout(connection.opening);
    connection.teardown.abort();
    connection.outbox.close();
    connection.inbox.close();
    connection.socket.close(code);
  }

  #finish(code: number): void {
    if (this.#closed) return;
    this.close();
    this.#tell(() => this.#options.listener.onClosed(code));
  }

  #tell(act: () => void): void {
    try {
      act();
    } catch (error) {
      reportError(error);
    }
  }
}
