/**
 * The part of the Worker that runs anywhere: tokens, the configuration for pages, and health. The relay, the desk and the
 * scripts need Durable Objects and static files, and stay on the Worker.
 */
import { createApp } from '../create-app.js';
import { SHARE } from '../configuration/rates.js';
import type { RawVariables } from '../configuration/variables.js';
import { findFaults } from '../configuration.js';
import type { Limiter } from '../env.js';
import type { Failure } from '../problem.js';
import { configRoutes } from '../routes/config.js';
import { healthRoutes } from '../routes/health.js';
import { tokenRoutes } from '../routes/token.js';
import { MemoryLimiter } from './memory-limiter.js';
import type { WebHandler } from './listener.js';

/** What the rate-limit binding of wrangler.jsonc allows a key. */
const LIMIT = { limit: SHARE, periodSeconds: 60 };

/** Everything that is wrong with the variables of a server on Node, without a value of any. */
export function findNodeFaults(variables: RawVariables): readonly Failure[] {
  const faults = findFaults({ ...variables, TOKEN_LIMITER: NO_LIMIT, PIN_LIMITER: NO_LIMIT }, false);
  if (variables.SERVICE_URL) return faults;
  return [
    ...faults,
    {
      property: 'SERVICE_URL',
      reason:
        'A server on Node has no relay of its own: this must be the origin of the deployed Worker, or of Zoom’s cloud',
    },
  ];
}

/**
 * A handler for `POST /`, `POST /token`, `POST /agent/token`, `GET /config` and `GET /healthz`. It counts requests in memory, for this process
 * alone. Wrong variables make it answer 503, as the Worker does; `findNodeFaults` says beforehand which.
 */
export function createTokenHandler(variables: RawVariables): WebHandler {
  const app = createApp([tokenRoutes, configRoutes, healthRoutes]);
  // One object for as long as the handler lives: what was read from it is kept by it.
  const { COBROWSE_DEV: _, ...others } = variables;
  // Development is what `npm start` is for: behind a proxy of this machine, everybody seems to be on this machine.
  const env = { ...others, TOKEN_LIMITER: new MemoryLimiter(LIMIT), PIN_LIMITER: NO_LIMIT };
  return (request, address) => {
    // What Cloudflare's network would say. Nobody else may: it is what is counted under.
    request.headers.delete('cf-connecting-ip');
    if (address !== undefined) request.headers.set('cf-connecting-ip', address);
    return app.fetch(request, env);
  };
}

/** There are no PINs here. */
const NO_LIMIT: Limiter = { limit: () => Promise.resolve({ success: true }) };
