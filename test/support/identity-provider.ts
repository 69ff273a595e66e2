/**
 * Other people's servers on this machine, for the Worker's tests: a real HTTP server that serves what was PUT at the same path (an
 * identity provider's keys), or the status that `?status=` of the PUT said, and tells by GET with `?reads` how often it was read
 * and with `?posts` what was POSTed there (webhooks).
 * Vitest starts it once for all test files and ends it with them.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { TestProject } from 'vitest/node';

interface Entry {
  readonly body: string;
  readonly status: number;
  reads: number;
}

interface Posted {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return new TextDecoder().decode(Buffer.concat(chunks));
}

export async function setup(project: TestProject): Promise<() => void> {
  const entries = new Map<string, Entry>();
  const posts = new Map<string, Posted[]>();
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const entry = entries.get(pathname);
    if (request.method === 'PUT') {
      const status = Number(searchParams.get('status') ?? 200);
      entries.set(pathname, { body: await readAll(request), status, reads: entry?.reads ?? 0 });
      response.writeHead(204).end();
    } else if (searchParams.has('reads')) {
      response.end(String(entry?.reads ?? 0));
    } else if (request.method === 'POST') {
      const posted = posts.get(pathname) ?? [];
      posts.set(pathname, [...posted, { headers: request.headers, body: await readAll(request) }]);
      response.writeHead(entry?.status ?? 204).end();
    } else if (searchParams.has('posts')) {
      response.end(JSON.stringify(posts.get(pathname) ?? []));
    } else if (entry) {
      entry.reads += 1;
      response.writeHead(entry.status, { 'content-type': 'application/json' }).end(entry.body);
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  project.provide('identityProvider', `http://127.0.0.1:${address.port}`);
  return () => server.close();
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly identityProvider: string;
  }
}
