/** What a participant's connection sends, as far as it needs no network; reconnecting is tested end to end. */
import { expect, waitUntil } from '@open-wc/testing';
import { decodeCustomerMessage } from '../../../widget/engine/protocol/control.js';
import { EVERYBODY, FrameClass, Role } from '../../../widget/engine/protocol/frame.js';
import { deflate } from '../../../widget/engine/transport/deflate.js';
import { RelaySocket } from '../../../widget/engine/transport/relay-socket.js';
import { ScriptedRelay } from './scripted-socket.js';

const BIG = 100_000;

describe('a relay socket', () => {
  let relay: ScriptedRelay;
  let socket: RelaySocket;

  beforeEach(() => {
    relay = new ScriptedRelay();
    const ignore = (): void => undefined;
    const listener = { onControl: ignore, onMessage: ignore, onReconnecting: ignore, onClosed: ignore };
    socket = new RelaySocket({
      url: 'wss://service.example',
      secret: 'secret',
      role: Role.CUSTOMER,
      decode: decodeCustomerMessage,
      listener,
    });
    socket.connect();
  });

  afterEach(() => {
    socket.close();
    relay.restore();
  });

  it('sends no message once it is muted, not even one that waits, but still its control messages', async () => {
    socket.send(FrameClass.POINTER, EVERYBODY, new Uint8Array(1));
    socket.send(FrameClass.OPERATIONS, EVERYBODY, new Uint8Array(BIG));
    socket.send(FrameClass.POINTER, EVERYBODY, new Uint8Array(2));
    socket.mute();
    socket.control({ type: 'end' });
    socket.send(FrameClass.POINTER, EVERYBODY, new Uint8Array(3));
    // Far more work than what must not be sent.
    await deflate(new Uint8Array(50 * BIG));
    expect(relay.socket.frames.map(({ body }) => body.byteLength)).to.deep.equal([1]);
    expect(relay.socket.controls).to.deep.equal(['end']);
  });

  it('H5 says that its page is alive, of its own accord, and is the same page on each of its sockets', () => {
    relay.socket.says({ type: 'still_there' });
    expect(relay.socket.controls).to.deep.equal(['still_here']);
    socket.suspend();
    socket.connect();
    const [first, second] = relay.sockets.map(({ protocols }) => protocols);
    expect(first?.slice(0, 2)).to.deep.equal(['cobrowse.v1', 'secret.secret']);
    expect(first?.[2]).to.match(/^page\.[\w-]{8,64}$/);
    expect(second).to.deep.equal(first);
    const listener = { onControl: () => {}, onMessage: () => {}, onReconnecting: () => {}, onClosed: () => {} };
    const options = { url: 'wss://service.example', secret: 'secret', role: Role.CUSTOMER } as const;
    const other = new RelaySocket({ ...options, decode: decodeCustomerMessage, listener });
    other.connect();
    expect(relay.socket.protocols[2]).not.to.equal(first?.[2]);
    other.close();
  });

  it('stays muted on a new socket', () => {
    socket.mute();
    socket.suspend();
    socket.connect();
    socket.send(FrameClass.POINTER, EVERYBODY, new Uint8Array(1));
    expect(relay.sockets).to.have.lengthOf(2);
    expect(relay.socket.frames).to.deep.equal([]);
  });

  it('counts what waits to be deflated among what is on its way', async () => {
    expect(socket.bufferedAmount).to.equal(0);
    socket.send(FrameClass.OPERATIONS, EVERYBODY, new Uint8Array(BIG));
    socket.send(FrameClass.POINTER, EVERYBODY, new Uint8Array(5));
    expect(socket.bufferedAmount).to.equal(BIG + 5);
    relay.socket.bufferedAmount = 7;
    await waitUntil(() => relay.socket.frames.length === 2, 'both messages', { interval: 1 });
    expect(socket.bufferedAmount).to.equal(7);
  });
});
