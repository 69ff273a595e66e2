/**
 * The session Durable Object: one customer, up to five agents, and the frames between them. It reads a frame's header
 * and never its body; it may hibernate between any two events, so all that matters is in the store or on the sockets.
 */
import { DurableObject } from 'cloudflare:workers';
import { CloseCode } from '../../widget/engine/protocol/close-codes.js';
import { EndReason, type Admission, type AgentInfo } from '../../widget/engine/protocol/control.js';
import { CUSTOMER_NUMBER, EVERYBODY, Role, stampSender } from '../../widget/engine/protocol/frame.js';
import { MAX_AGENTS, PING, PONG, RECONNECT_WINDOW_MS, SILENCE_LIMIT_MS } from '../../widget/engine/protocol/limits.js';
import type { Env } from '../env.js';
import type { DirectoryObject } from './directory.js';
import { Deadline, dueDeadlines, nextDeadline } from './deadlines.js';
import { acceptedUpgrade, readSecret } from './handshake.js';
import { judgeFrame, judgeMessage } from './rules.js';
import { freshSecret, hashSecret } from './secrets.js';
import { SessionStore, type Participant, type SessionRecord } from './session-store.js';
import { Sockets } from './sockets.js';

/** Somebody whom a verified token names. */
export interface Person {
  readonly userId: string;
  readonly userName: string;
}

export interface Opening {
  readonly sdkKey: string;
  readonly pinCode: string;
  readonly customer: Person;
}

export type JoinResult =
  | { readonly state: 'admitted'; readonly admission: Admission }
  /** The session is over. */
  | { readonly state: 'gone' }
  /** This user id is in the session and connected. */
  | { readonly state: 'duplicate' }
  | { readonly state: 'full' };

/** An agent who was admitted has this long to open a socket before the place is free again. */
const ADMISSION_HOLD_MS = 30_000;

/** After work that failed, the alarm does not fire again at once. */
const ALARM_PAUSE_MS = 5000;

export class SessionObject extends DurableObject<Env> {
  readonly #store: SessionStore;
  readonly #sockets: Sockets;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    this.#store = new SessionStore(ctx.storage);
    this.#sockets = new Sockets(ctx);
    // A deploy drops every socket without telling the object.
    if (this.#noteAbsence()) {
      void ctx.blockConcurrencyWhile(() => this.#schedule());
    }
  }

