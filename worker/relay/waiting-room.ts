/**
 * The waiting room Durable Object, one for each SDK key and agreed PIN: agents who wait before the customer has started (SPEC J).
 * It reserves nothing and knows no session; nothing is stored until somebody waits, and nothing once nobody does.
 */
import { DurableObject } from 'cloudflare:workers';
import { CloseCode } from '../../widget/engine/protocol/close-codes.js';
import { decodeClientMessage, type Admission, type RelayMessage } from '../../widget/engine/protocol/control.js';
import { Allowance } from '../../widget/engine/protocol/allowance.js';
import { MAX_AGENTS, PING, PONG, SOCKET_BURST, SOCKET_INTERVAL_MS } from '../../widget/engine/protocol/limits.js';
import { readSessionLimits } from '../configuration/session-limits.js';
import type { Env } from '../env.js';
import type { Asker } from './directory.js';
import { acceptedUpgrade, readSecret, refusedUpgrade } from './handshake.js';
import type { Person } from './seats.js';
import { freshSecret, hashSecret } from './secrets.js';

/** An agent who waits, as a session takes them over: with the secret that they have. */
export interface ExpectedAgent extends Person, Asker {
  readonly userId: string;
  readonly secretHash: string;
}

export type WaitResult =
  | { readonly state: 'waiting'; readonly admission: Admission }
  /** This user id waits already, and is connected. */
  | { readonly state: 'duplicate' }
  | { readonly state: 'full' };

type Row = Record<string, SqlStorageValue>;

const AWAITED = 'session_id IS NULL';

