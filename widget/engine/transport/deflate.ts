/** Raw deflate, both ways, by the browser's own streams. Inflating stops at a limit: a few bytes can promise gigabytes. */

/** More came out than the limit allows. */
export class InflatedTooLargeError extends Error {
  override name = 'InflatedTooLargeError';
}

/** Deflates all of it. */
export function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return collect(bytes, new CompressionStream('deflate-raw'), Infinity);
}

/** Inflates, or rejects: with InflatedTooLargeError above `maxBytes`, with a TypeError for what is no deflate stream. */
export function inflate(bytes: Uint8Array<ArrayBuffer>, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  return collect(bytes, new DecompressionStream('deflate-raw'), maxBytes);
}

async function collect(
  bytes: Uint8Array<ArrayBuffer>,
  { writable, readable }: CompressionStream | DecompressionStream,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = writable.getWriter();
  // Not awaited: with back pressure these settle only while the other end is read. What goes wrong shows there too.
  writer.write(bytes).catch(() => undefined);
  writer.close().catch(() => undefined);
  const reader = readable.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > maxBytes) {
      await reader.cancel();
      throw new InflatedTooLargeError();
    }
    parts.push(value);
  }
  return join(parts, length);
}

/** Puts parts together whose lengths add up to `length`. */
export function join(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.byteLength;
  }
  return whole;
}
