/**
 * The Worker's tests run in workerd, with its own wrangler.jsonc. They need no build: a small site with the real
 * `_headers` stands in for dist/site.
 */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import engine from './test/worker/engine.json' with { type: 'json' };

const root = import.meta.dirname;
const site = join(root, 'dist/test-site');

mkdirSync(join(site, 'engine'), { recursive: true });
mkdirSync(join(site, 'demo/bank'), { recursive: true });
mkdirSync(join(site, 'v/0.1.0/engine'), { recursive: true });
for (const [name, path] of Object.entries(engine)) writeFileSync(join(site, path), `// ${name}\n`);
for (const file of ['cobrowse.js', 'v/0.1.0/cobrowse.js', 'v/0.1.0/engine/tag-1.js', 'demo/bank/bank.js']) {
  writeFileSync(join(site, file), '// tag\n');
}
writeFileSync(join(site, 'integrity.json'), '{}\n');
writeFileSync(join(site, 'demo/bank/index.html'), '<!doctype html><title>Bank</title>\n');
cpSync(join(root, 'worker/_headers'), join(site, '_headers'));

async function forward(url: string, request: Request): Promise<Response> {
  const body = request.method === 'GET' ? null : await request.text();
  const { method, headers } = request;
  const answer = await fetch(url, { method, headers: Object.fromEntries(headers), body });
  return new Response(answer.body, { status: answer.status });
}

export default defineConfig({
  resolve: {
    alias: ['engine', 'desk-titles'].map((name) => ({
      find: new RegExp(`^.*/dist/${name}\\.json$`),
      replacement: join(root, `test/worker/${name}.json`),
    })),
  },
  plugins: [
    cloudflareTest(({ inject }) => ({
      wrangler: { configPath: './wrangler.jsonc' },
      remoteBindings: false,
      miniflare: {
        assets: { directory: site, binding: 'ASSETS' },
        // Whatever the Worker fetches or sends, by any name, goes to the server that the tests run.
        outboundService: (request: Request) => {
          const { pathname, search } = new URL(request.url);
          return forward(inject<string>('identityProvider') + pathname + search, request);
        },
        bindings: {
          ZOOM_SDK_KEY: 'test-key',
          ZOOM_SDK_SECRET: 'test-secret-of-the-worker-tests-0123456789',
          ALLOWED_ORIGINS: 'https://shop.example, https://*.example.com',
          COBROWSE_DEV: '1',
          WEBHOOK_URL: 'https://hooks.example/cobrowse',
          WEBHOOK_SECRET: 'webhook-secret-of-the-worker-tests-0123456',
          // Tests ask more often than people do; those of the limits set their own.
          RATE_LIMITS: 'off',
          FUZZ_SEED: process.env['FUZZ_SEED'] ?? String(Date.now() % 1_000_000),
        },
      },
    })),
  ],
  test: {
    include: ['test/worker/**/*.test.ts'],
    globalSetup: './test/support/identity-provider.ts',
    // Every mint and refusal leaves a line; those of a test that fails are enough.
    silent: 'passed-only',
    // A machine that has much to do is no failure; what hangs is one.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
