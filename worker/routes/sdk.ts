/** The customer's script at the address of Zoom's CDN: `/static/resource/sdk/{key}/js[/{version}]`. */
import { Hono, type Context } from 'hono';
import engine from '../../dist/engine.json';
import { SDK_VERSION_PATTERN } from '../configuration/checks.js';
import type { AppEnv } from '../context.js';
import { unspecific } from '../problem.js';
import { failingScript } from './sdk-failure.js';

export const sdkRoutes = new Hono<AppEnv>();

/** Short: the script's address never changes, so this is how long a fix takes to arrive. */
const SCRIPT_LIFE_S = 300;

const SCRIPT_HEADERS = {
  'content-type': 'text/javascript; charset=utf-8',
  // Any page may load it, also one that is cross-origin isolated.
  'cross-origin-resource-policy': 'cross-origin',
  'access-control-allow-origin': '*',
  'x-content-type-options': 'nosniff',
};

sdkRoutes.get('/static/resource/sdk/:key/js', (c) => answer(c, c.req.param('key')));
sdkRoutes.get('/static/resource/sdk/:key/js/:version', (c) => answer(c, c.req.param('key'), c.req.param('version')));

async function answer(c: Context<AppEnv>, key: string, version?: string): Promise<Response> {
  if (key !== c.get('configuration').sdkKey)
    return failing('The SDK key in the address of this script is not known to the service.');
  // There is one engine, so every version that is well-formed gets it.
  if (version !== undefined && !SDK_VERSION_PATTERN.test(version))
    return failing('The version in the address of this script is not one.');
  return script(c);
}

async function script(c: Context<AppEnv>): Promise<Response> {
  const etag = c.req.header('if-none-match');
  const asset = await c.env.ASSETS.fetch(new URL(engine.sdk, c.req.url), {
    method: c.req.method,
    headers: etag === undefined ? {} : { 'if-none-match': etag },
  });
  if (!asset.ok && asset.status !== 304) throw unspecific(503, 'The engine has not been built.');
  const headers = new Headers(asset.headers);
  for (const [name, value] of Object.entries(SCRIPT_HEADERS)) headers.set(name, value);
  headers.set('cache-control', `public, max-age=${SCRIPT_LIFE_S}`);
  return new Response(asset.body, { status: asset.status, headers });
}

/** With status 200, as a browser does not run a script of any other, and tells the page no status. */
function failing(reason: string): Response {
  return new Response(failingScript(reason), { headers: { ...SCRIPT_HEADERS, 'cache-control': 'no-store' } });
}
