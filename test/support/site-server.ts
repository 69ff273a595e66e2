/**
 * Customers' sites for end-to-end tests: each served from `test/fixtures/sites/<name>/` on an origin of its own.
 * `%SERVICE%` in a page or script becomes the service's origin, the one thing that Zoom's snippet needs changed; `%EVIL%` that of
 * another site.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { extname, join, normalize, relative, sep } from 'node:path';
import { listenOnLoopback } from './loopback.ts';

const SITES = join(import.meta.dirname, '../fixtures/sites');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
};

/** Only text is searched for the placeholder; bytes stay as they are. */
const TEMPLATES: ReadonlySet<string> = new Set(['.html', '.js', '.css']);

export interface SiteRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Site extends AsyncDisposable {
  /** Such as `http://127.0.0.1:40123`, without a trailing slash. */
  readonly origin: string;
  /** What was asked for so far, hits and misses: what a test of "makes no request" looks at. */
  readonly requests: readonly SiteRequest[];
  close(): Promise<void>;
}

export interface SiteOptions {
  /** Origin of the service that the pages' snippets name. */
  readonly service?: string;
  /** Origin of another site that the pages name. */
  readonly evil?: string;
  /** Headers of every answer, such as a Content-Security-Policy. */
  readonly headers?: Readonly<OutgoingHttpHeaders>;
}

/** Serves a folder of `test/fixtures/sites/` on a free port of 127.0.0.1; what it lacks comes from `shared/` beside it. */
export async function serveSite(
  name: string,
  { service = '', evil = '', headers = {} }: SiteOptions = {},
): Promise<Site> {
  const root = join(SITES, name);
  const requests: SiteRequest[] = [];

  const read = async (url: string): Promise<{ type: string; body: string | Buffer } | undefined> => {
    const path = decodeURIComponent(new URL(url, 'http://site').pathname);
    const file = normalize(join(root, path.endsWith('/') ? `${path}index.html` : path));
    if (!file.startsWith(root + sep)) return undefined;
    const extension = extname(file);
    const shared = join(SITES, 'shared', relative(root, file));
    const bytes = await readFile(file).catch(() => readFile(shared).catch(() => undefined));
    if (!bytes) return undefined;
    const body = TEMPLATES.has(extension)
      ? bytes.toString().replaceAll('%SERVICE%', service).replaceAll('%EVIL%', evil)
      : bytes;
    return { type: TYPES[extension] ?? 'application/octet-stream', body };
  };

  const server = createServer((request, response) => {
    const { method = 'GET', url = '/' } = request;
    requests.push({ method, url, headers: request.headers });
    read(url).then(
      (found) => {
        response.writeHead(found ? 200 : 404, {
          'Content-Type': found?.type ?? 'text/plain',
          'Cache-Control': 'no-store',
          ...headers,
        });
        response.end(found?.body ?? 'Not found');
      },
      () => response.writeHead(400).end(),
    );
  });
  const { origin, close } = await listenOnLoopback(server);
  return { origin, requests, close, [Symbol.asyncDispose]: close };
}
