/** Puts the routes together. Every answer of theirs is either what they promise or JSON, whatever goes wrong. */
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { readConfiguration } from './configuration.js';
import type { AppEnv } from './context.js';
import { Problem, unspecific } from './problem.js';
import { agentPageRoutes } from './routes/agent-page.js';
import { configRoutes, readableByAll } from './routes/config.js';
import { crossOrigin } from './routes/cross-origin.js';
import { deskRoutes } from './routes/desk.js';
import { healthRoutes } from './routes/health.js';
import { mirrorRoutes } from './routes/mirror.js';
import { pageRoutes } from './routes/pages.js';
import { sdkRoutes } from './routes/sdk.js';
import { sessionRoutes } from './routes/sessions.js';
import { tokenRoutes } from './routes/token.js';

export const app = new Hono<AppEnv>();

app.use('/config', readableByAll);

app.use(async (c, next) => {
  c.set('configuration', readConfiguration(c.env));
  await next();
});

app.use('/', crossOrigin);
app.use('/token', crossOrigin);
app.use('/sdkapi/zcb/sessions/*', crossOrigin);

app.route('/', tokenRoutes);
app.route('/', configRoutes);
app.route('/', agentPageRoutes);
app.route('/', sdkRoutes);
app.route('/', deskRoutes);
app.route('/', mirrorRoutes);
app.route('/', sessionRoutes);
app.route('/', healthRoutes);
app.route('/', pageRoutes);

app.notFound((c) => answer(unspecific(404, 'There is nothing at this address.'), c.req.method));

app.onError((error, c) => {
  if (error instanceof Problem) return answer(error, c.req.method);
  if (error instanceof HTTPException) return answer(unspecific(error.status, 'The request was refused.'), c.req.method);
  // The name alone: a message may quote what the request carried.
  console.error('Unexpected error:', error.name);
  return answer(unspecific(500, 'Something went wrong on our side.'), c.req.method);
});

function answer(problem: Problem, method: string): Response {
  return new Response(method === 'HEAD' ? null : JSON.stringify(problem.body), {
    status: problem.status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...problem.headers,
    },
  });
}
