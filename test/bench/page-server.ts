/** Serves the measured pages and the bench's own scripts on a free port of this machine. */
import { createServer } from 'node:http';
import { join } from 'node:path';
import { bundle } from './bundles.ts';
import { PAGE_SIZES, pageCss, pageHtml } from './pages.ts';
import { listenOnLoopback } from '../support/loopback.ts';

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
  const { origin, close: stop } = await listenOnLoopback(server);
  return { origin, [Symbol.asyncDispose]: stop };
}
