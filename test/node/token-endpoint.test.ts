/** The token endpoint on Node, built and run as a process, asked over loopback. */
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { jwtVerify } from 'jose';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { buildNode } from '../../scripts/build-node.ts';
import { startInVain, startServer, VARIABLES } from './server.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

beforeAll(buildNode);

const PAGE = { origin: 'https://shop.example', 'content-type': 'application/json' };

function post(origin: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(origin, { method: 'POST', headers: { ...PAGE, ...headers }, body: JSON.stringify(body) });
}

async function tokenOf(response: Response): Promise<string> {
  const body: unknown = await response.json();
  const token: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'token') : undefined;
  return String(token);
}

/** What `fetch` would never send. */
async function raw(origin: string, request: string): Promise<string> {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  socket.end(request);
  return text(socket);
}

describe('the token endpoint on Node', () => {
  it('mints what the Worker mints: for customers as for agents whose server vouches', async () => {
    await using server = await startServer();
    const secret = new TextEncoder().encode(VARIABLES.ZOOM_SDK_SECRET);
    const customer = await post(`${server.origin}/token`, { role: 1, userName: 'Carla' });
    expect([customer.status, customer.headers.get('access-control-allow-origin')]).toEqual([200, PAGE.origin]);
    const { payload } = await jwtVerify(await tokenOf(customer), secret);
    expect(payload).toMatchObject({ app_key: 'node-key', role_type: 1, user_name: 'Carla' });
    const authorization = `Bearer ${VARIABLES.AGENT_SECRET}`;
    // From a server, which has no origin: a page has no business with that secret.
    const agent = await fetch(server.origin, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ role: '2', userId: 'a1', userName: 'Alex' }),
    });
    expect(agent.status).toBe(200);
    const agents = await jwtVerify(await tokenOf(agent), secret);
    expect(agents.payload).toMatchObject({ role_type: 2, user_id: 'a1', user_name: 'Alex' });
    expect((await post(server.origin, { role: 2 })).status).toBe(401);
  });

  it('refuses other sites, and is JSON with the Worker’s headers in every answer', async () => {
    await using server = await startServer();
    const answers = await Promise.all([
      post(server.origin, { role: 1 }, { origin: 'https://evil.example' }),
      post(server.origin, { role: 7 }),
      post(server.origin, 'x'.repeat(100_000)),
      fetch(`${server.origin}/desk`),
      fetch(`${server.origin}/token`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([403, 400, 413, 404, 405]);
    for (const { headers } of answers) {
      expect(headers.get('content-type')).toContain('application/json');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it('tells pages where the service is, and that it is healthy', async () => {
    await using server = await startServer();
    expect(await (await fetch(`${server.origin}/config`)).json()).toMatchObject({
      serviceUrl: 'https://relay.example',
      sdkKey: 'node-key',
      tokenUrl: `${server.origin}/token`,
    });
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
  });

  it('counts by the socket’s address: what a client says of itself changes nothing', async () => {
    await using server = await startServer({ RATE_LIMITS: 'identity=60,address=60' });
    const statuses = new Set<number>();
    for (let i = 0; i < 70; i++) {
      const forged = { 'x-forwarded-for': `10.0.0.${i}`, 'cf-connecting-ip': `10.0.1.${i}` };
      statuses.add((await post(server.origin, { role: 1 }, forged)).status);
    }
    expect(statuses).toEqual(new Set([200, 429]));
  });

  it('counts by what a trusted proxy says, and says https where the proxy did', async () => {
    await using server = await startServer({ RATE_LIMITS: 'identity=60,address=60', TRUST_PROXY: '1' });
    const statuses = new Set<number>();
    for (let i = 0; i < 70; i++) {
      // The client wrote the first entry, and would be found out by the second.
      statuses.add((await post(server.origin, { role: 1 }, { 'x-forwarded-for': `8.8.8.8, 10.0.0.${i}` })).status);
    }
    expect(statuses).toEqual(new Set([200]));
    const head = 'GET /config HTTP/1.1\r\nHost: tokens.example\r\nConnection: close\r\n';
    const forwarded = await raw(server.origin, `${head}X-Forwarded-Proto: https\r\n\r\n`);
    expect(forwarded).toContain('"tokenUrl":"https://tokens.example/token"');
    expect(forwarded).toMatch(/^strict-transport-security: max-age=/m);
    expect(await raw(server.origin, `${head}\r\n`)).not.toContain('strict-transport');
  });

  it('takes the connection, and nothing else, from a client that speaks no proper HTTP', async () => {
    await using server = await startServer();
    const close = 'Connection: close\r\n';
    const hosts = ['evil.example@127.0.0.1', 'a/b', '', 'a b', '[::1'];
    for (const host of hosts) {
      expect(await raw(server.origin, `GET /config HTTP/1.1\r\nHost: ${host}\r\n${close}\r\n`)).toMatch(
        /^HTTP\/1\.1 400 /,
      );
    }
    const trace = await raw(server.origin, `TRACE / HTTP/1.1\r\nHost: a.example\r\n${close}\r\n`);
    expect(trace).toMatch(/^HTTP\/1\.1 405 /);
    const absolute = await raw(
      server.origin,
      `GET http://evil.example/config HTTP/1.1\r\nHost: a.example\r\n${close}\r\n`,
    );
    expect(absolute).not.toContain('evil.example');
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
  });

  it('writes an audit line for each, and no secret, token or stack', async () => {
    await using server = await startServer();
    const token = await tokenOf(await post(server.origin, { role: 1, userId: 'c9' }));
    await post(server.origin, { role: 2 }, { authorization: 'Bearer wrong-secret-of-somebody' });
    await vi.waitFor(() => expect(server.output()).toMatch(/token\.minted[^]*token\.refused/));
    expect(server.output()).toContain('"subject":"c9"');
    for (const hidden of [token, 'wrong-secret', VARIABLES.AGENT_SECRET, VARIABLES.ZOOM_SDK_SECRET, '    at ']) {
      expect(server.output()).not.toContain(hidden);
    }
  });

  it.each([
    ['nothing', {}, ['ZOOM_SDK_KEY', 'ZOOM_SDK_SECRET', 'SERVICE_URL']],
    ['no service', { ...VARIABLES, SERVICE_URL: '' }, ['SERVICE_URL']],
    [
      'a development secret',
      { ...VARIABLES, ZOOM_SDK_SECRET: 'development-sdk-secret-that-is-not-secret' },
      ['ZOOM_SDK_SECRET'],
    ],
    ['proxies that are not a number', { ...VARIABLES, TRUST_PROXY: 'yes' }, ['TRUST_PROXY']],
    [
      'development mode, which it does not have',
      { ...VARIABLES, COBROWSE_DEV: '1', ZOOM_SDK_SECRET: 'short' },
      ['ZOOM_SDK_SECRET'],
    ],
  ])('does not start with %s, and says why', async (_name, variables, names) => {
    const { code, output } = await startInVain(variables);
    expect(code).toBe(1);
    for (const name of names) expect(output).toContain(`${name}: `);
    expect(output).not.toContain('    at ');
  });
});
