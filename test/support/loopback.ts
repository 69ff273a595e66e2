/** A server of a test's on this machine alone, on a port that is free. */
import { once } from 'node:events';
import type { Server } from 'node:http';

export interface Loopback {
  readonly origin: string;
  /** Ends it with all its connections. */
  readonly close: () => Promise<void>;
}

export async function listenOnLoopback(server: Server): Promise<Loopback> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port');
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { origin: `http://127.0.0.1:${address.port}`, close };
}
