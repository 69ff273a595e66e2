/** Reads a JSON object from a request: never more than the agreed bytes, never anything but JSON. */
import { REQUEST_BODY_MAX_BYTES } from '../../widget/engine/protocol/limits.js';
import { failures, type Problem } from '../problem.js';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Throws 415, 413 or 400 problems. */
export async function readJsonObject(request: Request): Promise<JsonObject> {
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json')
    throw bodyProblem(415, 'The request must have the content type application/json');
  const text = decodeUtf8(await readCapped(request));
  let value: unknown;
  try {
    value = text === undefined ? undefined : JSON.parse(text);
  } catch {
    throw bodyProblem(400, 'The request body is not valid JSON');
  }
  if (!isObject(value)) throw bodyProblem(400, 'The request body must be a JSON object');
  return value;
}

async function readCapped(request: Request): Promise<Uint8Array> {
  const tooLarge = bodyProblem(413, `The request body must not exceed ${REQUEST_BODY_MAX_BYTES} bytes`);
  if (Number(request.headers.get('content-length') ?? 0) > REQUEST_BODY_MAX_BYTES) throw tooLarge;
  const body = new Uint8Array(REQUEST_BODY_MAX_BYTES);
  let length = 0;
  // The length that was announced may be absent or a lie, so the bytes are counted as well.
  for await (const chunk of request.body ?? []) {
    if (length + chunk.byteLength > REQUEST_BODY_MAX_BYTES) throw tooLarge;
    body.set(chunk, length);
    length += chunk.byteLength;
  }
  return body.subarray(0, length);
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bodyProblem(status: number, reason: string): Problem {
  return failures(status, [{ property: 'body', reason }]);
}
