/**
 * Builds the package's ES modules: one file a source, so that bundlers keep what is used and browsers can cache the rest.
 * Lit stays outside, to be shared with the page's own elements.
 */
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, mergeConfig, type InlineConfig } from 'vite';
import sharedConfig from '../../vite.config.ts';
import { STYLE_WHITESPACE } from '../build.ts';
import { languagesPlugin } from '../languages.ts';
import { ROOT } from '../project.ts';

const WIDGET = join(ROOT, 'widget');

/** Sources of the package's entries by the name of the file that they become. */
export const ENTRIES = {
  index: join(WIDGET, 'index.ts'),
  button: join(WIDGET, 'button.ts'),
  'agent-desk': join(WIDGET, 'agent-desk.ts'),
  'npm/customer': join(WIDGET, 'npm/customer.ts'),
  'npm/agent': join(WIDGET, 'npm/agent.ts'),
  'npm/zoom': join(WIDGET, 'npm/zoom.ts'),
} as const;

const SHARED: InlineConfig = mergeConfig(sharedConfig, {
  configFile: false,
  envDir: false,
  mode: 'production',
  logLevel: 'warn',
  plugins: [languagesPlugin(), STYLE_WHITESPACE],
  define: { 'process.env.NODE_ENV': '"production"' },
} satisfies InlineConfig);

/** Lit is to be shared with the page's own elements, and Zoom's package is the page's. */
const external = [/^lit(\/|$)/, /^@zoom\/cobrowsesdk\//];

/** Writes the modules into a folder that exists. Not minified: a site's bundler does that, and its developers read them. */
export async function buildModules(outDir: string): Promise<void> {
  await build(
    mergeConfig(SHARED, {
      build: {
        outDir,
        emptyOutDir: false,
        minify: false,
        modulePreload: false,
        reportCompressedSize: false,
        lib: { entry: ENTRIES, formats: ['es'] },
        rolldownOptions: {
          external,
          output: {
            preserveModules: true,
            preserveModulesRoot: WIDGET,
            // The transform's helpers come under a name with its version in it, or from node_modules, which npm leaves out.
            entryFileNames: ({ name }) =>
              /^_virtual\/|node_modules\//.test(name) ? `helpers/${basename(name)}.js` : `${name}.js`,
          },
        },
      },
    } satisfies InlineConfig),
  );
}

/** What a page gets that imports the button alone, minified and gzipped, without Lit: everything that loads before a press. */
export async function weighButton(): Promise<number> {
  const result = await build(
    mergeConfig(SHARED, {
      build: {
        write: false,
        minify: 'oxc',
        modulePreload: false,
        reportCompressedSize: false,
        lib: { entry: ENTRIES.button, formats: ['es'], fileName: 'button' },
        rolldownOptions: { external, output: { minify: true } },
      },
    } satisfies InlineConfig),
  );
  const outputs = Array.isArray(result) ? result : 'output' in result ? [result] : [];
  const chunks = outputs.flatMap(({ output }) => output).filter((file) => file.type === 'chunk');
  const wanted = new Set(chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName));
  // A set hands out what is added while it is walked.
  for (const name of wanted) {
    for (const imported of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) wanted.add(imported);
  }
  return chunks
    .filter(({ fileName }) => wanted.has(fileName))
    .reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).byteLength, 0);
}
