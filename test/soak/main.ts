/**
 * Many sessions with churn against one Worker on workerd: agents break off and come back, leave and join, customers reload. Counts
 * frames that did not reach an agent who was there, sessions that stopped answering, and what a session costs in memory.
 */
import { readFile } from 'node:fs/promises';
import { encodeFrame, EVERYBODY, FrameClass, HEADER_BYTES } from '../../widget/engine/protocol/frame.ts';
import { SECRET_SUBPROTOCOL_PREFIX, SUBPROTOCOL } from '../../widget/engine/protocol/limits.ts';
import { startWorkerd, type Workerd } from '../bench/relay/workerd.ts';
import { Random } from '../support/random.ts';

/** What a start or a join is answered with; the engine's own reader is out of Node's reach. */
interface Admission {
  readonly sessionId: string;
  readonly secret: string;
}

export interface SoakOptions {
  readonly sessions: number;
  readonly rounds: number;
  readonly seed: number;
  readonly print: (line: string) => void;
}

export interface SoakResult {
  readonly frames: number;
  readonly lost: number;
  readonly stuck: number;
  readonly kilobytesPerSession: number;
}

/** What answers within this is not stuck, on a machine that does other things too. */
const PATIENCE_MS = 30_000;
const AGENTS = 2;

class Peer {
  readonly admission: Admission;
  readonly #socket: WebSocket;
  readonly #texts: string[] = [];
  readonly frames: string[] = [];
  #wake: () => void = () => undefined;

