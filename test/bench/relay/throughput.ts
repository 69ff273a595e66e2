/**
 * Frames through one session, from a customer to agents, beside a plain broadcast relay on the same workerd. Owns the session's
 * set-up over HTTP and the flow; what a frame costs the relay is all that is measured.
 */
import { property } from '../../../scripts/project.ts';
import { median } from '../figures.ts';
import { maskedFrame, RawSocket } from './raw-socket.ts';
import type { Workerd } from './workerd.ts';

export interface Load {
  readonly agents: number;
  readonly frameBytes: number;
}

export interface Throughput extends Load {
  /** Frames a second that every agent got. */
  readonly ours: number;
  readonly plain: number;
}

/** One of each kind of place that a frame may be sent to. */
interface Room {
  readonly customer: RawSocket;
  readonly agents: readonly RawSocket[];
  /** Whether the relay has to be told what arrived. */
  readonly acknowledges: boolean;
}

/** As the desk does. */
const ACK_EVERY_BYTES = 64 * 1024;

/** Bytes on their way to the slowest agent. A relay leaves out what a slow one does not take, so the sender must wait. */
const WINDOW_BYTES = 512 * 1024;
const WARM_UP_MS = 200;

const SUBPROTOCOL = 'cobrowse.v1';
const CLASS_OPERATIONS = 'O'.charCodeAt(0);

/** Measures one load `rounds` times on either relay, in turns, and takes the medians. */
export async function measureThroughput(workerd: Workerd, load: Load, rounds: number, ms: number): Promise<Throughput> {
  const ours: number[] = [];
  const plain: number[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await flow(await openSession(workerd, load.agents), load.frameBytes, ms));
    plain.push(await flow(await openPlainRoom(workerd, load.agents), load.frameBytes, ms));
  }
  return { ...load, ours: median(ours), plain: median(plain) };
}

/** Keeps the window full and answers frames a second, counted where the last agent got them. Closes the room. */
async function flow({ customer, agents, acknowledges }: Room, frameBytes: number, ms: number): Promise<number> {
  const { bytes: frame, start } = maskedFrame(frameBytes);
  frame[start] = CLASS_OPERATIONS;
  const inWindow = Math.max(4, Math.floor(WINDOW_BYTES / frameBytes));
  const batch = Math.ceil(inWindow / 4);
  let sent = 0;
  const slowest = (): number => Math.min(...agents.map(({ received }) => received));
  const { promise: finished, resolve, reject } = Promise.withResolvers<number>();
  const fill = (): void => {
    while (sent - slowest() + batch <= inWindow) {
      const frames = Buffer.alloc(frame.length * batch);
      for (let i = 0; i < batch; i++) {
        frame.writeUInt32BE(++sent, start + 4);
        frames.set(frame, i * frame.length);
      }
      customer.write(frames);
    }
  };
  for (const socket of [customer, ...agents]) {
    socket.onClose = (code) => reject(new Error(`a relay closed a socket with code ${code}`));
  }
  for (const agent of agents) {
    let acknowledged = 0;
    agent.onReceived = () => {
      const bytes = (agent.received - acknowledged) * frameBytes;
      if (acknowledges && bytes >= ACK_EVERY_BYTES) {
        acknowledged = agent.received;
        agent.writeText(JSON.stringify({ type: 'received', bytes }));
      }
      fill();
    };
  }
  fill();
  setTimeout(() => {
    const startedAt = performance.now();
    const before = slowest();
    setTimeout(() => resolve(((slowest() - before) * 1000) / (performance.now() - startedAt)), ms);
  }, WARM_UP_MS);
  try {
    return await finished;
  } finally {
    for (const socket of [customer, ...agents]) socket.close();
  }
}

async function openPlainRoom({ plain }: Workerd, agents: number): Promise<Room> {
  const address = `${plain}/${crypto.randomUUID()}`;
  const open = (): Promise<RawSocket> => RawSocket.open(address);
  return {
    customer: await open(),
    agents: await Promise.all(Array.from({ length: agents }, open)),
    acknowledges: false,
  };
}

async function openSession({ worker }: Workerd, agents: number): Promise<Room> {
  const { socket: customer, welcome } = await openParticipant(
    worker,
    await admit(worker, 1, '/sdkapi/zcb/sessions', {}),
  );
  const pinCode = property(JSON.parse(await welcome), 'pinCode');
  const join = async (): Promise<RawSocket> => {
    const admission = await admit(worker, 2, '/sdkapi/zcb/sessions/join', { pinCode });
    const { socket, welcome: hello } = await openParticipant(worker, admission);
    await hello;
    return socket;
  };
  return { customer, agents: await Promise.all(Array.from({ length: agents }, join)), acknowledges: true };
}

async function openParticipant(
  worker: string,
  admission: unknown,
): Promise<{ socket: RawSocket; welcome: Promise<string> }> {
  const address = `${worker}/sdkapi/zcb/sessions/${text(admission, 'sessionId')}/socket`;
  const socket = await RawSocket.open(address, [SUBPROTOCOL, `secret.${text(admission, 'secret')}`]);
  const { promise: welcome, resolve } = Promise.withResolvers<string>();
  socket.onText = resolve;
  return { socket, welcome };
}

async function admit(worker: string, role: number, path: string, body: object): Promise<unknown> {
  const token = text(await post(`${worker}/token`, { role }), 'token');
  return post(worker + path, body, { authorization: `Bearer ${token}` });
}

async function post(address: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${new URL(address).pathname} answered ${response.status}`);
  return response.json();
}

function text(value: unknown, key: string): string {
  const found = property(value, key);
  if (typeof found !== 'string') throw new Error(`The Worker's answer has no ${key}`);
  return found;
}
