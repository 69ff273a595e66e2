/** A customer without a browser: speaks the protocol itself, so that it can say what our capture never would. */
import { decodeAdmission } from '../../widget/engine/protocol/control.ts';
import { EVERYBODY, encodeFrame, type FrameClass } from '../../widget/engine/protocol/frame.ts';
import { SECRET_SUBPROTOCOL_PREFIX, SUBPROTOCOL } from '../../widget/engine/protocol/limits.ts';
import type { Operation } from '../../widget/engine/protocol/operations.ts';
import { encode } from './operations.ts';

export class RawCustomer {
  readonly pin: string;
  readonly #socket: WebSocket;
  #sequence = 0;

  private constructor(socket: WebSocket, pin: string) {
    this.#socket = socket;
    this.pin = pin;
  }

  static async start(service: string): Promise<RawCustomer> {
    const post = async (path: string, body: unknown, token = ''): Promise<Record<string, unknown>> => {
      const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` };
      const response = await fetch(service + path, { method: 'POST', headers, body: JSON.stringify(body) });
      return (await response.json()) as Record<string, unknown>;
    };
    const { token } = await post('/', { role: 1, userName: 'Raw customer' });
    const admission = decodeAdmission(await post('/sdkapi/zcb/sessions', {}, String(token)));
    if (!admission) throw new Error('not admitted');
    const address = `${service.replace(/^http/, 'ws')}/sdkapi/zcb/sessions/${admission.sessionId}/socket`;
    const socket = new WebSocket(address, [SUBPROTOCOL, SECRET_SUBPROTOCOL_PREFIX + admission.secret]);
    const welcome = await new Promise<string>((resolve, reject) => {
      socket.addEventListener('message', ({ data }) => resolve(String(data)), { once: true });
      socket.addEventListener('close', ({ code }) => reject(new Error(`closed with ${code}`)), { once: true });
    });
    return new RawCustomer(socket, (JSON.parse(welcome) as { pinCode: string }).pinCode);
  }

  /** Settles when the relay says that an agent is here. */
  agentJoined(): Promise<void> {
    return new Promise((resolve) => {
      this.#socket.addEventListener('message', ({ data }) => {
        if (typeof data === 'string' && data.includes('agent_joined')) resolve();
      });
    });
  }

  /** Sends these operations to everybody as one message. */
  send(frameClass: FrameClass, ...operations: Operation[]): void {
    this.sendBody(frameClass, encode(...operations));
  }

  sendBody(frameClass: FrameClass, body: Uint8Array): void {
    const header = { class: frameClass, deflated: false, more: false, sender: 0, recipient: EVERYBODY };
    this.#socket.send(encodeFrame({ ...header, sequence: ++this.#sequence }, body));
  }

  /** Bytes as they are, whatever the relay thinks of them. */
  sendBytes(bytes: Uint8Array<ArrayBuffer>): void {
    this.#socket.send(bytes);
  }

  /** The code with which the relay closes the socket. */
  closed(): Promise<number> {
    return new Promise((resolve) =>
      this.#socket.addEventListener('close', ({ code }) => resolve(code), { once: true }),
    );
  }

  close(): void {
    this.#socket.close();
  }
}
