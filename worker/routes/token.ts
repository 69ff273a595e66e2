/** `POST /` and `POST /token`: a signed token for who may have one. */
import { Hono } from 'hono';
import { authorizeRole } from '../auth/identity.js';
import { signToken } from '../auth/tokens.js';
import type { AppEnv } from '../context.js';
import { failures, unspecific } from '../problem.js';
import { readJsonObject } from './body.js';
import { readTokenRequest } from './token-request.js';

export const tokenRoutes = new Hono<AppEnv>();

tokenRoutes.on('POST', ['/', '/token'], async (c) => {
  const configuration = c.get('configuration');
  const result = readTokenRequest(await readJsonObject(c.req.raw));
  if (!result.ok) throw failures(400, result.failures);
  const { role, lifeSeconds, userId = crypto.randomUUID().replaceAll('-', ''), userName = userId } = result.request;
  authorizeRole(role, c.req.raw, configuration);
  const token = await signToken({ role, userId, userName }, lifeSeconds, configuration.sdkKey, configuration.sdkSecret);
  return c.json({ token }, 200, { 'cache-control': 'no-store' });
});

tokenRoutes.all('/token', () => {
  throw unspecific(405, 'Tokens are asked for with POST.', { allow: 'POST, OPTIONS' });
});
