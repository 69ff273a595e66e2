/** A session over the real relay, from either side, with the parts that ship: HTTP calls, socket, deflate, chunks. */
import {
  decodeAgentMessage,
  decodeCustomerMessage,
  type CustomerMessage,
} from '../../../widget/engine/protocol/control.js';
import { Role } from '../../../widget/engine/protocol/frame.js';
import { joinSession, socketUrl, startSession } from '../../../widget/engine/transport/http.js';
import type { InboundMessage } from '../../../widget/engine/transport/inbox.js';
import { RelaySocket } from '../../../widget/engine/transport/relay-socket.js';

type Send = RelaySocket['send'];

/** The customer's side. `start` is called when the first agent is there. Answers the PIN. */
export async function shareSession(service: string, token: string, start: (send: Send) => void): Promise<string> {
  const { sessionId, secret } = await startSession(service, token);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const onControl = (message: CustomerMessage): void => {
    if (message.type === 'customer_welcome') resolve(message.pinCode);
    if (message.type === 'agent_joined') start((...body) => socket.send(...body));
  };
  const socket = new RelaySocket({
    url: socketUrl(service, sessionId),
    secret,
    role: Role.CUSTOMER,
    decode: decodeCustomerMessage,
    listener: { onControl, onMessage: () => undefined, onReconnecting: () => undefined, onClosed: closed(reject) },
  });
  socket.connect();
  return promise;
}

/** An agent's side. Answers once the socket is open; then messages come. */
export async function joinShared(
  service: string,
  token: string,
  pin: string,
  onMessage: (message: InboundMessage) => void,
): Promise<void> {
  const { sessionId, secret } = await joinSession(service, token, pin);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onControl = (): void => resolve();
  const socket = new RelaySocket({
    url: socketUrl(service, sessionId),
    secret,
    role: Role.AGENT,
    decode: decodeAgentMessage,
    listener: { onControl, onMessage, onReconnecting: () => undefined, onClosed: closed(reject) },
  });
  socket.connect();
  return promise;
}

function closed(reject: (error: Error) => void): (code: number) => void {
  return (code) => reject(new Error(`the relay closed the socket with code ${code}`));
}
