/** Answers Node's requests with a handler that speaks the web's Request and Response. Knows nothing of tokens. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { clientAddressOf, urlOf, type TrustedProxies } from './peer.js';

/** @param address of the client; `undefined` only if it has gone already. */
export type WebHandler = (request: Request, address: string | undefined) => Response | Promise<Response>;

export interface ListenerOptions {
  /** How many proxies stand in front whose headers are believed; none by default. */
  readonly trustProxy?: TrustedProxies;
  /** A longer body is cut here, one byte over, which is enough for the handler to see that it is too long. */
  readonly bodyMaxBytes: number;
}

/** Makes a listener for `http.createServer`, or for frameworks that hand on Node's own request and response. */
export function nodeListener(handle: WebHandler, { trustProxy = 0, bodyMaxBytes }: ListenerOptions): RequestListener {
  return (incoming, outgoing) => {
    void answer(incoming, outgoing).catch(() => {
      // The client went away in the middle, or the handler failed: neither leaves anything to say.
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(500, { 'content-type': 'application/json' }).end('{}');
    });
  };

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = urlOf(incoming, trustProxy);
    if (url === undefined) {
      outgoing.writeHead(400, { 'content-type': 'application/json', connection: 'close' }).end('{}');
      return;
    }
    const { method = 'GET' } = incoming;
    const hasBody = method !== 'GET' && method !== 'HEAD';
    const body = hasBody ? await readUpTo(incoming, bodyMaxBytes + 1) : undefined;
    // What `Request` refuses, such as TRACE, no route of ours takes either.
    const request = webRequest(url, method, incoming, body);
    const response = request ? await handle(request, clientAddressOf(incoming, trustProxy)) : notAllowed();
    await send(response, incoming, outgoing);
  }
}

function webRequest(
  url: string,
  method: string,
  incoming: IncomingMessage,
  body: Buffer | undefined,
): Request | undefined {
  try {
    const headers = new Headers();
    for (let i = 0; i + 1 < incoming.rawHeaders.length; i += 2) {
      headers.append(incoming.rawHeaders[i] ?? '', incoming.rawHeaders[i + 1] ?? '');
    }
    return new Request(url, { method, headers, ...(body !== undefined && { body: new Uint8Array(body) }) });
  } catch {
    return undefined;
  }
}

async function readUpTo(incoming: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue;
    chunks.push(chunk);
    length += chunk.length;
    if (length >= maxBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes);
}

async function send(response: Response, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = response.body === null ? undefined : Buffer.from(await response.arrayBuffer());
  for (const [name, value] of response.headers) outgoing.appendHeader(name, value);
  // What was not read would be taken for the next request.
  if (!incoming.complete) outgoing.setHeader('connection', 'close');
  if (body !== undefined) outgoing.setHeader('content-length', body.byteLength);
  outgoing.writeHead(response.status);
  outgoing.end(body);
}

function notAllowed(): Response {
  return new Response('{}', { status: 405, headers: { 'content-type': 'application/json' } });
}
