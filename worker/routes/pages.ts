/**
 * The demo pages: static files that pass through the Worker, since their policy names the service that it was given, and
 * an address without a file name is an `index.html`. A deployment has none unless it says so: `/agent/token` trusts this origin.
 */
import { Hono } from 'hono';
import type { AppEnv } from '../context.js';

export const pageRoutes = new Hono<AppEnv>();

pageRoutes.get('/', (c) => c.redirect(c.get('configuration').demoPages ? '/demo/' : '/desk'));
pageRoutes.get('/demo', (c) => (c.get('configuration').demoPages ? c.redirect('/demo/') : c.notFound()));
pageRoutes.get('/demo/*', async (c) => {
  if (!c.get('configuration').demoPages) return c.notFound();
  const path = c.req.path.endsWith('/') ? `${c.req.path}index.html` : c.req.path;
  const etag = c.req.header('if-none-match');
  const file = await c.env.ASSETS.fetch(new URL(path, c.req.url), {
    method: c.req.method,
    headers: etag === undefined ? {} : { 'if-none-match': etag },
  });
  if (!file.ok && file.status !== 304) return c.notFound();
  const page = new Response(file.body, file);
  page.headers.set('content-security-policy', demoPolicy(new URL(c.req.url), c.get('configuration').serviceUrl));
  return page;
});

/**
 * As strict as a shop or a bank can be that uses the service: its script, its requests and sockets, its desk, and nothing
 * else from anywhere.
 */
function demoPolicy(own: URL, serviceUrl: string | undefined): string {
  const service = serviceUrl === undefined || serviceUrl === own.origin ? [] : [serviceUrl];
  const sources = ["'self'", ...service].join(' ');
  // Older browsers do not count WebSockets to 'self'.
  const sockets = [own.origin, ...service].map((origin) => origin.replace(/^http/, 'ws')).join(' ');
  return [
    "default-src 'none'",
    `script-src ${sources}`,
    // Frameworks add their components' styles at run time; nothing that styles could fetch is let through.
    "style-src 'self' 'unsafe-inline'",
    `connect-src ${sources} ${sockets}`,
    `frame-src ${sources}`,
    `img-src ${sources} data: blob:`,
    "font-src 'self' data:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join('; ');
}
