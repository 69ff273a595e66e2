/**
 * The Worker's tests run in workerd, with its own wrangler.jsonc. They need no build: a small site with the real
 * `_headers` stands in for dist/site.
 */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import engine from './test/worker/engine.json' with { type: 'json' };

const root = fileURLToPath(new URL('.', import.meta.url));
const site = join(root, 'dist/test-site');

mkdirSync(join(site, 'engine'), { recursive: true });
mkdirSync(join(site, 'demo/bank'), { recursive: true });
for (const [name, path] of Object.entries(engine)) writeFileSync(join(site, path), `// ${name}\n`);
writeFileSync(join(site, 'cobrowse.js'), '// tag\n');
writeFileSync(join(site, 'demo/bank/index.html'), '<!doctype html><title>Bank</title>\n');
cpSync(join(root, 'worker/_headers'), join(site, '_headers'));

export default defineConfig({
  resolve: {
    alias: [{ find: /^.*\/dist\/engine\.json$/, replacement: join(root, 'test/worker/engine.json') }],
  },
  plugins: [
    cloudflareTest({
      wrangler: { configPath: './worker/wrangler.jsonc' },
      remoteBindings: false,
      miniflare: {
        assets: { directory: site, binding: 'ASSETS' },
        bindings: {
          ZOOM_SDK_KEY: 'test-key',
          ZOOM_SDK_SECRET: 'test-secret-of-the-worker-tests-0123456789',
          ALLOWED_ORIGINS: 'https://shop.example, https://*.example.com',
          COBROWSE_DEV: '1',
          FUZZ_SEED: process.env['FUZZ_SEED'] ?? String(Date.now() % 1_000_000),
        },
      },
    }),
  ],
  test: { include: ['test/worker/**/*.test.ts'] },
});
