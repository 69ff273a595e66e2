/** The agent's desk: a document with a nonce around the desk's bundle, which reads its token from the address and strips it. */
import { Hono } from 'hono';
import engine from '../../dist/engine.json';
import { originSources } from '../auth/origins.js';
import type { AppEnv } from '../context.js';
import { escapeAttribute, freshNonce, htmlAnswer, permissionsPolicy } from './documents.js';

export const deskRoutes = new Hono<AppEnv>();

deskRoutes.get('/sdkapi/zcb/frame-templates/desk', (c) => {
  const own = new URL(c.req.url);
  const { allowedOrigins, development } = c.get('configuration');
  const nonce = freshNonce();
  const embedders = originSources(own, allowedOrigins, development);
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Co-browsing desk</title>
<link rel="icon" href="data:,">
<meta name="cobrowse-embedders" content="${escapeAttribute(embedders)}">
<script type="module" nonce="${nonce}" src="${engine.desk}"></script>
</head>
<body></body>
</html>
`;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    // Older browsers do not count WebSockets to 'self'.
    `connect-src 'self' ${own.protocol === 'https:' ? 'wss:' : 'ws:'}//${own.host}`,
    "frame-src 'self'",
    "img-src 'self' data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${embedders}`,
  ];
  // Other sites frame it; which of them may, frame-ancestors says.
  return htmlAnswer(html, policy, {
    'cross-origin-resource-policy': 'cross-origin',
    'permissions-policy': permissionsPolicy(['fullscreen']),
  });
});
