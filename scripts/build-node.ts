/**
 * Builds the token endpoint for Node into `dist/node/`, with everything that it needs: `server.js` runs, `index.js` is imported.
 * `npm run start:node` does both.
 */
import { join, relative } from 'node:path';
import { build } from 'vite';
import { DIST, ROOT } from './project.ts';

const TARGET = join(DIST, 'node');

/** The oldest Node of `engines` in package.json. */
const NODE_TARGET = 'node22.12';

/** Builds both entries. */
export async function buildNode(): Promise<void> {
  await build({
    configFile: false,
    envDir: false,
    publicDir: false,
    root: ROOT,
    mode: 'production',
    logLevel: 'warn',
    // Packages go in as well: what runs is one folder, without an installation.
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: NODE_TARGET,
      outDir: TARGET,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input: { index: join(ROOT, 'worker/node/index.ts'), server: join(ROOT, 'worker/node/server.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  });
}

if (import.meta.main) {
  await buildNode();
  console.error(`Built ${relative(ROOT, TARGET)}/`);
}
