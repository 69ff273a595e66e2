/** A participant of a session in a test: a real WebSocket, whose events are read one after the other. */
import { SELF, env } from 'cloudflare:test';
import {
  decodeAgentMessage,
  decodeCustomerMessage,
  type Admission,
  type AgentInfo,
  type AgentWelcomeMessage,
  type RelayMessage,
} from '../../../widget/engine/protocol/control.js';
import { readAssistAsked, readAssistState } from '../../../widget/engine/protocol/control/assist-messages.js';
import { readNoteArrived } from '../../../widget/engine/protocol/control/note-messages.js';
import { readTabTicket } from '../../../widget/engine/protocol/control/tab-messages.js';
import {
  decodeFrameHeader,
  encodeFrame,
  EVERYBODY,
  FrameClass,
  frameBody,
  type FrameHeader,
} from '../../../widget/engine/protocol/frame.js';
import {
  ACK_EVERY_BYTES,
  PAGE_SUBPROTOCOL_PREFIX,
  SECRET_SUBPROTOCOL_PREFIX,
  SUBPROTOCOL,
} from '../../../widget/engine/protocol/limits.js';
import type { SessionObject } from '../../../worker/relay/session.js';
import { admission, agentToken, customerToken, ORIGIN, requestJoin, requestStart } from './http.js';

export interface Frame {
  readonly header: FrameHeader;
  readonly text: string;
  readonly bytes: number;
}

type Arrival =
  | { readonly kind: 'message'; readonly message: RelayMessage }
  | { readonly kind: 'frame'; readonly frame: Frame }
  | { readonly kind: 'pong' }
  | { readonly kind: 'close'; readonly code: number };

export class Participant {
  readonly admission: Admission;
  readonly #socket: WebSocket;
  readonly #arrivals: Arrival[] = [];
  #waiting: ((arrival: Arrival) => void) | undefined;
  #sequence = 0;
  /** Whom the relay named last as watching. Not among the arrivals: it comes with every change. */
  watchers: readonly AgentInfo[] = [];
  /** The number of the newest own frame that the relay acknowledged. Not among the arrivals either. */
  acknowledged = 0;
  /** Whether frames are acknowledged as they arrive. */
  acknowledges = true;
  /** Whether it says that it is alive when another page shows its secret. That question is not among the arrivals. */
  isAlive = true;
  #received = 0;