  private constructor(admission: Admission, socket: WebSocket) {
    this.admission = admission;
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('message', ({ data }: { readonly data: unknown }) => {
      if (data instanceof ArrayBuffer) this.frames.push(new TextDecoder().decode(data.slice(HEADER_BYTES)));
      else this.#texts.push(String(data));
      this.#wake();
    });
    socket.addEventListener('close', () => this.#wake());
  }

  static async open(worker: string, admission: Admission): Promise<Peer> {
    const address = `${worker.replace('http', 'ws')}/sdkapi/zcb/sessions/${admission.sessionId}/socket`;
    const socket = new WebSocket(address, [SUBPROTOCOL, SECRET_SUBPROTOCOL_PREFIX + admission.secret]);
    const peer = new Peer(admission, socket);
    await peer.hears('_welcome');
    return peer;
  }

  send(text: string, sequence: number): void {
    const header = { class: FrameClass.OPERATIONS, deflated: false, more: false, sender: 0, recipient: EVERYBODY };
    this.#socket.send(encodeFrame({ ...header, sequence }, new TextEncoder().encode(text)));
  }

  say(type: string): void {
    this.#socket.send(JSON.stringify({ type }));
  }

  /** Waits for a message whose text has this. Returns it. */
  async hears(part: string): Promise<string> {
    return this.#until(() => this.#texts.find((text) => text.includes(part)));
  }

  async has(frame: string): Promise<boolean> {
    return this.#until(() => this.frames.includes(frame) || undefined).catch(() => false);
  }

  close(): void {
    this.#socket.close();
  }

  async #until<T>(found: () => T | undefined): Promise<T> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const value = found();
      if (value !== undefined) return value;
      const left = deadline - performance.now();
      if (left <= 0 || this.#socket.readyState === WebSocket.CLOSED) throw new Error('no answer');
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}

class Soaked {
  readonly #worker: string;
  readonly #random: Random;
  #customer: Peer | undefined;
  #pinCode = '';
  #sequence = 0;
  #agents: Peer[] = [];
  frames = 0;
  lost = 0;

  constructor(worker: string, seed: number) {
    this.#worker = worker;
    this.#random = new Random(seed);
  }

  async start(): Promise<void> {
    this.#customer = await Peer.open(this.#worker, await this.#admit(1, '/sdkapi/zcb/sessions', {}));
    const welcome: unknown = JSON.parse(await this.#customer.hears('customer_welcome'));
    this.#pinCode = String(Reflect.get(Object(welcome), 'pinCode'));
    for (let i = 0; i < AGENTS; i++) await this.#join();
  }

  /** Something changes, then a frame must reach everybody who is there. */
  async round(): Promise<void> {
    const customer = this.#customer;
    if (!customer) return;
    const at = this.#random.below(this.#agents.length);
    const agent = this.#agents[at];
    switch (this.#random.pick(['break', 'leave', 'reload', 'nothing'])) {
      case 'break':
        if (!agent) break;
        agent.close();
        this.#agents[at] = await Peer.open(this.#worker, agent.admission);
        break;
      case 'leave':
        agent?.say('leave');
        this.#agents.splice(at, 1);
        await this.#join();
        break;
      case 'reload':
        customer.close();
        this.#customer = await Peer.open(this.#worker, customer.admission);
        this.#sequence = 0;
        break;
    }
    const text = `frame ${++this.frames} ${'x'.repeat(this.#random.pick([10, 1000, 100_000]))}`;
    this.#customer?.send(text, ++this.#sequence);
    for (const each of this.#agents) if (!(await each.has(text))) this.lost += 1;
    for (const each of this.#agents) each.frames.length = 0;
  }

  /** Ends it. Answers whether everybody heard of it. */
  async end(): Promise<boolean> {
    this.#customer?.say('end');
    const everybody = [this.#customer, ...this.#agents];
    const heard = await Promise.all(everybody.map((each) => each?.hears('session_ended').catch(() => undefined)));
    for (const each of everybody) each?.close();
    return heard.every((text) => text !== undefined);
  }

  async #join(): Promise<void> {
    const admission = await this.#admit(2, '/sdkapi/zcb/sessions/join', { pinCode: this.#pinCode });
    this.#agents.push(await Peer.open(this.#worker, admission));
  }

  async #admit(role: number, path: string, body: object): Promise<Admission> {
    const minted = await this.#post('/token', { role });
    const answer = Object(await this.#post(path, body, String(Reflect.get(Object(minted), 'token'))));
    const [sessionId, secret]: unknown[] = [Reflect.get(answer, 'sessionId'), Reflect.get(answer, 'secret')];
    if (typeof sessionId !== 'string' || typeof secret !== 'string') throw new Error(`${path} admitted nobody`);
    return { sessionId, secret };
  }

  async #post(path: string, body: object, token = ''): Promise<unknown> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const response = await fetch(this.#worker + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return response.json();
  }
}

/** Runs it. `dist/` must have been built. */
export async function runSoak({ sessions, rounds, seed, print }: SoakOptions): Promise<SoakResult> {
  await using workerd: Workerd = await startWorkerd();
  // What the first session loads belongs to no session.
  const first = new Soaked(workerd.worker, seed);
  await first.start();
  await first.end();
  const before = await residentKilobytes(workerd.pid);

  const all = Array.from({ length: sessions }, (_, index) => new Soaked(workerd.worker, seed + index));
  let stuck = 0;
  const attempt = async (act: Promise<unknown>): Promise<void> => void (await act.catch(() => (stuck += 1)));
  for (const session of all) await attempt(session.start());
  const kilobytesPerSession = Math.round(((await residentKilobytes(workerd.pid)) - before) / sessions);
  print(`${sessions} sessions with ${AGENTS} agents each are open.`);
  for (let round = 1; round <= rounds; round++) {
    await Promise.all(all.map((session) => attempt(session.round())));
    print(`Round ${round} of ${rounds}: ${all.reduce((sum, { lost }) => sum + lost, 0)} frames lost so far.`);
  }
  for (const session of all) if (!(await session.end())) stuck += 1;
  const frames = all.reduce((sum, each) => sum + each.frames * AGENTS, 0);
  return { frames, lost: all.reduce((sum, { lost }) => sum + lost, 0), stuck, kilobytesPerSession };
}

async function residentKilobytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? NaN);
}
