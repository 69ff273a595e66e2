/**
 * One line of JSON for every token that was minted or refused. Never a token, a secret or a PIN, and nothing of a request
 * that could break the line or pass for another one.
 */
import type { MiddlewareHandler } from 'hono';
import { isOrigin } from './auth/origins.js';
import type { AppEnv } from './context.js';
import { Problem, RefusalReason } from './problem.js';

/** What the route learned before it answered. */
export interface AuditFacts {
  role?: number;
  subject?: string;
  /** Whether somebody vouched for the subject. If not, it is only what the caller said. */
  verified?: boolean;
  byop?: boolean;
}

const TEXT_MAX_LENGTH = 100;

/** As Cloudflare writes it. Anything else was sent by somebody who would like to choose the id. */
const RAY = /^[0-9a-f]{16}(?:-[A-Z]{3})?$/;

/** Stands before everything else, so that a refusal for any reason has its line. */
export const audited: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.req.method !== 'POST') return next();
  const facts: AuditFacts = {};
  c.set('audit', facts);
  await next();
  const { error } = c;
  const subject = facts.subject ?? (error instanceof Problem ? error.subject : undefined);
  writeLine({
    time: new Date().toISOString(),
    event: c.res.ok ? 'token.minted' : 'token.refused',
    path: c.req.path,
    status: c.res.status,
    ...(!c.res.ok && { reason: error instanceof Problem ? error.refusal : RefusalReason.OTHER }),
    ...(facts.role !== undefined && { role: facts.role }),
    ...(subject !== undefined && { subject: plain(subject), verified: facts.verified ?? true }),
    ...(facts.byop === true && { byop: true }),
    origin: originOf(c.req.header('origin')),
    requestId: requestId(c.req.header('cf-ray')),
  });
  return undefined;
};

/** An Origin header that is none may hold anything, so only its presence is told. */
function originOf(header: string | undefined): string | null {
  if (header === undefined) return null;
  return header === 'null' || isOrigin(header) ? plain(header) : 'malformed';
}

function requestId(ray: string | undefined): string {
  return ray !== undefined && RAY.test(ray) ? ray : crypto.randomUUID();
}

/** JSON escapes what ends a line in ASCII; viewers of logs also obey other control characters. */
function plain(text: string): string {
  return text.slice(0, TEXT_MAX_LENGTH).replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '\ufffd');
}

function writeLine(line: Readonly<Record<string, unknown>>): void {
  // oxlint-disable-next-line no-console -- a Worker's log is its console
  console.log(JSON.stringify(line));
}
