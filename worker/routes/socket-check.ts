/**
 * `GET /healthz?socket`: whether WebSockets get through from here to there, which proxies of companies may stop. Asked with an upgrade it
 * is such a socket; opened by a person it is a page that tries one; else it says how to ask.
 */
import { Hono } from 'hono';
import { accepts } from 'hono/accepts';
import type { AppEnv } from '../context.js';
import { escapeAttribute, freshNonce, htmlAnswer } from './documents.js';

export const socketCheckRoutes = new Hono<AppEnv>();

/** A proxy that swallows handshakes answers never; one that works answers within a blink. */
const ANSWER_WITHIN_MS = 5_000;

socketCheckRoutes.get('/healthz', async (c, next) => {
  if (!new URL(c.req.url).searchParams.has('socket')) return next();
  if (c.req.header('upgrade')?.toLowerCase() === 'websocket') return greet();
  const wanted = accepts(c, {
    header: 'Accept',
    supports: ['text/html', 'application/json'],
    default: 'application/json',
  });
  if (wanted === 'text/html') return page(new URL(c.req.url));
  const hint = 'Open this address in a browser, or as a WebSocket: it says "ok" and closes.';
  return c.json({ status: 'ok', socket: socketAddress(new URL(c.req.url)), hint }, 200, {
    'cache-control': 'no-store',
  });
});

/** Says one word and closes. It reads nothing, so there is nothing to send it. */
function greet(): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  server.accept();
  server.send('ok');
  server.close(1000);
  return new Response(null, { status: 101, webSocket: client });
}

function socketAddress(url: URL): string {
  return `${url.protocol === 'https:' ? 'wss' : 'ws'}://${url.host}/healthz?socket`;
}

function page(url: URL): Response {
  const nonce = freshNonce();
  const address = socketAddress(url);
  // The address is what the request says, so the script takes its own from where the page really is.
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Live connection check · 实时连接检查</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">
body{font:16px/1.5 system-ui,sans-serif;max-inline-size:34em;margin:12vh auto;padding-inline:16px}
p{margin-block:.5em}
[lang]{display:block}
output{display:block;font-weight:600;margin-block:1em}
code{overflow-wrap:anywhere}
</style>
</head>
<body>
<h1>Live connection check <span lang="zh-CN">实时连接检查</span></h1>
<output id="result">… <span lang="zh-CN">正在检查</span></output>
<p>Co-browsing needs a secure WebSocket to this address: <code>${escapeAttribute(address)}</code> <span lang="zh-CN">协同浏览需要与此地址建立安全的 WebSocket 连接。</span></p>
<noscript>The check needs JavaScript. 检查需要启用 JavaScript。</noscript>
<script nonce="${nonce}">
const result = document.getElementById('result');
const say = (english, chinese) => {
  const other = Object.assign(document.createElement('span'), { lang: 'zh-CN', textContent: chinese });
  result.replaceChildren(english, other);
  clearTimeout(timer);
};
const blocked = () => say(
  'Blocked. Ask whoever runs your network to allow WebSockets (wss) to ' + location.host + ', without inspecting or holding them.',
  '已被阻止。请联系您的网络管理员，允许与 ' + location.host + ' 建立 WebSocket（wss）连接，且不做检查或拦截。');
const timer = setTimeout(blocked, ${ANSWER_WITHIN_MS});
try {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(scheme + '://' + location.host + '/healthz?socket');
  socket.onmessage = () => say('It works: live connections get through.', '正常：实时连接可以建立。');
  socket.onerror = blocked;
} catch { blocked(); }
</script>
</body>
</html>
`;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    `connect-src ${new URL(address).origin}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return htmlAnswer(html, policy, {});
}
