/**
 * What every answer of the Worker carries, whoever made it, the errors included. A route that needs otherwise sets the
 * header itself and is left alone. Static files never come here: `_headers` says the same for them.
 */
import type { MiddlewareHandler } from 'hono';
import { isLoopbackHost } from '../auth/origins.js';
import type { AppEnv } from '../context.js';

/** Two years, without sub-domains: whether those speak https is not for this host to say. */
export const TRANSPORT_SECURITY = 'max-age=63072000';

const DEFAULTS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  // Keeps an answer out of the process of a page that only embeds it; those that are meant to be embedded say so.
  'cross-origin-resource-policy': 'same-origin',
};

/** For what is no document: if a browser shows it as one all the same, nothing in it loads and nobody frames it. */
const NO_DOCUMENT_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** Adds what is missing. Belongs before every other handler, so that it sees what all of them answered. */
export const securityHeaders: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  // Of the answer to a WebSocket's handshake nothing can be changed, and no page can read it.
  if (c.res.status === 101) return;
  for (const [name, value] of Object.entries(DEFAULTS)) if (!c.res.headers.has(name)) c.header(name, value);
  if (!c.res.headers.has('content-security-policy')) c.header('content-security-policy', NO_DOCUMENT_POLICY);
  const { protocol, hostname } = new URL(c.req.url);
  if (protocol === 'https:' && !isLoopbackHost(hostname)) c.header('strict-transport-security', TRANSPORT_SECURITY);
};
