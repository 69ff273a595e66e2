/**
 * The session Durable Object: one customer, up to five agents, and the frames between them. It reads a frame's header
 * and never its body; it may hibernate between any two events, so all that matters is in the store or on the sockets.
 * It only takes calls in: what to do with them is in the files beside it, which meet the session as a SessionContext.
 */
import { DurableObject } from 'cloudflare:workers';
import { CloseCode } from '../../widget/engine/protocol/close-codes.js';
import { EndReason, NO_PERMISSIONS, type Admission } from '../../widget/engine/protocol/control.js';
import { CUSTOMER_NUMBER, stampSender } from '../../widget/engine/protocol/frame.js';
import { PING, PONG, SOCKET_BURST, SOCKET_INTERVAL_MS } from '../../widget/engine/protocol/limits.js';
import { readSessionLimits } from '../configuration/session-limits.js';
import type { Env } from '../env.js';
import type { SessionMetadata } from '../journal/records.js';
import { NEVER_THERE } from './absence.js';
import { Activity } from './activity.js';
import { agentWaits, dismiss } from './admission.js';
import { Allowances } from './allowances.js';
import { deadlinesOf } from './deadlines.js';
import { seatExpected } from './expected-agents.js';
import { Delivery } from './delivery.js';
import { featuresWith } from './features.js';
import { route } from './frame-routes.js';
import { acceptedUpgrade, readPage, readSecret, refusedUpgrade } from './handshake.js';
import { JournalReports } from './journal-reports.js';
import { isStandby, roleOf, standbyNumber } from './numbers.js';
import { PinRenewal } from './pin-renewal.js';
import { agentCame, customerCame, departed, expel, heardOf, noteAbsence } from './presence.js';
import { judgeFrame, judgeMessage } from './rules.js';
import { hasPlaceBeside, takeSeat, type JoinResult, type Person } from './seats.js';
import { isHeldByAnother } from './seat-claim.js';
import { freshSecret, hashSecret } from './secrets.js';
import type { SessionContext } from './session-context.js';
import { SessionStore, Standing, type SessionRecord } from './session-store.js';
import { Sockets } from './sockets.js';
import type { ExpectedAgent } from './waiting-room.js';
import { joinTab, noteOrigin, numberOfTab, seatOf, tabCame, type TabResult } from './tabs.js';

export interface Opening {
  readonly sdkKey: string;
  readonly pinCode: string;
  readonly customer: Person;
  /** What the page said about the session. */
  readonly metadata?: SessionMetadata;
  /** Agents who wait for this session with an agreed PIN. */
  readonly expected?: readonly ExpectedAgent[];
}

/** Values of ADMISSION with which the PIN is enough. */
const ADMISSION_BY_PIN: ReadonlySet<string> = new Set(['', 'pin']);

/** Each socket that opens is news for everybody else. */
const openings = new Allowances(1000 / SOCKET_INTERVAL_MS, SOCKET_BURST);

/** After work that failed, the alarm does not fire again at once. */
const ALARM_PAUSE_MS = 5000;

