/** `GET /config`: what the elements need to know, so that a page has to say nothing. Public, and the same for everybody. */
import { Hono, type MiddlewareHandler } from 'hono';
import type { AppEnv } from '../context.js';
import { unspecific } from '../problem.js';

/** Short enough that a new SERVICE_URL arrives soon. */
const CONFIG_LIFE_S = 300;

/**
 * Lets every page read the answer, without credentials. It stands before the variables are read, so that a page can tell a
 * Worker that lacks one from no Worker at all.
 */
export const readableByAll: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  c.header('access-control-allow-origin', '*');
  c.header('cross-origin-resource-policy', 'cross-origin');
  c.header('x-content-type-options', 'nosniff');
};

export const configRoutes = new Hono<AppEnv>();

configRoutes.get('/config', (c) => {
  const { origin } = new URL(c.req.url);
  const { sdkKey, serviceUrl = origin, sdkVersion } = c.get('configuration');
  return c.json(
    {
      serviceUrl,
      // Not a secret: it stands in the address of the customer's script.
      sdkKey,
      tokenUrl: `${origin}/token`,
      agentTokenUrl: `${origin}/agent/token`,
      // Of a service that is not ours only the contract is known.
      service: serviceUrl === origin ? 'engine' : 'zoom',
      ...(sdkVersion !== undefined && { sdkVersion }),
    },
    200,
    { 'cache-control': `public, max-age=${CONFIG_LIFE_S}` },
  );
});

configRoutes.all('/config', () => {
  throw unspecific(405, 'The configuration is read with GET.', { allow: 'GET, HEAD' });
});
