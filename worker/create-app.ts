/**
 * What goes around every route: headers, audit, the checked configuration, CORS, and errors that are always JSON. Which routes
 * there are, the Worker (app.ts) and a server on Node (node/) say.
 */
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { audited } from './audit.js';
import { configurationOf } from './configuration.js';
import type { AppEnv } from './context.js';
import { Problem, unspecific } from './problem.js';
import { readableByAll } from './routes/config.js';
import { crossOrigin } from './routes/cross-origin.js';
import { securityHeaders } from './routes/security-headers.js';

/** An application of these routes. Every answer of theirs is either what they promise or JSON, whatever goes wrong. */
export function createApp(routes: readonly Hono<AppEnv>[]): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.use(securityHeaders);

  app.use('/config', readableByAll);

  for (const path of ['/', '/token', '/agent/token']) app.use(path, audited);

  app.use(async (c, next) => {
    c.set('configuration', configurationOf(c.env, new URL(c.req.url)));
    await next();
  });

  app.use('/', crossOrigin);
  app.use('/token', crossOrigin);
  app.use('/sdkapi/zcb/sessions/*', crossOrigin);

  for (const route of routes) app.route('/', route);

  app.notFound((c) => answer(unspecific(404, 'There is nothing at this address.'), c.req.method));

  app.onError((error, c) => {
    if (error instanceof Problem) return answer(error, c.req.method);
    if (error instanceof HTTPException)
      return answer(unspecific(error.status, 'The request was refused.'), c.req.method);
    // The name alone: a message may quote what the request carried.
    console.error('Unexpected error:', error.name);
    return answer(unspecific(500, 'Something went wrong on our side.'), c.req.method);
  });

  return app;
}

function answer(problem: Problem, method: string): Response {
  // A reason may repeat what was sent. As JSON it is no markup, and so it is none even where it is taken for HTML.
  const body = JSON.stringify(problem.body).replaceAll('<', String.raw`\u003c`);
  return new Response(method === 'HEAD' ? null : body, {
    status: problem.status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...problem.headers,
    },
  });
}
