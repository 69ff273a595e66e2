/**
 * Serves an empty page, and stands in for OpenReplay's service on the same origin: answers the tracker's start request, takes its batches and
 * keeps their bytes, unpacked. Knows nothing of how they are encoded.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { listenOnLoopback } from '../../support/loopback.ts';

export interface Ingest extends AsyncDisposable {
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string;
}

const PAGE = '<!doctype html><title>Canaries</title><body></body>';

/** What the tracker wants to hear before it sends anything. */
const STARTED = {
  token: 'token',
  userUUID: 'uuid',
  sessionID: '1',
  projectID: '1',
  delay: 0,
  startTimestamp: 1,
  beaconSizeLimit: 1_000_000,
  canvasEnabled: false,
};

/** Listens on a free port. The page is at every address; `GET /collected` answers all bytes that the tracker sent so far. */
export async function startIngest(): Promise<Ingest> {
  const batches: Buffer[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://ingest');
    const body = await bodyOf(request);
    const say = (type: string, text: string | Buffer): void => {
      response.writeHead(200, { 'content-type': type });
      response.end(text);
    };
    if (pathname === '/collected') return say('application/octet-stream', Buffer.concat(batches));
    if (!pathname.startsWith('/v1/')) return say('text/html', PAGE);
    // The address is part of what leaves as well.
    batches.push(
      Buffer.from(request.url ?? ''),
      request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body,
    );
    say('application/json', JSON.stringify(pathname === '/v1/web/start' ? STARTED : { tags: [] }));
  }

  const server = createServer((request, response) => void answer(request, response));
  const { origin, close: stop } = await listenOnLoopback(server);
  return { origin, [Symbol.asyncDispose]: stop };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
