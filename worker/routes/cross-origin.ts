/**
 * CORS for the answers that only pages of allowed origins may have. A request of another origin is refused, not only
 * unreadable. One without an origin is not a page's: browsers send it with every POST. It gets no grant, and as much as its
 * credential is worth.
 */
import { cors } from 'hono/cors';
import type { Context, MiddlewareHandler } from 'hono';
import { isAllowedOrigin } from '../auth/origins.js';
import type { AppEnv } from '../context.js';
import { RefusalReason, unspecific } from '../problem.js';

const PREFLIGHT_LIFE_S = 600;

const grant = cors({
  origin: (origin, c: Context<AppEnv>) => (mayRead(c, origin) ? origin : null),
  allowMethods: ['POST'],
  allowHeaders: ['authorization', 'content-type'],
  exposeHeaders: ['retry-after'],
  maxAge: PREFLIGHT_LIFE_S,
});

/** Grants by origin. WebSockets know no CORS, and the headers of their 101 answer are fixed, so they pass by. */
export const crossOrigin: MiddlewareHandler<AppEnv> = (c, next) => {
  const reading = c.req.method === 'GET' || c.req.method === 'HEAD';
  if (reading && c.req.header('upgrade') !== undefined) return next();
  const origin = c.req.header('origin');
  if (!reading && origin !== undefined && !mayRead(c, origin)) {
    throw unspecific(403, 'This origin may not use the service.', { vary: 'Origin' }, RefusalReason.ORIGIN);
  }
  return grant(c, next);
};

function mayRead(c: Context<AppEnv>, origin: string): boolean {
  const { allowedOrigins, development } = c.get('configuration');
  return isAllowedOrigin(origin, new URL(c.req.url), allowedOrigins, development);
}
