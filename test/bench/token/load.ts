/**
 * Asks an endpoint for tokens over a few connections, each asking again once it was answered, and measures every answer. A client
 * that costs little, so that what is measured is the server: it writes bytes and looks for the end of an answer. Loopback only.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface LoadFigures {
  readonly perSecond: number;
  readonly latenciesMs: readonly number[];
}

const BODY = JSON.stringify({ role: 1, userId: 'customer-4711', userName: 'Carla Customer' });

/** Where nothing was refused: an answer that is no token is a fault of the bench. */
const EXPECTED_STATUS = 'HTTP/1.1 200';

/** A request from an address of its own, as thousands of customers have, so that no limit is what is measured. */
function requestBytes(port: number, count: number): string {
  const address = `10.${(count >> 16) & 255}.${(count >> 8) & 255}.${count & 255}`;
  return [
    'POST / HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Origin: https://shop.example',
    'Content-Type: application/json',
    `Content-Length: ${BODY.length}`,
    `X-Forwarded-For: ${address}`,
    '',
    BODY,
  ].join('\r\n');
}

/** Runs for `ms` and answers what was measured in that time. */
export async function loadEndpoint(port: number, connections: number, ms: number): Promise<LoadFigures> {
  const latenciesMs: number[] = [];
  let sent = 0;
  const startedAt = performance.now();
  const next = (): string => requestBytes(port, sent++);
  const run = async (): Promise<void> => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    await once(socket, 'connect');
    try {
      while (performance.now() - startedAt < ms) {
        const before = performance.now();
        socket.write(next());
        await readAnswer(socket);
        latenciesMs.push(performance.now() - before);
      }
    } finally {
      socket.destroy();
    }
  };
  await Promise.all(Array.from({ length: connections }, run));
  return { perSecond: (latenciesMs.length * 1000) / (performance.now() - startedAt), latenciesMs };
}

function readAnswer(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const take = (chunk: Buffer): void => {
      answer += chunk.toString('latin1');
      const end = answer.indexOf('\r\n\r\n');
      if (end === -1) return;
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(answer.slice(0, end + 2))?.[1]);
      if (answer.length < end + 4 + length) return;
      done();
      if (answer.startsWith(EXPECTED_STATUS) && answer.includes('"token"')) resolve();
      else reject(new Error(`The endpoint answered "${answer.slice(0, answer.indexOf('\r\n'))}"`));
    };
    const fail = (): void => {
      done();
      reject(new Error('The endpoint closed a connection'));
    };
    const done = (): void => void socket.off('data', take).off('close', fail).off('error', fail);
    socket.on('data', take).once('close', fail).once('error', fail);
  });
}
