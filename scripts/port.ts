/** Finds a port that is free on every loopback address. Knows nothing of what will listen there. */
import { createServer } from 'node:net';

/** Both families: a browser may resolve `localhost` to either, and another server on one of them would answer for us. */
const LOOPBACK = ['127.0.0.1', '::1'];

const HIGHEST_PORT = 65_535;

async function isFreeOn(host: string, port: number): Promise<boolean> {
  const probe = createServer();
  const { promise, resolve } = Promise.withResolvers<boolean>();
  // A machine without IPv6 answers EADDRNOTAVAIL: nothing can be listening there.
  probe.once('error', (error: NodeJS.ErrnoException) =>
    resolve(error.code !== 'EADDRINUSE' && error.code !== 'EACCES'),
  );
  probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  return promise;
}

/** Whether nothing listens on this port of this machine's loopback addresses. */
export async function isPortFree(port: number): Promise<boolean> {
  for (const host of LOOPBACK) if (!(await isFreeOn(host, port))) return false;
  return true;
}

/** The first free port from `port` upwards. */
export async function nextFreePort(port: number): Promise<number> {
  for (let candidate = port; candidate <= HIGHEST_PORT; candidate += 1) {
    if (await isPortFree(candidate)) return candidate;
  }
  throw new Error(`No free port from ${port} upwards`);
}
