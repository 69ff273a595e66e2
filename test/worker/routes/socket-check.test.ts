/** `GET /healthz?socket`: whether WebSockets get through, for a program, a person and a browser's socket. */
import { SELF } from 'cloudflare:test';
import { expect, it } from 'vitest';
import { get, json, ORIGIN } from '../support/http.js';

const PATH = '/healthz?socket';

it('is a socket that says ok and closes, whatever it is sent', async () => {
  const response = await SELF.fetch(ORIGIN + PATH, { headers: { upgrade: 'websocket' } });
  expect(response.status).toBe(101);
  const socket = response.webSocket;
  if (!socket) throw new Error('No socket');
  const heard: unknown[] = [];
  const closed = new Promise<number>((resolve) => socket.addEventListener('close', ({ code }) => resolve(code)));
  socket.addEventListener('message', ({ data }) => heard.push(data));
  socket.accept();
  expect(await closed).toBe(1000);
  expect(heard).toEqual(['ok']);
});

it('tells a program where the socket is', async () => {
  expect(await json(await get(PATH))).toMatchObject({ status: 'ok', socket: 'ws://localhost:8787/healthz?socket' });
});

it('is a page for a person, with a script of its own and no other', async () => {
  const response = await get(PATH, { accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8' });
  const html = await response.text();
  const nonce = /script-src 'nonce-([\w-]+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1];
  expect(nonce).toBeDefined();
  expect(html).toContain(`<script nonce="${nonce}">`);
  expect(response.headers.get('content-security-policy')).toContain('connect-src ws://localhost:8787;');
  expect(html).toContain('<code>ws://localhost:8787/healthz?socket</code>');
  // What the request says of the host is never part of the script.
  const script = /<script nonce="[^"]+">([^]*)<\/script>/.exec(html)?.[1] ?? '';
  expect(script).toContain("new WebSocket(scheme + '://' + location.host + '/healthz?socket')");
  expect(script).not.toContain('localhost');
});

it('changes nothing about the health that others ask for', async () => {
  expect(await json(await get('/healthz', { accept: 'text/html' }))).toMatchObject({ status: 'ok' });
});