  private constructor(socket: WebSocket, admitted: Admission) {
    this.admission = admitted;
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#arrived(readArrival(data)));
    socket.addEventListener('close', ({ code }) => this.#arrived({ kind: 'close', code }));
    socket.binaryType = 'arraybuffer';
    socket.accept();
  }

  /**
   * @param origin of the page that it would be in a browser.
   * @param page how that page names itself (SPEC H5)
   */
  static async connect(admitted: Admission, origin?: string, page = 'the-same-page'): Promise<Participant> {
    const response = await openSocket(
      admitted.sessionId,
      `${SUBPROTOCOL}, ${SECRET_SUBPROTOCOL_PREFIX}${admitted.secret}, ${PAGE_SUBPROTOCOL_PREFIX}${page}`,
      origin,
    );
    if (!response.webSocket) throw new Error(`No socket, status ${response.status}`);
    return new Participant(response.webSocket, admitted);
  }

  /** Another page that has found the secret. */
  elsewhere(origin?: string): Promise<Participant> {
    return Participant.connect(this.admission, origin, `another-page-${crypto.randomUUID()}`);
  }

  /** The same participant with a new socket, as after a lost network. */
  reconnect(): Promise<Participant> {
    return Participant.connect(this.admission);
  }

  /** The next thing that arrives; each is read once. */
  next(): Promise<Arrival> {
    const arrival = this.#arrivals.shift();
    if (arrival) return Promise.resolve(arrival);
    return new Promise((resolve) => (this.#waiting = resolve));
  }

  async nextMessage(): Promise<RelayMessage> {
    const arrival = await this.next();
    if (arrival.kind !== 'message') throw new Error(`Expected a message, got ${JSON.stringify(arrival)}`);
    return arrival.message;
  }

  async nextFrame(): Promise<Frame> {
    const arrival = await this.next();
    if (arrival.kind !== 'frame') throw new Error(`Expected a frame, got ${JSON.stringify(arrival)}`);
    return arrival.frame;
  }

  async nextClose(): Promise<number> {
    const arrival = await this.next();
    if (arrival.kind !== 'close') throw new Error(`Expected a close, got ${JSON.stringify(arrival)}`);
    return arrival.code;
  }

  send(data: string | ArrayBuffer): void {
    this.#socket.send(data);
  }

  /** Sends the next frame in sequence, unless told otherwise. */
  sendFrame(text: string, header: Partial<FrameHeader> = {}): void {
    this.#sequence = header.sequence ?? this.#sequence + 1;
    this.send(frameOf(text, { ...header, sequence: this.#sequence }));
  }

  close(code = 1000): void {
    this.#socket.close(code);
  }

  #arrived(arrival: Arrival): void {
    if (arrival.kind === 'message' && arrival.message.type === 'watchers') {
      this.watchers = arrival.message.agents;
      return;
    }
    if (arrival.kind === 'message' && arrival.message.type === 'still_there') {
      if (this.isAlive) this.send('{"type":"still_here"}');
      return;
    }
    if (arrival.kind === 'message' && arrival.message.type === 'ack') {
      this.acknowledged = arrival.message.sequence;
      return;
    }
    if (arrival.kind === 'frame' && this.acknowledges) {
      this.#received += arrival.frame.bytes;
      if (this.#received >= ACK_EVERY_BYTES) {
        this.send(JSON.stringify({ type: 'received', bytes: this.#received }));
        this.#received = 0;
      }
    }
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) waiting(arrival);
    else this.#arrivals.push(arrival);
  }
}

export function frameOf(text: string, header: Partial<FrameHeader> = {}): ArrayBuffer {
  const whole: FrameHeader = {
    class: FrameClass.OPERATIONS,
    deflated: false,
    more: false,
    sender: 0,
    recipient: EVERYBODY,
    sequence: 1,
    ...header,
  };
  return encodeFrame(whole, new TextEncoder().encode(text)).buffer;
}

export async function openSocket(sessionId: string, protocols: string, origin?: string): Promise<Response> {
  return SELF.fetch(`${ORIGIN}/sdkapi/zcb/sessions/${sessionId}/socket`, {
    headers: { upgrade: 'websocket', 'sec-websocket-protocol': protocols, ...(origin !== undefined && { origin }) },
  });
}

/** The code that a socket is closed with at once. */
export async function refusalCode(response: Response): Promise<number> {
  const socket = response.webSocket;
  if (!socket) throw new Error(`No socket, status ${response.status}`);
  const closed = new Promise<number>((resolve) => socket.addEventListener('close', ({ code }) => resolve(code)));
  socket.accept();
  return closed;
}

export interface Started {
  readonly customer: Participant;
  readonly pinCode: string;
}

/** A customer in a new session, who has been told the PIN. */
export async function startSession(userId = 'c-1'): Promise<Started> {
  const customer = await Participant.connect(await admission(await requestStart(await customerToken(userId))));
  const welcome = await customer.nextMessage();
  if (welcome.type !== 'customer_welcome') throw new Error(`Expected a welcome, got ${welcome.type}`);
  return { customer, pinCode: welcome.pinCode };
}

export interface Joined {
  readonly agent: Participant;
  readonly info: AgentInfo;
  readonly welcome: AgentWelcomeMessage;
}

/** An agent in the session, who was welcomed and whom the customer was told of. */
export async function joinSession({ customer, pinCode }: Started, userId = 'a-1'): Promise<Joined> {
  const agent = await Participant.connect(await admission(await requestJoin(await agentToken(userId), pinCode)));
  const welcome = await agent.nextMessage();
  if (welcome.type !== 'agent_welcome') throw new Error(`Expected a welcome, got ${welcome.type}`);
  const told = await customer.nextMessage();
  if (told.type !== 'agent_joined') throw new Error(`Expected agent_joined, got ${told.type}`);
  return { agent, info: welcome.agent, welcome };
}

/** The Durable Object behind a participant's session. */
export function sessionStub({ admission: { sessionId } }: Participant): DurableObjectStub<SessionObject> {
  return env.SESSIONS.get(env.SESSIONS.idFromString(sessionId));
}

function readArrival(data: unknown): Arrival {
  if (data instanceof ArrayBuffer) {
    const header = decodeFrameHeader(data);
    if (!header) throw new Error('The relay sent a frame without a header');
    return {
      kind: 'frame',
      frame: { header, text: new TextDecoder().decode(frameBody(data)), bytes: data.byteLength },
    };
  }
  if (data === 'pong') return { kind: 'pong' };
  const message = typeof data === 'string' ? (readCustomerMessage(data) ?? decodeAgentMessage(data)) : undefined;
  if (!message) throw new Error(`The relay sent what its protocol does not have: ${String(data)}`);
  return { kind: 'message', message };
}

/** Also what a customer's page leaves to its parts. */
function readCustomerMessage(text: string): RelayMessage | undefined {
  const message = decodeCustomerMessage(text);
  if (!message || !('json' in message)) return message;
  const { json } = message;
  return readAssistAsked(json) ?? readAssistState(json) ?? readNoteArrived(json) ?? readTabTicket(json);
}
