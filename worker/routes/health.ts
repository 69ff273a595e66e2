/** `GET /healthz`: answers if the Worker runs and its variables are set. */
import { Hono } from 'hono';
import { SUBPROTOCOL } from '../../widget/engine/protocol/limits.js';
import type { AppEnv } from '../context.js';

export const healthRoutes = new Hono<AppEnv>();

healthRoutes.get('/healthz', (c) =>
  c.json({ status: 'ok', protocol: SUBPROTOCOL }, 200, { 'cache-control': 'no-store' }),
);
