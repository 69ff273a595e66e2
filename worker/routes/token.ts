/** `POST /`, `POST /token` and, for agents, `POST /agent/token`: a signed token for who may have one. */
import { Hono, type Context } from 'hono';
import { authorizeRole } from '../auth/identity.js';
import { RoleType, signToken } from '../auth/tokens.js';
import type { AppEnv } from '../context.js';
import { failures, unspecific } from '../problem.js';
import { readJsonObject } from './body.js';
import { readTokenRequest } from './token-request.js';

export const tokenRoutes = new Hono<AppEnv>();

tokenRoutes.on('POST', ['/', '/token'], (c) => mint(c));

// For the Worker's own pages alone, and so without CORS: what an identity proxy in front of it guards, no other page gets.
tokenRoutes.post('/agent/token', (c) => {
  if (c.req.header('origin') !== new URL(c.req.url).origin) {
    throw unspecific(403, 'This address answers pages of its own origin only.');
  }
  return mint(c, RoleType.AGENT);
});

tokenRoutes.all('/token', () => {
  throw unspecific(405, 'Tokens are asked for with POST.', { allow: 'POST, OPTIONS' });
});

tokenRoutes.all('/agent/token', () => {
  throw unspecific(405, 'Tokens are asked for with POST.', { allow: 'POST' });
});

/** @param only the one role that this address has tokens for. */
async function mint(c: Context<AppEnv>, only?: RoleType): Promise<Response> {
  const configuration = c.get('configuration');
  const result = readTokenRequest(await readJsonObject(c.req.raw));
  if (!result.ok) throw failures(400, result.failures);
  const { role, lifeSeconds, userId = crypto.randomUUID().replaceAll('-', ''), userName = userId } = result.request;
  if (only !== undefined && role !== only) {
    throw failures(400, [{ property: 'role', reason: `Value is not valid. Got ${role}, expected ${only}` }]);
  }
  authorizeRole(role, c.req.raw, configuration);
  const token = await signToken({ role, userId, userName }, lifeSeconds, configuration.sdkKey, configuration.sdkSecret);
  return c.json({ token }, 200, { 'cache-control': 'no-store' });
}
