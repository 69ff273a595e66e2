/** `POST /`, `POST /token` and, for agents, `POST /agent/token`: a signed token for who may have one. */
import { Hono, type Context } from 'hono';
import { identifyAgent } from '../auth/agents.js';
import type { Asker } from '../auth/asker.js';
import { authorizeByop, identifyCustomer } from '../auth/customers.js';
import { countRequest } from '../auth/limits.js';
import { RoleType, signToken } from '../auth/tokens.js';
import type { AppEnv } from '../context.js';
import { TOKEN_LIFE_MIN_S } from '../../widget/engine/protocol/limits.js';
import { failures, Problem, RefusalReason, unspecific } from '../problem.js';
import { readJsonObject } from './body.js';
import { readTokenRequest, type TokenRequest } from './token-request.js';

export const tokenRoutes = new Hono<AppEnv>();

tokenRoutes.on('POST', ['/', '/token'], (c) => mint(c, false));

// For the Worker's own pages alone, and so without CORS. What guards it, Cloudflare Access, comes as a cookie, which a browser
// also sends for other sites' pages: the origin is what tells them apart.
tokenRoutes.post('/agent/token', (c) => {
  const site = c.req.header('sec-fetch-site') ?? 'same-origin';
  if (c.req.header('origin') !== new URL(c.req.url).origin || site !== 'same-origin') {
    const headers = { vary: 'Origin' };
    throw unspecific(403, 'This address answers pages of its own origin only.', headers, RefusalReason.ORIGIN);
  }
  return mint(c, true);
});

tokenRoutes.all('/token', () => {
  throw unspecific(405, 'Tokens are asked for with POST.', { allow: 'POST, OPTIONS' });
});

tokenRoutes.all('/agent/token', () => {
  throw unspecific(405, 'Tokens are asked for with POST.', { allow: 'POST' });
});

/** @param guarded whether this is the address for agents alone. */
async function mint(c: Context<AppEnv>, guarded: boolean): Promise<Response> {
  const configuration = c.get('configuration');
  const audit = c.get('audit');
  const result = readTokenRequest(await readJsonObject(c.req.raw));
  if (!result.ok) throw failures(400, result.failures);
  const { role, lifeSeconds, byop } = result.request;
  Object.assign(audit, { role, byop });
  if (guarded && role !== RoleType.AGENT) {
    throw failures(400, [{ property: 'role', reason: `Value is not valid. Got ${role}, expected ${RoleType.AGENT}` }]);
  }
  const asker = await identify(c, result.request, guarded);
  const { userId, userName, verified, until } = asker;
  Object.assign(audit, { subject: userId, verified });
  const identity = verified ? `${role} ${userId}` : undefined;
  await countRequest(c.env.TOKEN_LIMITER, configuration, verified ? 'token' : 'claimed-token', c.req.raw, identity);
  if (byop) authorizeByop(asker, configuration);
  const { sdkKey, sdkSecret } = configuration;
  // Somebody who may no longer sign in keeps no token for two days. The contract knows none shorter than half an hour.
  const left = until === undefined ? lifeSeconds : Math.floor(until - Date.now() / 1000);
  const life = Math.max(TOKEN_LIFE_MIN_S, Math.min(lifeSeconds, left));
  const token = await signToken({ role, userId, userName, byop }, life, sdkKey, sdkSecret);
  return c.json({ token }, 200, { 'cache-control': 'no-store' });
}

async function identify(c: Context<AppEnv>, wanted: TokenRequest, guarded: boolean): Promise<Asker> {
  const configuration = c.get('configuration');
  const request = c.req.raw;
  try {
    return wanted.role === RoleType.AGENT
      ? await identifyAgent(wanted, request, configuration, guarded)
      : await identifyCustomer(wanted, request, configuration);
  } catch (error) {
    // Whoever tries credentials is slowed down, without a word more on this one; also while the provider's keys cannot be read,
    // since each try asks the provider for them.
    if (error instanceof Problem) {
      await countRequest(c.env.TOKEN_LIMITER, configuration, 'refused-token', request);
    }
    throw error;
  }
}
