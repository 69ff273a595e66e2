/**
 * The least that a relay can be, to measure ours against: one object, sockets accepted without hibernation, every message to all
 * others, nothing looked at.
 */
export class PlainRelay {
  #sockets = new Set();

  fetch() {
    const { 0: client, 1: server } = new WebSocketPair();
    server.binaryType = 'arraybuffer';
    server.accept();
    this.#sockets.add(server);
    server.addEventListener('close', () => this.#sockets.delete(server));
    server.addEventListener('message', ({ data }) => {
      for (const socket of this.#sockets) if (socket !== server) socket.send(data);
    });
    return new Response(null, { status: 101, webSocket: client });
  }
}

// oxlint-disable-next-line import/no-default-export -- the form of a Worker
export default {
  // The path names the room, so that each measurement has one of its own.
  fetch(request, { ROOMS }) {
    return ROOMS.get(ROOMS.idFromName(new URL(request.url).pathname)).fetch(request);
  },
};