export class WaitingRoomObject extends DurableObject<Env> {
  readonly #sql: SqlStorage;
  /** How often each user may open a socket. Forgotten when the room sleeps: whoever lets it has waited longer. */
  readonly #openings = new Map<string, Allowance>();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    this.#sql = ctx.storage.sql;
  }

  /** Lets an agent wait, AGENT_WAIT_MS or what the operator set. The id in the admission is the room's. */
  async wait(person: Person, address: string | undefined): Promise<WaitResult> {
    const secret = freshSecret();
    const secretHash = await hashSecret(secret);
    const { userId, userName, verified = false } = person;
    this.#sql.exec(`CREATE TABLE IF NOT EXISTS waiting (
      user_id TEXT PRIMARY KEY, user_name TEXT NOT NULL, verified INTEGER NOT NULL, address TEXT,
      secret_hash TEXT NOT NULL UNIQUE, until INTEGER NOT NULL, session_id TEXT
    )`);
    const waiting = this.#rows(AWAITED);
    const earlier = waiting.find((row) => row['user_id'] === userId);
    if (earlier && this.#socketOf(earlier)) return { state: 'duplicate' };
    if (!earlier && waiting.length >= MAX_AGENTS) return { state: 'full' };
    this.#sql.exec(
      'INSERT OR REPLACE INTO waiting VALUES (?, ?, ?, ?, ?, ?, NULL)',
      userId,
      userName,
      Number(verified),
      address ?? null,
      secretHash,
      Date.now() + readSessionLimits(this.env).agentWaitMs,
    );
    await this.#schedule();
    return { state: 'waiting', admission: { sessionId: this.ctx.id.toString(), secret } };
  }

  /** Who waits for a session that begins now. */
  expected(): readonly ExpectedAgent[] {
    return this.#rows(AWAITED).map((row) => ({
      userId: String(row['user_id']),
      userName: String(row['user_name']),
      verified: row['verified'] === 1,
      address: typeof row['address'] === 'string' ? row['address'] : undefined,
      secretHash: String(row['secret_hash']),
    }));
  }

  /** The session that they wait for is there: those whom it expects are told, also the ones whose socket is lost at the moment. */
  handOver(sessionId: string, secretHashes: readonly string[]): void {
    for (const row of this.#rows(AWAITED)) {
      const secretHash = String(row['secret_hash']);
      if (!secretHashes.includes(secretHash)) continue;
      this.#sql.exec('UPDATE waiting SET session_id = ? WHERE secret_hash = ?', sessionId, secretHash);
      this.#tellStarted(this.#socketOf(row), sessionId);
    }
  }

  /** This agent does not wait any more. */
  async forget(userId: string): Promise<void> {
    const row = this.#rows(AWAITED).find((found) => found['user_id'] === userId);
    if (row) await this.#remove(row, CloseCode.LEFT);
  }

  /** Opens the socket of one who waits, the first or a later one. Any status but 101 means that the secret opens nothing. */
  override async fetch(request: Request): Promise<Response> {
    const secret = readSecret(request);
    const secretHash = secret === undefined ? undefined : await hashSecret(secret);
    const row = this.#rows().find((found) => found['secret_hash'] === secretHash);
    if (secretHash === undefined || !row) return new Response(null, { status: 401 });
    const remainingMs = Number(row['until']) - Date.now();
    if (remainingMs <= 0) return refusedUpgrade(request, CloseCode.NO_CUSTOMER);
    const userId = String(row['user_id']);
    const openings = this.#openings.get(userId) ?? new Allowance(1000 / SOCKET_INTERVAL_MS, SOCKET_BURST);
    this.#openings.set(userId, openings);
    if (!openings.take(Date.now())) return refusedUpgrade(request, CloseCode.FLOODED);
    this.#socketOf(row)?.close(CloseCode.REPLACED);
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server, [secretHash]);
    if (typeof row['session_id'] === 'string') this.#tellStarted(server, row['session_id']);
    else send(server, { type: 'customer_awaited', remainingMs });
    return acceptedUpgrade(client);
  }

  /** All that somebody who waits may say is that they leave; the rest is for a session. */
  override async webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): Promise<void> {
    const leaves = typeof data === 'string' && decodeClientMessage(data)?.type === 'leave';
    const row = this.#rowOf(socket);
    const code = leaves ? CloseCode.LEFT : CloseCode.NOT_ADMITTED;
    if (row) await this.#remove(row, code);
    else socket.close(code);
  }

  override webSocketClose(socket: WebSocket): void {
    try {
      // The platform leaves the answer to us; until then the peer's socket stays half closed.
      socket.close();
    } catch {
      // Already closed, by us or by the network.
    }
  }

  override async alarm(): Promise<void> {
    const now = Date.now();
    for (const row of this.#rows()) {
      if (Number(row['until']) <= now) await this.#remove(row, CloseCode.NO_CUSTOMER);
    }
    await this.#schedule();
  }

  async #remove(row: Row, code: CloseCode): Promise<void> {
    this.#socketOf(row)?.close(code);
    this.#sql.exec('DELETE FROM waiting WHERE user_id = ?', String(row['user_id']));
    this.#openings.delete(String(row['user_id']));
    await this.#schedule();
  }

  #tellStarted(socket: WebSocket | undefined, sessionId: string): void {
    if (!socket) return;
    send(socket, { type: 'customer_started', sessionId });
    socket.close(CloseCode.HANDED_OVER);
  }

  /** The one that is open. */
  #socketOf(row: Row): WebSocket | undefined {
    const sockets = this.ctx.getWebSockets(String(row['secret_hash']));
    return sockets.find(({ readyState }) => readyState === WebSocket.OPEN);
  }

  #rowOf(socket: WebSocket): Row | undefined {
    const [secretHash] = this.ctx.getTags(socket);
    return this.#rows(AWAITED).find((row) => row['secret_hash'] === secretHash && this.#socketOf(row) === socket);
  }

  #rows(condition = 'TRUE'): readonly Row[] {
    const tables = this.#sql.exec("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'waiting'");
    if (tables.toArray().length === 0) return [];
    return this.#sql.exec(`SELECT * FROM waiting WHERE ${condition} ORDER BY until`).toArray();
  }

  /** The alarm for whoever's time is up first; without anybody, the room is empty again. */
  async #schedule(): Promise<void> {
    const [first] = this.#rows();
    if (first) return this.ctx.storage.setAlarm(Number(first['until']));
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
  }
}

function send(socket: WebSocket, message: RelayMessage): void {
  try {
    socket.send(JSON.stringify(message));
  } catch {
    // Between a peer's close and our hearing of it.
  }
}
