/** CORS for the answers that only pages of allowed origins may read. */
import { cors } from 'hono/cors';
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../context.js';
import { isAllowedOrigin } from '../auth/origins.js';

const PREFLIGHT_LIFE_S = 600;

const grant = cors({
  origin: (origin, c) => {
    const { allowedOrigins, development } = c.get('configuration');
    return isAllowedOrigin(origin, new URL(c.req.url), allowedOrigins, development) ? origin : null;
  },
  allowMethods: ['POST'],
  allowHeaders: ['authorization', 'content-type'],
  exposeHeaders: ['retry-after'],
  maxAge: PREFLIGHT_LIFE_S,
});

/** Grants by origin. WebSockets know no CORS, and the headers of their 101 answer are fixed, so they pass by. */
export const crossOrigin: MiddlewareHandler<AppEnv> = (c, next) =>
  c.req.header('upgrade') === undefined ? grant(c, next) : next();
