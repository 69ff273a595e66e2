/** A network between a browser and the service that can really be cut: sockets break, new ones are refused. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface Network extends AsyncDisposable {
  /** The service, as it is reached through this network. */
  readonly origin: string;
  /** Breaks every connection and refuses new ones. */
  cut(): void;
  restore(): void;
  /** Breaks every connection at the service's end alone: the browser hears nothing, as after a sleep. */
  forsake(): void;
  close(): Promise<void>;
}

/** Puts a network in front of a service on this machine. */
export async function networkTo(service: string): Promise<Network> {
  const { port } = new URL(service);
  const open = new Set<Socket>();
  /** Ends that no other end belongs to any more. */
  const forsaken = new Set<Socket>();
  const pairs: (readonly [near: Socket, far: Socket])[] = [];
  let up = true;
  const server = createServer((near) => {
    if (!up) return near.resetAndDestroy();
    const far = connect(Number(port), 'localhost');
    pairs.push([near, far]);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        if (!forsaken.has(other)) other.destroy();
      });
      one.pipe(other);
    }
    return undefined;
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The network has no port');

  const destroyAll = (): void => open.forEach((socket) => socket.destroy());
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    destroyAll();
    await closed;
  };
  return {
    origin: `http://localhost:${address.port}`,
    cut: () => {
      up = false;
      destroyAll();
    },
    restore: () => {
      up = true;
    },
    forsake: () => {
      for (const [near, far] of pairs.splice(0)) {
        if (near.destroyed) continue;
        forsaken.add(near);
        near.unpipe(far);
        near.resume();
        far.destroy();
      }
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
