/**
 * The session Durable Object: one customer, up to five agents, and the frames between them. It reads a frame's header
 * and never its body; it may hibernate between any two events, so all that matters is in the store or on the sockets.
 */
import { DurableObject } from 'cloudflare:workers';
import { CloseCode } from '../../widget/engine/protocol/close-codes.js';
import {
  EndReason,
  type Admission,
  type AdmissionAnswerMessage,
  type AgentInfo,
} from '../../widget/engine/protocol/control.js';
import { CUSTOMER_NUMBER, EVERYBODY, Role, stampSender } from '../../widget/engine/protocol/frame.js';
import {
  ADMISSION_PAUSE_MS,
  ADMISSION_WAIT_MS,
  MAX_AGENTS,
  PING,
  PONG,
  RECONNECT_WINDOW_MS,
  SILENCE_LIMIT_MS,
} from '../../widget/engine/protocol/limits.js';
import type { Env } from '../env.js';
import type { DirectoryObject } from './directory.js';
import { Deadline, dueDeadlines, nextDeadline } from './deadlines.js';
import { acceptedUpgrade, readSecret, refusedUpgrade } from './handshake.js';
import { judgeFrame, judgeMessage } from './rules.js';
import { freshSecret, hashSecret } from './secrets.js';
import { SessionStore, Standing, type Participant, type SessionRecord } from './session-store.js';
import { Sockets } from './sockets.js';