  /** Creates the session. The customer counts as gone until their first socket opens. */
  async create({ sdkKey, pinCode, customer }: Opening): Promise<Admission> {
    const secret = freshSecret();
    const secretHash = await hashSecret(secret);
    const now = Date.now();
    const sessionId = this.ctx.id.toString();
    this.#store.create(
      { sessionId, sdkKey, pinCode, createdAt: now, pinRenewedAt: now, noAgentSince: now, customerGoneAt: now },
      { ...customer, number: CUSTOMER_NUMBER, secretHash, heldUntil: 0 },
    );
    await this.#schedule();
    return { sessionId, secret };
  }

  /** Admits an agent, who gets a secret to open a socket with. */
  async join({ userId, userName }: Person): Promise<JoinResult> {
    const secret = freshSecret();
    const secretHash = await hashSecret(secret);
    const { session } = this.#store;
    if (!session) return { state: 'gone' };
    const earlier = this.#store.byUserId(userId);
    if (earlier && (earlier.number === CUSTOMER_NUMBER || this.#sockets.has(earlier.number))) {
      return { state: 'duplicate' };
    }
    if (!this.#hasPlaceBeside(earlier?.number)) return { state: 'full' };
    const number = earlier?.number ?? this.#store.freeNumber() ?? this.#reclaimNumber();
    if (number === undefined) return { state: 'full' };
    this.#store.putParticipant({ number, userId, userName, secretHash, heldUntil: Date.now() + ADMISSION_HOLD_MS });
    return { state: 'admitted', admission: { sessionId: session.sessionId, secret } };
  }

  /** Opens a participant's socket, the first or a later one. Any status but 101 means that the secret opens nothing. */
  override async fetch(request: Request): Promise<Response> {
    const secret = readSecret(request);
    const secretHash = secret === undefined ? undefined : await hashSecret(secret);
    const { session } = this.#store;
    const participant = session && secretHash !== undefined ? this.#store.bySecretHash(secretHash) : undefined;
    if (!session || !participant) return new Response(null, { status: 401 });
    const { number } = participant;
    // Who was away may find that others took the places.
    if (number !== CUSTOMER_NUMBER && !this.#hasPlaceBeside(number)) return new Response(null, { status: 401 });

    const { 0: client, 1: server } = new WebSocketPair();
    this.#sockets.drop(number, CloseCode.REPLACED);
    this.#sockets.admit(server, number);
    if (number === CUSTOMER_NUMBER) this.#customerCame(session);
    else this.#agentCame(session, participant);
    await this.#schedule();
    return acceptedUpgrade(client);
  }

  override async webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): Promise<void> {
    const number = this.#sockets.numberOf(socket);
    if (number === undefined || !this.#store.session) return;
    if (typeof data === 'string') await this.#onMessage(socket, number, data);
    else await this.#onFrame(socket, number, data);
  }

  override async webSocketClose(socket: WebSocket): Promise<void> {
    this.#sockets.answerClose(socket);
    const number = this.#sockets.numberOf(socket);
    if (number === undefined || !this.#store.session) return;
    this.#sockets.forget(number);
    await this.#departed(number);
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    await this.webSocketClose(socket);
  }

  override async alarm(): Promise<void> {
    const { session } = this.#store;
    if (!session) return;
    const heard = this.#sockets.lastHeard();
    const now = Date.now();
    const due = dueDeadlines(session, heard, now);
    if (due.has(Deadline.CUSTOMER_LOST)) return this.#end(EndReason.CUSTOMER_LOST);
    if (due.has(Deadline.NOBODY_JOINED)) return this.#end(EndReason.EXPIRED);
    if (due.has(Deadline.SILENCE)) {
      for (const { number, at } of heard) if (at + SILENCE_LIMIT_MS <= now) await this.#expel(number, CloseCode.SILENT);
    }
    if (due.has(Deadline.PIN_RENEWAL)) await this.#renewPin(session);
    await this.#schedule();
  }

  async #onMessage(socket: WebSocket, number: number, text: string): Promise<void> {
    const role = roleOf(number);
    const verdict = judgeMessage(text, role);
    if (!verdict.ok) return this.#expel(number, verdict.code);
    this.#sockets.heard(socket);
    switch (verdict.message.type) {
      case 'end':
        return this.#end(role === Role.CUSTOMER ? EndReason.CUSTOMER_ENDED : EndReason.AGENT_ENDED);
      case 'leave':
        await this.#expel(number, CloseCode.LEFT);
        return this.#store.removeParticipant(number);
      case 'snapshot_request':
        if (!this.#sockets.mayAskForSnapshot(socket)) return;
        return this.#sockets.send(CUSTOMER_NUMBER, { type: 'snapshot_wanted', agent: number });
    }
  }

  async #onFrame(socket: WebSocket, number: number, frame: ArrayBuffer): Promise<void> {
    const role = roleOf(number);
    const verdict = judgeFrame(frame, role, this.#sockets.lastSequence(socket));
    if (!verdict.ok) return this.#expel(number, verdict.code);
    const { sequence, recipient } = verdict.header;
    this.#sockets.heard(socket, sequence);
    stampSender(frame, number);
    if (role === Role.AGENT) this.#sockets.send(CUSTOMER_NUMBER, frame);
    else if (recipient === EVERYBODY) this.#sockets.sendToAgents(frame);
    else this.#sockets.send(recipient, frame);
  }

  #customerCame(session: SessionRecord): void {
    this.#store.update({ customerGoneAt: undefined });
    const agents = this.#store.agents().filter(({ number }) => this.#sockets.has(number));
    this.#sockets.send(CUSTOMER_NUMBER, {
      type: 'customer_welcome',
      pinCode: session.pinCode,
      agents: agents.map(agentInfo),
    });
    this.#sockets.sendToAgents({ type: 'customer_back' });
  }

  #agentCame(session: SessionRecord, participant: Participant): void {
    const agent = agentInfo(participant);
    this.#store.clearHold(agent.number);
    this.#store.update({ noAgentSince: undefined });
    const { customerGoneAt } = session;
    this.#sockets.send(agent.number, {
      type: 'agent_welcome',
      agent,
      customerName: this.#store.byNumber(CUSTOMER_NUMBER)?.userName ?? '',
      customerPresent: customerGoneAt === undefined,
    });
    if (customerGoneAt !== undefined) {
      const remainingMs = Math.max(0, customerGoneAt + RECONNECT_WINDOW_MS - Date.now());
      this.#sockets.send(agent.number, { type: 'customer_away', remainingMs });
    }
    this.#sockets.send(CUSTOMER_NUMBER, { type: 'agent_joined', agent });
  }

  /** Closes one participant's socket; the session goes on. */
  async #expel(number: number, code: CloseCode): Promise<void> {
    this.#sockets.drop(number, code);
    await this.#departed(number);
  }

  /** A participant's socket is gone; tells the other side. The secret stays good. */
  async #departed(number: number): Promise<void> {
    this.#noteAbsence();
    if (number === CUSTOMER_NUMBER) {
      this.#sockets.sendToAgents({ type: 'customer_away', remainingMs: RECONNECT_WINDOW_MS });
    } else {
      const participant = this.#store.byNumber(number);
      if (participant) this.#sockets.send(CUSTOMER_NUMBER, { type: 'agent_left', agent: agentInfo(participant) });
    }
    await this.#schedule();
  }

  /** Notes who is not there any more, the customer or every agent. Answers whether that is news. */
  #noteAbsence(): boolean {
    const { session } = this.#store;
    if (!session) return false;
    const customerLeft = session.customerGoneAt === undefined && !this.#sockets.has(CUSTOMER_NUMBER);
    const agentsLeft = session.noAgentSince === undefined && this.#sockets.agents().length === 0;
    if (customerLeft) this.#store.update({ customerGoneAt: Date.now() });
    if (agentsLeft) this.#store.update({ noAgentSince: Date.now() });
    return customerLeft || agentsLeft;
  }

  async #end(reason: EndReason): Promise<void> {
    const { session } = this.#store;
    if (!session) return;
    for (const number of [CUSTOMER_NUMBER, ...this.#sockets.agents()]) {
      this.#sockets.send(number, { type: 'session_ended', reason });
      this.#sockets.drop(number, CloseCode.SESSION_ENDED);
    }
    await this.#store.deleteAll();
    try {
      await this.#directory(session).release(session.pinCode, session.sessionId);
    } catch {
      // Then its lease runs out; until then it leads to an object that says `gone`.
    }
  }

  async #renewPin(session: SessionRecord): Promise<void> {
    try {
      await this.#directory(session).renew(session.pinCode, session.sessionId);
      this.#store.update({ pinRenewedAt: Date.now() });
    } catch {
      // Still due, so the next alarm tries again; the lease is longer than two renewals.
    }
  }

  #directory({ sdkKey }: SessionRecord): DurableObjectStub<DirectoryObject> {
    return this.env.DIRECTORY.getByName(sdkKey);
  }

  /** Whether one more agent fits beside those who are connected or were just admitted. */
  #hasPlaceBeside(ownNumber: number | undefined): boolean {
    return (
      this.#store.agents().filter((agent) => agent.number !== ownNumber && this.#isPresent(agent)).length < MAX_AGENTS
    );
  }

  #isPresent({ number, heldUntil }: Participant): boolean {
    return this.#sockets.has(number) || heldUntil > Date.now();
  }

  /** After 255 agents, one who left without saying so loses the way back. */
  #reclaimNumber(): number | undefined {
    const absent = this.#store.agents().find((agent) => !this.#isPresent(agent));
    if (absent) this.#store.removeParticipant(absent.number);
    return absent?.number;
  }

  async #schedule(): Promise<void> {
    const { session } = this.#store;
    if (!session) return;
    const at = nextDeadline(session, this.#sockets.lastHeard());
    await this.ctx.storage.setAlarm(Math.max(at, Date.now() + ALARM_PAUSE_MS));
  }
}

function roleOf(number: number): Role {
  return number === CUSTOMER_NUMBER ? Role.CUSTOMER : Role.AGENT;
}

function agentInfo({ number, userId, userName }: AgentInfo): AgentInfo {
  return { number, userId, userName };
}
