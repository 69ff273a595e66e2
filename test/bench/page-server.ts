/** Serves the measured pages and the bench's own scripts on a free port of this machine. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { bundle } from './bundles.ts';
import { PAGE_SIZES, pageCss, pageHtml } from './pages.ts';

const BROWSER = join(import.meta.dirname, 'browser');

export interface PageServer extends AsyncDisposable {
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string;
}

/** Pages are at `/page/8k`; `/viewer` is the agent's. */
export async function servePages(): Promise<PageServer> {
  const [customer, viewer] = await Promise.all(['customer.ts', 'viewer.ts'].map((file) => bundle(join(BROWSER, file))));
  const script = (name: string): string => `<script type="module" src="/bench/${name}.js"></script>`;
  const files = new Map<string, readonly [type: string, body: string]>([
    ['/bench/customer.js', ['text/javascript', customer ?? '']],
    ['/bench/viewer.js', ['text/javascript', viewer ?? '']],
    ['/bench/page.css', ['text/css', pageCss()]],
    ['/viewer', ['text/html; charset=utf-8', `<!doctype html><title>Viewer</title>${script('viewer')}<body></body>`]],
  ]);
  for (const size of Object.values(PAGE_SIZES)) {
    files.set(`/page/${size.name}`, ['text/html; charset=utf-8', pageHtml(size, script('customer'))]);
  }
  const server = createServer(({ url = '/' }, response) => {
    const [type, body] = files.get(url) ?? [];
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': type ?? 'text/plain' });
    response.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The page server has no port');
  const stop = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { origin: `http://127.0.0.1:${address.port}`, [Symbol.asyncDispose]: stop };
}