/** Somebody whom a verified token names. */
export interface Person {
  readonly userId: string;
  readonly userName: string;
  /** Whether somebody checked that they are who they say. */
  readonly verified?: boolean;
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

/** Values of ADMISSION with which the PIN is enough. */
const ADMISSION_BY_PIN: ReadonlySet<string> = new Set(['', 'pin']);

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
  async create({ sdkKey, pinCode, customer: { userId, userName, verified = false } }: Opening): Promise<Admission> {
    const secret = freshSecret();
    const secretHash = await hashSecret(secret);
    const now = Date.now();
    const sessionId = this.ctx.id.toString();
    // A value that nobody knows asks the customer: open is never the answer to a slip of the pen.
    const admits = !ADMISSION_BY_PIN.has(this.env.ADMISSION ?? '');
    this.#store.create(
      { sessionId, sdkKey, pinCode, createdAt: now, pinRenewedAt: now, noAgentSince: now, customerGoneAt: now, admits },
      {
        number: CUSTOMER_NUMBER,
        userId,
        userName,
        secretHash,
        heldUntil: 0,
        standing: Standing.ADMITTED,
        standsUntil: 0,
        verified,
      },
    );
    await this.#schedule();
    return { sessionId, secret };
  }

  /** Gives an agent a seat and a secret to open a socket with. Whether they see anything may be for the customer to say. */
  async join({ userId, userName, verified = false }: Person): Promise<JoinResult> {
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
    const now = Date.now();
    if (earlier && earlier.standsUntil > now) {
      // Another try brings no other question while there is one, and none at all soon after a refusal.
      this.#store.putParticipant({ ...earlier, secretHash });
    } else {
      const standing = session.admits ? Standing.WAITING : Standing.ADMITTED;
      const heldUntil = now + ADMISSION_HOLD_MS;
      const agent = { number, userId, userName, secretHash, heldUntil, standing, standsUntil: 0, verified };
      this.#store.putParticipant(agent);
    }
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
    if (participant.standing === Standing.REFUSED) return refusedUpgrade(request, CloseCode.REFUSED);
    // Who was away may find that others took the places.
    if (number !== CUSTOMER_NUMBER && !this.#hasPlaceBeside(number)) return new Response(null, { status: 401 });

    const { 0: client, 1: server } = new WebSocketPair();
    this.#sockets.drop(number, CloseCode.REPLACED);
    this.#sockets.admit(server, number);
    if (number === CUSTOMER_NUMBER) this.#customerCame(session);
    else if (participant.standing === Standing.WAITING) this.#agentWaits(participant);
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
    const { waits } = this.#store;
    const due = dueDeadlines(session, heard, waits, now);
    if (due.has(Deadline.CUSTOMER_LOST)) return this.#end(EndReason.CUSTOMER_LOST);
    if (due.has(Deadline.NOBODY_JOINED)) return this.#end(EndReason.EXPIRED);
    if (due.has(Deadline.UNANSWERED)) {
      for (const [number, until] of waits)
        if (until > 0 && until <= now) await this.#dismiss(number, CloseCode.UNANSWERED);
    }
    if (due.has(Deadline.SILENCE)) {
      for (const { number, at } of heard) if (at + SILENCE_LIMIT_MS <= now) await this.#expel(number, CloseCode.SILENT);
    }
    if (due.has(Deadline.PIN_RENEWAL)) await this.#renewPin(session);
    await this.#schedule();
  }

  async #onMessage(socket: WebSocket, number: number, text: string): Promise<void> {
    const role = roleOf(number);
    const waits = this.#store.waits.has(number);
    const verdict = judgeMessage(text, role, waits);
    if (!verdict.ok) return waits ? this.#dismiss(number, verdict.code) : this.#expel(number, verdict.code);
    this.#sockets.heard(socket);
    switch (verdict.message.type) {
      case 'end':
        return this.#end(role === Role.CUSTOMER ? EndReason.CUSTOMER_ENDED : EndReason.AGENT_ENDED);
      case 'leave':
        if (waits) return this.#dismiss(number, CloseCode.LEFT);
        await this.#expel(number, CloseCode.LEFT);
        return this.#store.removeParticipant(number);
      case 'snapshot_request':
        if (!this.#sockets.mayAskForSnapshot(socket)) return;
        return this.#sockets.send(CUSTOMER_NUMBER, { type: 'snapshot_wanted', agent: number });
      case 'admit':
      case 'refuse':
        return this.#answered(verdict.message);
    }
  }

  async #onFrame(socket: WebSocket, number: number, frame: ArrayBuffer): Promise<void> {
    const role = roleOf(number);
    const { waits } = this.#store;
    if (waits.has(number)) return this.#dismiss(number, CloseCode.NOT_ADMITTED);
    const verdict = judgeFrame(frame, role, this.#sockets.lastSequence(socket));
    if (!verdict.ok) return this.#expel(number, verdict.code);
    const { sequence, recipient } = verdict.header;
    this.#sockets.heard(socket, sequence);
    stampSender(frame, number);
    if (role === Role.AGENT) this.#sockets.send(CUSTOMER_NUMBER, frame);
    else if (recipient === EVERYBODY) this.#sockets.sendToAgents(frame, waits);
    else if (!waits.has(recipient)) this.#sockets.send(recipient, frame);
  }

  #customerCame(session: SessionRecord): void {
    this.#store.update({ customerGoneAt: undefined });
    const { waits } = this.#store;
    const agents = this.#store.agents();
    this.#sockets.send(CUSTOMER_NUMBER, {
      type: 'customer_welcome',
      pinCode: session.pinCode,
      agents: agents.filter(({ number }) => this.#sockets.has(number) && !waits.has(number)).map(agentInfo),
    });
    this.#sockets.sendToAgents({ type: 'customer_back' }, waits);
    for (const agent of agents) if ((waits.get(agent.number) ?? 0) > 0) this.#ask(agent);
  }

  /** The first socket of one who waits asks the customer; a later one goes on waiting. */
  #agentWaits(agent: Participant): void {
    if (agent.standsUntil === 0) {
      const standsUntil = Date.now() + ADMISSION_WAIT_MS;
      this.#store.putParticipant({ ...agent, standsUntil, heldUntil: standsUntil });
      this.#ask(agent);
    }
    this.#sockets.send(agent.number, { type: 'waiting_welcome', agent: agentInfo(agent) });
  }

  #ask(agent: Participant): void {
    const { verified } = agent;
    this.#sockets.send(CUSTOMER_NUMBER, { type: 'agent_waiting', agent: agentInfo(agent), verified });
  }

  /** The customer said whether to let an agent in. */
  async #answered({ type, agent: number, userId }: AdmissionAnswerMessage): Promise<void> {
    const { session } = this.#store;
    const agent = this.#store.byNumber(number);
    // Two clicks, or somebody else who has the number by now.
    if (!session || agent?.userId !== userId || (this.#store.waits.get(number) ?? 0) === 0) return;
    if (type === 'refuse') {
      const standsUntil = Date.now() + ADMISSION_PAUSE_MS;
      this.#store.putParticipant({ ...agent, standing: Standing.REFUSED, standsUntil, heldUntil: 0 });
      this.#sockets.drop(number, CloseCode.REFUSED);
      this.#sockets.send(CUSTOMER_NUMBER, { type: 'agent_left', agent: agentInfo(agent) });
    } else {
      this.#store.putParticipant({ ...agent, standing: Standing.ADMITTED, standsUntil: 0, heldUntil: 0 });
      if (this.#sockets.has(number)) this.#agentCame(session, agent);
      // Their socket is lost at the moment; when they are back they are expected.
      else this.#sockets.send(CUSTOMER_NUMBER, { type: 'agent_left', agent: agentInfo(agent) });
    }
    await this.#schedule();
  }

  /** Takes the seat of one who waits. */
  async #dismiss(number: number, code: CloseCode): Promise<void> {
    const agent = this.#store.byNumber(number);
    this.#sockets.drop(number, code);
    this.#store.removeParticipant(number);
    if (agent) this.#sockets.send(CUSTOMER_NUMBER, { type: 'agent_left', agent: agentInfo(agent) });
    await this.#schedule();
  }

  #agentCame(session: SessionRecord, participant: Participant): void {
    const agent = agentInfo(participant);
    this.#store.clearHold(agent.number);
    this.#store.update({ noAgentSince: undefined });
    const { customerGoneAt } = session;
    const customer = this.#store.byNumber(CUSTOMER_NUMBER);
    this.#sockets.send(agent.number, {
      type: 'agent_welcome',
      agent,
      customerName: customer?.userName ?? '',
      customerVerified: customer?.verified ?? false,
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
      const { waits } = this.#store;
      this.#sockets.sendToAgents({ type: 'customer_away', remainingMs: RECONNECT_WINDOW_MS }, waits);
    } else {
      const participant = this.#store.byNumber(number);
      // A question stays open, or one who connects again and again would make it flicker.
      if (participant && participant.standing !== Standing.WAITING)
        this.#sockets.send(CUSTOMER_NUMBER, { type: 'agent_left', agent: agentInfo(participant) });
    }
    await this.#schedule();
  }

  /** Notes who is not there any more, the customer or every agent. Answers whether that is news. */
  #noteAbsence(): boolean {
    const { session } = this.#store;
    if (!session) return false;
    const customerLeft = session.customerGoneAt === undefined && !this.#sockets.has(CUSTOMER_NUMBER);
    const { waits } = this.#store;
    // Who waits keeps no PIN alive: a guess must gain nothing.
    const nobodyWatches = this.#sockets.agents().every((number) => waits.has(number));
    const agentsLeft = session.noAgentSince === undefined && nobodyWatches;
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
    const at = nextDeadline(session, this.#sockets.lastHeard(), this.#store.waits);
    await this.ctx.storage.setAlarm(Math.max(at, Date.now() + ALARM_PAUSE_MS));
  }
}

function roleOf(number: number): Role {
  return number === CUSTOMER_NUMBER ? Role.CUSTOMER : Role.AGENT;
}

function agentInfo({ number, userId, userName }: AgentInfo): AgentInfo {
  return { number, userId, userName };
}
