/**
 * A WebSocket client that costs next to nothing, so that what is measured is the relay: frames that arrive are counted by their
 * headers and never looked into, frames that leave are written in batches. Loopback only; reads no fragmented messages.
 */
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';

const OPCODE_TEXT = 1;
const OPCODE_BINARY = 2;
const OPCODE_CLOSE = 8;
const MASKED = 0x80;
const FINAL = 0x80;
/** Length codes that say that the length is in the next 2 or 8 bytes. */
const LENGTH_16 = 126;
const LENGTH_64 = 127;

export class RawSocket {
  /** Binary messages that arrived so far. */
  received = 0;
  /** Called when binary messages arrived. */
  onReceived: () => void = () => undefined;
  onText: (text: string) => void = () => undefined;
  onClose: (code: number | undefined) => void = () => undefined;
  readonly #socket: Socket;
  /** Bytes of a header that is not complete yet, or of a text. */
  #rest: Buffer = Buffer.alloc(0);
  /** Bytes of a binary message that are still to come. */
  #skip = 0;

  private constructor(socket: Socket, first: Buffer) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', () => this.onClose(undefined));
    socket.on('close', () => this.onClose(undefined));
    // What came right behind the handshake, once the owner had the time to listen.
    setImmediate(() => this.#take(first));
  }

  /** @throws when the server does not accept */
  static async open(address: string, protocols: readonly string[] = []): Promise<RawSocket> {
    const { hostname, port, pathname } = new URL(address);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    const lines = [
      `GET ${pathname} HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      ...(protocols.length > 0 ? [`Sec-WebSocket-Protocol: ${protocols.join(', ')}`] : []),
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    let answer = Buffer.alloc(0);
    while (!answer.includes('\r\n\r\n')) {
      const [chunk]: Buffer[] = await once(socket, 'data');
      answer = Buffer.concat([answer, chunk ?? Buffer.alloc(0)]);
    }
    if (!answer.subarray(0, 12).toString('latin1').endsWith(' 101')) throw new Error(`${pathname}: not a WebSocket`);
    return new RawSocket(socket, answer.subarray(answer.indexOf('\r\n\r\n') + 4));
  }

  /** Writes frames that `maskedFrame` made. */
  write(frames: Uint8Array): void {
    this.#socket.write(frames);
  }

  /** Writes a text of at most 125 bytes. */
  writeText(text: string): void {
    const frame = maskedFrame(Buffer.byteLength(text)).bytes;
    frame[0] = FINAL | OPCODE_TEXT;
    frame.write(text, frame.length - Buffer.byteLength(text));
    this.write(frame);
  }

  close(): void {
    this.onClose = () => undefined;
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    const before = this.received;
    let data: Buffer = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    while (data.length > 0) {
      const skipped = Math.min(this.#skip, data.length);
      this.#skip -= skipped;
      data = data.subarray(skipped);
      const header = data.length >= 2 ? readHeader(data) : undefined;
      if (!header) break;
      const { opcode, start, length } = header;
      if (opcode === OPCODE_BINARY) {
        this.received++;
        this.#skip = length;
        data = data.subarray(start);
        continue;
      }
      if (data.length < start + length) break;
      const body = data.subarray(start, start + length);
      if (opcode === OPCODE_TEXT) this.onText(body.toString());
      if (opcode === OPCODE_CLOSE) this.onClose(body.length >= 2 ? body.readUInt16BE(0) : undefined);
      data = data.subarray(start + length);
    }
    this.#rest = data;
    if (this.received > before) this.onReceived();
  }
}

function readHeader(data: Buffer): { opcode: number; start: number; length: number } | undefined {
  const opcode = (data[0] ?? 0) & 0x0f;
  const code = data[1] ?? 0;
  if (code === LENGTH_16) return data.length < 4 ? undefined : { opcode, start: 4, length: data.readUInt16BE(2) };
  if (code === LENGTH_64) {
    return data.length < 10 ? undefined : { opcode, start: 10, length: Number(data.readBigUInt64BE(2)) };
  }
  return { opcode, start: 2, length: code };
}

/** A binary frame with room for `length` bytes, which begin at `start`. Its mask is zero: the bytes stay as they are. */
export function maskedFrame(length: number): { readonly bytes: Buffer; readonly start: number } {
  const long = length >= LENGTH_16;
  const start = long ? 8 : 6;
  const bytes = Buffer.alloc(start + length);
  bytes[0] = FINAL | OPCODE_BINARY;
  bytes[1] = MASKED | (long ? LENGTH_16 : length);
  if (long) bytes.writeUInt16BE(length, 2);
  return { bytes, start };
}