export class SessionObject extends DurableObject<Env> {
  readonly #store: SessionStore;
  readonly #sockets: Sockets;
  readonly #pins: PinRenewal;
  readonly #journal: JournalReports;
  readonly #activity: Activity;
  readonly #delivery: Delivery;
  readonly #context: SessionContext;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    this.#store = new SessionStore(ctx.storage);
    this.#sockets = new Sockets(ctx);
    this.#pins = new PinRenewal(env);
    this.#activity = new Activity(this.#store);
    this.#journal = new JournalReports(env);
    this.#delivery = new Delivery(this.#sockets);
    this.#context = {
      store: this.#store,
      sockets: this.#sockets,
      delivery: this.#delivery,
      features: featuresWith(this.#delivery, this.#pins, this.#activity, this.#journal),
      get limits() {
        return readSessionLimits(env);
      },
      end: (reason) => this.#end(reason),
      schedule: () => this.#schedule(),
    };
    // A deploy drops every socket without telling the object.
    if (noteAbsence(this.#context)) {
      void ctx.blockConcurrencyWhile(() => this.#schedule());
    }
  }

  /** Creates the session. The customer counts as gone until their first socket opens. */
  async create({
    sdkKey,
    pinCode,
    customer: { userId, userName, verified = false },
    metadata = {},
    expected = [],
  }: Opening): Promise<Admission> {
    const secret = freshSecret();
    const secretHash = await hashSecret(secret);
    const now = Date.now();
    const sessionId = this.ctx.id.toString();
    // A value that nobody knows asks the customer: open is never the answer to a slip of the pen.
    const admits = !ADMISSION_BY_PIN.has(this.env.ADMISSION ?? '');
    const session: SessionRecord = {
      sessionId,
      sdkKey,
      pinCode,
      metadata,
      createdAt: now,
      pinRenewedAt: now,
      noAgentSince: now,
      customerGoneAt: now,
      admits,
      permissions: NO_PERMISSIONS,
      absence: NEVER_THERE,
      activeAt: now,
    };
    const standing = Standing.ADMITTED;
    const customer = {
      number: CUSTOMER_NUMBER,
      userId,
      userName,
      secretHash,
      heldUntil: 0,
      standing,
      standsUntil: 0,
      verified,
    };
    this.#store.create(session, customer);
    this.#journal.started(session, customer);
    seatExpected(this.#store, expected);
    await this.#schedule();
    return { sessionId, secret };
  }

  /** Gives an agent a seat and a secret to open a socket with. */
  async join(person: Person): Promise<JoinResult> {
    return takeSeat(this.#context, person);
  }

  /** Ends the session, if there is one, for whoever operates the service. */
  async endByOperator(): Promise<void> {
    await this.#end(EndReason.OPERATOR_ENDED);
  }

  /** Opens a participant's socket, the first or a later one. Any status but 101 means that the secret opens nothing. */
  override async fetch(request: Request): Promise<Response> {
    const secret = readSecret(request);
    const secretHash = secret === undefined ? undefined : await hashSecret(secret);
    const { session } = this.#store;
    const tab = session && secretHash !== undefined ? seatOf(this.#context, secretHash) : undefined;
    // A code with which no client comes back by itself.
    if (tab !== undefined && !openings.take(this.#context, standbyNumber(tab)))
      return refusedUpgrade(request, CloseCode.FLOODED);
    const page = readPage(request);
    if (tab !== undefined) {
      if (await isHeldByAnother(this.#context, numberOfTab(this.#context, tab), page))
        return refusedUpgrade(request, CloseCode.OCCUPIED);
      // The session may have ended meanwhile, and the seat been given away.
      if (!this.#store.session || secretHash === undefined || seatOf(this.#context, secretHash) !== tab)
        return new Response(null, { status: 401 });
      return this.#accept(request, (socket) => tabCame(this.#context, tab, socket, page));
    }
    const participant = session && secretHash !== undefined ? this.#store.bySecretHash(secretHash) : undefined;
    if (!participant) return new Response(null, { status: 401 });
    const { number, standing } = participant;
    if (standing === Standing.REFUSED) return refusedUpgrade(request, CloseCode.REFUSED);
    if (standing === Standing.REMOVED) return refusedUpgrade(request, CloseCode.REMOVED);
    // Who was away may find that others took the places.
    if (number !== CUSTOMER_NUMBER && !hasPlaceBeside(this.#context, number))
      return new Response(null, { status: 401 });
    if (!openings.take(this.#context, number)) return refusedUpgrade(request, CloseCode.FLOODED);
    // An agent's seat goes to whoever shows its secret: what a desk that reloads left behind may seem open for long.
    if (number === CUSTOMER_NUMBER && (await isHeldByAnother(this.#context, number, page)))
      return refusedUpgrade(request, CloseCode.OCCUPIED);
    // It may have ended meanwhile.
    if (!this.#store.session) return new Response(null, { status: 401 });

    return this.#accept(request, (socket) => {
      this.#sockets.drop(number, CloseCode.REPLACED);
      this.#sockets.admit(socket, number, page);
      if (number === CUSTOMER_NUMBER) customerCame(this.#context);
      else if (standing === Standing.WAITING) agentWaits(this.#context, participant);
      else agentCame(this.#context, participant);
    });
  }

  /** Lets one more tab of the customer's in, with a ticket. @param origin of the page that shows it. */
  async joinTab(ticket: string, origin: string | null): Promise<TabResult> {
    return joinTab(this.#context, ticket, origin);
  }

  async #accept(request: Request, take: (socket: WebSocket) => void): Promise<Response> {
    const { 0: client, 1: server } = new WebSocketPair();
    take(server);
    if (this.#sockets.numberOf(server) === CUSTOMER_NUMBER) noteOrigin(this.#context, request);
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
    if (this.#sockets.saidAnything(socket)) heardOf(this.#context, number);
    this.#sockets.forget(number);
    await departed(this.#context, number);
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    await this.webSocketClose(socket);
  }

  override async alarm(): Promise<void> {
    const now = Date.now();
    for (const { at, act } of deadlinesOf(this.#context)) {
      // One of those before it may have been the end.
      if (at <= now && this.#store.session) await act();
    }
    await this.#schedule();
  }

  async #onMessage(socket: WebSocket, number: number, text: string): Promise<void> {
    const waits = this.#store.waits.has(number);
    const verdict = judgeMessage(text, roleOf(number), waits);
    if (!verdict.ok) return (waits ? dismiss : expel)(this.#context, number, verdict.code);
    this.#sockets.heard(socket);
    if (isStandby(number) && !verdict.rule.whileStandby) return;
    heardOf(this.#context, number);
    await verdict.rule.handle(this.#context, number, verdict.message);
    // The tab that is seen learns of a pause in another one by a welcome.
    if (isStandby(number) && verdict.message.type === 'sharing') customerCame(this.#context);
  }

  async #onFrame(socket: WebSocket, number: number, frame: ArrayBuffer): Promise<void> {
    if (this.#store.waits.has(number)) return dismiss(this.#context, number, CloseCode.NOT_ADMITTED);
    const verdict = judgeFrame(frame, roleOf(number), this.#sockets.lastSequence(socket));
    if (!verdict.ok) return expel(this.#context, number, verdict.code);
    this.#sockets.heard(socket, verdict.header.sequence);
    const header = { ...verdict.header, sender: number };
    this.#delivery.arrived(header, frame.byteLength);
    // On its way when the customer went to another tab.
    if (isStandby(number)) return;
    heardOf(this.#context, number);
    this.#activity.note();
    stampSender(frame, number);
    if (!route(this.#context, header, frame)) await expel(this.#context, number, CloseCode.FLOODED);
  }

  async #end(reason: EndReason): Promise<void> {
    const { session } = this.#store;
    if (!session) return;
    for (const number of [CUSTOMER_NUMBER, ...this.#sockets.standbys(), ...this.#sockets.agents()]) {
      this.#sockets.send(number, { type: 'session_ended', reason });
      this.#sockets.drop(number, CloseCode.SESSION_ENDED);
    }
    await this.#store.deleteAll();
    this.#journal.ended(session);
    await this.#pins.release(session);
  }

  async #schedule(): Promise<void> {
    const moments = deadlinesOf(this.#context).map(({ at }) => at);
    if (moments.length === 0) return;
    await this.ctx.storage.setAlarm(Math.max(Math.min(...moments), Date.now() + ALARM_PAUSE_MS));
  }
}
