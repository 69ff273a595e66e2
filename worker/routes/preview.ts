/** The customer's own look at what agents see: a document around the mirror, for frames on the pages of allowed origins. */
import { Hono } from 'hono';
import engine from '../../dist/engine.json';
import { originSources } from '../auth/origins.js';
import type { AppEnv } from '../context.js';
import { freshNonce, htmlAnswer } from './documents.js';

export const previewRoutes = new Hono<AppEnv>();

previewRoutes.get('/sdkapi/zcb/preview', (c) => {
  const { allowedOrigins, development } = c.get('configuration');
  const nonce = freshNonce();
  const html = `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<title>·</title>
<script type="module" nonce="${nonce}" src="${engine.preview}"></script>
</head>
<body></body>
</html>
`;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${originSources(new URL(c.req.url), allowedOrigins, development)}`,
  ];
  return htmlAnswer(html, policy, { 'cross-origin-resource-policy': 'cross-origin' });
});
