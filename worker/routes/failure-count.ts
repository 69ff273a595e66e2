/** Counts what fails before there is a session, or before somebody is back in one, by the contract's code. */
import type { Context, MiddlewareHandler } from 'hono';
import { ErrorCode } from '../../widget/engine/protocol/error-codes.js';
import { mayNoteFailure } from '../auth/limits.js';
import type { AppEnv } from '../context.js';
import type { Attempt } from '../journal/records.js';
import { Problem } from '../problem.js';

/** Belongs before the route that may fail. */
export function countFailures(attempt: Attempt): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    await next();
    const { error, res } = c;
    if (res.status < 400) return;
    countFailure(c, attempt, (error instanceof Problem ? error.body.code : undefined) ?? ErrorCode.UNDEFINED);
  };
}

/** The answer does not wait for it, and a journal that fails is no failure of the call's. */
export function countFailure(c: Context<AppEnv>, attempt: Attempt, code: ErrorCode): void {
  const counted = note(c, attempt, code).catch(() => undefined);
  try {
    c.executionCtx.waitUntil(counted);
  } catch {
    // There is none where the application is called directly.
  }
}

async function note(c: Context<AppEnv>, attempt: Attempt, code: ErrorCode): Promise<void> {
  const configuration = c.get('configuration');
  if (!(await mayNoteFailure(c.env.TOKEN_LIMITER, configuration, c.req.raw))) return;
  await c.env.JOURNAL.getByName(configuration.sdkKey).failed(attempt, code);
}
