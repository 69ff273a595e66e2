/** The way to the demo pages. They are static files; only addresses without a file name come here. */
import { Hono } from 'hono';
import type { AppEnv } from '../context.js';

export const pageRoutes = new Hono<AppEnv>();

pageRoutes.get('/', (c) => c.redirect('/demo/'));
pageRoutes.get('/demo', (c) => c.redirect('/demo/'));
pageRoutes.get('/demo/*', async (c, next) => {
  if (!c.req.path.endsWith('/')) return next();
  const page = await c.env.ASSETS.fetch(new URL(`${c.req.path}index.html`, c.req.url), { method: c.req.method });
  return page.ok ? page : c.notFound();
});
