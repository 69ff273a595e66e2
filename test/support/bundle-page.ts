/** A page's own bundle with the npm package in it, as its developer's bundler makes it: what is built is what is packed. */
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { ROOT } from '../../scripts/project.ts';

const PACKAGE = join(ROOT, 'dist/package');
const ENTRY = '\0page.js';

/** The entries of package.json's `exports` that pages of these tests import. */
const ENTRIES: Readonly<Record<string, string>> = {
  'cobrowse-elements': 'index.js',
  'cobrowse-elements/customer': 'npm/customer.js',
  'cobrowse-elements/agent': 'npm/agent.js',
  'cobrowse-elements/zoom': 'npm/zoom.js',
};

/**
 * One module script of this code and all that it imports.
 * @param external names that the page gets from these addresses at run time, as a package that it did not bundle.
 */
export async function bundlePage(code: string, external: Readonly<Record<string, string>> = {}): Promise<string> {
  const page: Plugin = {
    name: 'page',
    enforce: 'pre',
    resolveId(id) {
      if (id === ENTRY) return ENTRY;
      const address = external[id];
      if (address !== undefined) return { id: address, external: 'absolute' };
      const file = ENTRIES[id];
      return file === undefined ? undefined : join(PACKAGE, file);
    },
    load: (id) => (id === ENTRY ? code : undefined),
  };
  const result = await build({
    root: ROOT,
    configFile: false,
    envDir: false,
    logLevel: 'warn',
    plugins: [page],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: ENTRY, output: { format: 'es', codeSplitting: false } },
    },
  });
  const outputs = Array.isArray(result) ? result : 'output' in result ? [result] : [];
  const chunks = outputs.flatMap(({ output }) => output).filter((file) => file.type === 'chunk');
  if (chunks.length !== 1 || !chunks[0]) throw new Error(`The page's bundle has ${chunks.length} scripts`);
  return chunks[0].code;
}
