/**
 * The document that an agent's copy of the customer's page is built in: one script of ours and nothing else.
 * It runs in a frame with `sandbox="allow-scripts"`, so its origin is opaque, and is fed through a MessagePort.
 */
import { Hono, type Context } from 'hono';
import engine from '../../dist/engine.json';
import type { AppEnv } from '../context.js';
import { freshNonce, htmlAnswer } from './documents.js';

export const mirrorRoutes = new Hono<AppEnv>();

const MIRROR_PATH = '/sdkapi/zcb/mirror';
const QUIRKS_PATH = `${MIRROR_PATH}/quirks`;

mirrorRoutes.get(MIRROR_PATH, (c) => answer(c, '<!doctype html>\n'));
// A page without a doctype is laid out by other rules, and only a document without one follows them.
mirrorRoutes.get(QUIRKS_PATH, (c) => answer(c, ''));

function answer(c: Context<AppEnv>, doctype: string): Response {
  const { origin } = new URL(c.req.url);
  const nonce = freshNonce();
  // A classic script with a full address: a module would be fetched with CORS, which an opaque origin fails, and the
  // mirror builds a <base> of the customer's page.
  const script = `<script nonce="${nonce}" src="${origin}${engine.mirror}"></script>`;
  const html = `${doctype}<html><head><meta charset="utf-8"><title></title>${script}</head><body></body></html>\n`;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    'img-src data: blob:',
    // The customer's own styles arrive inline; what they point to is blocked by the directives around this one.
    "style-src 'unsafe-inline'",
    'font-src data: blob:',
    // Frames of the customer's page become mirrors inside the mirror.
    `frame-src ${origin}${MIRROR_PATH} ${origin}${QUIRKS_PATH}`,
    "form-action 'none'",
    "base-uri 'none'",
    // The same as the frame's attribute, for when this address is opened without one.
    'sandbox allow-scripts',
    // No frame-ancestors: a nested mirror's parent has an opaque origin, which no source expression matches.
  ];
  return htmlAnswer(html, policy, {
    'x-dns-prefetch-control': 'off',
    // It is framed by our own desk, and inside itself by documents of opaque origins.
    'cross-origin-resource-policy': 'cross-origin',
    // A sandboxed document may not ask for more: opened in a window of its own, it would be a network error.
    'cross-origin-opener-policy': 'unsafe-none',
  });
}
