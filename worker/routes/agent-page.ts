/** `GET /desk`: the page for agents who need nothing else. It is one element, full-window, from the script tag. */
import { Hono } from 'hono';
import deskTitles from '../../dist/desk-titles.json';
import type { AppEnv } from '../context.js';
import { unspecific } from '../problem.js';
import { freshNonce, htmlAnswer, permissionsPolicy } from './documents.js';
import { pageLanguage } from './page-language.js';

export const agentPageRoutes = new Hono<AppEnv>();

/** What the contract's desk may ask for (section 6). Ours fills the screen; Zoom's may use the others. */
const OWN_FEATURES = ['fullscreen'];
const ZOOM_FEATURES = [...OWN_FEATURES, 'autoplay', 'camera', 'microphone', 'display-capture', 'geolocation'];

const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 56 56"><rect width="56" height="56" rx="14" fill="#1f4fd8"/><path d="M11 14h34v24H11zM11 21h34" fill="none" stroke="#fff" stroke-width="3" stroke-linejoin="round"/><path d="M27 26l15 6-6 2.5-2.5 6z" fill="#ffd166"/></svg>',
)}`;

const TITLES: Readonly<Record<string, string>> = deskTitles;

agentPageRoutes.get('/desk', (c) => {
  const language = pageLanguage(c.req.header('accept-language'), Object.keys(TITLES));
  const { origin } = new URL(c.req.url);
  const { serviceUrl = origin } = c.get('configuration');
  const nonce = freshNonce();
  const html = `<!doctype html>
<html lang="${Intl.getCanonicalLocales(language)[0]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${TITLES[language]}</title>
<link rel="icon" href="${ICON}">
<style nonce="${nonce}">body{margin:0}cobrowse-agent-desk{display:block;block-size:100vh;block-size:100dvh}</style>
<script type="module" nonce="${nonce}" src="/cobrowse.js"></script>
</head>
<body>
<cobrowse-agent-desk token-url="/agent/token"${serviceUrl === origin ? ' byop' : ''} autofocus mark-tab></cobrowse-agent-desk>
<noscript>The desk needs JavaScript. 工作台需要启用 JavaScript。</noscript>
</body>
</html>
`;
  const sources = serviceUrl === origin ? "'self'" : `'self' ${serviceUrl}`;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    `connect-src ${sources}`,
    `frame-src ${sources}`,
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html cobrowse-elements',
    // It gets its token without a question asked, so no other site may lay anything over it.
    "frame-ancestors 'self'",
  ];
  const permissions =
    serviceUrl === origin ? permissionsPolicy(OWN_FEATURES) : permissionsPolicy(ZOOM_FEATURES, serviceUrl);
  return htmlAnswer(html, policy, { 'permissions-policy': permissions });
});

agentPageRoutes.all('/desk', () => {
  throw unspecific(405, 'The desk is a page to open.', { allow: 'GET, HEAD' });
});
