/** `GET /config`: what the elements need to know, so that a page has to say nothing. Public, and the same for everybody. */
import { Hono, type MiddlewareHandler } from 'hono';
import type { Configuration } from '../configuration.js';
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
  const configuration = c.get('configuration');
  const { sdkKey, serviceUrl = origin, sdkVersion } = configuration;
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
      ...(serviceUrl === origin && { features: featuresOf(configuration) }),
    },
    200,
    { 'cache-control': `public, max-age=${CONFIG_LIFE_S}` },
  );
});

/** What this deployment of our own service lets pages do; each is refused all the same where it is not allowed. */
function featuresOf({ anonymousByop, customerAuth, byopMinLength, admission }: Configuration) {
  return {
    /** Who may start with a PIN of their own: everybody, or customers who signed in at the site. */
    customPin: anonymousByop ? 'everybody' : customerAuth.mode === 'jwt' ? 'verified' : 'nobody',
    customPinMinLength: byopMinLength,
    admission,
  };
}

configRoutes.all('/config', () => {
  throw unspecific(405, 'The configuration is read with GET.', { allow: 'GET, HEAD' });
});
