/**
 * Builds everything that the Worker serves: the engine's browser files, the demo pages and the response headers, into
 * `dist/site/`, and what the Worker imports of them into `dist/*.json`. Fails when a budget is exceeded.
 * Option: `--no-frameworks`, for those who work on the engine.
 */
import { spawnSync } from 'node:child_process';
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build, mergeConfig, type InlineConfig, type Plugin, type Rolldown } from 'vite';
import sharedConfig, { TRANSFORM } from '../vite.config.ts';
import { BUDGETS, ENTRIES, FRAMEWORK_DEMOS, type EntryName } from './entries.ts';
import { inlineConstantsPlugin } from './inline-constants.ts';
import { deskTitles, languagePartOf, languagesPlugin } from './languages.ts';
import { projectVersion, publishPinned } from './pinned.ts';
import { DIST, ROOT } from './project.ts';

const SITE = join(DIST, 'site');
const FRAMEWORKS = join(ROOT, 'demo/frameworks');

/** When a page loads a file of an entry. */
type LoadTime = 'at once' | 'one language' | 'later';

interface BuiltFile {
  /** Path in the site. */
  readonly fileName: string;
  readonly code: string;
  readonly loaded: LoadTime;
}

interface BuiltEntry {
  /** The file that is loaded first; the others are its chunks. */
  readonly main: string;
  readonly files: readonly BuiltFile[];
}

/** Style sheets are texts to the minifier, which leaves their indentation alone. */
export const STYLE_WHITESPACE: Plugin = {
  name: 'style-whitespace',
  enforce: 'pre',
  transform: {
    filter: { id: /-style\.ts$/ },
    handler: (code) =>
      code.replace(/`[^`]*`/g, (css) =>
        css
          .replace(/\/\*.*?\*\//gs, '')
          .replace(/\n\s*/g, ' ')
          .replace(/([{};,:]) /g, '$1'),
      ),
  },
};

async function bundle(
  name: EntryName,
  define: Readonly<Record<string, string>> = {},
  languages?: string,
): Promise<BuiltEntry> {
  const { source, fileName, format, target } = ENTRIES[name];
  const config: InlineConfig = {
    configFile: false,
    envDir: false,
    mode: 'production',
    logLevel: 'warn',
    plugins: [languagesPlugin(languages), inlineConstantsPlugin(), STYLE_WHITESPACE],
    ...(target !== undefined && { oxc: { ...TRANSFORM, target } }),
    define: { 'process.env.NODE_ENV': '"production"', ...define },
    build: {
      write: false,
      ...(target !== undefined && { target }),
      reportCompressedSize: false,
      minify: 'oxc',
      // Chunks are few and wanted at once; hints for them would weigh more than they save.
      modulePreload: false,
      lib: { entry: join(ROOT, source), formats: [format], name: 'cobrowse' },
      rolldownOptions: {
        // What lazy chunks share with the entry stays in it. But the script tag may be loaded under several addresses, and those
        // chunks must not load it under another one: it hands on to one file that has all.
        preserveEntrySignatures: name === 'tag' ? 'strict' : 'allow-extension',
        // On a slow machine it would say so.
        checks: { pluginTimings: false },
        // Numbers and codes that several files agree on are as short as they can be where they are used.
        optimization: { inlineConst: { mode: 'all', pass: 3 } },
        output: {
          // Vite leaves the white space in ES libraries, for bundlers to read. Nobody bundles these.
          minify: true,
          ...(name === 'tag' && {
            codeSplitting: {
              groups: [{ name: 'main', test: join(ROOT, source), includeDependenciesRecursively: true }],
            },
          }),
          // They tell a bundler what it may leave out; this one has.
          comments: { annotation: false, jsdoc: false, legal: false },
          entryFileNames: fileName,
          chunkFileNames: ({ facadeModuleId }) => {
            const language = facadeModuleId ? languagePartOf(facadeModuleId) : undefined;
            return `engine/${name}-${language ? `${language.tag}-${language.section}` : '[name]'}-[hash].js`;
          },
        },
      },
    },
  };
  const result = await build(mergeConfig(sharedConfig, config));
  const outputs = Array.isArray(result) ? result : 'output' in result ? [result] : [];
  const chunks = outputs.flatMap(({ output }) => output).filter((file) => file.type === 'chunk');
  const main = chunks.find((chunk) => chunk.isEntry)?.fileName;
  if (main === undefined) throw new Error(`${source} produced no script`);
  const atOnce = staticClosure(main, chunks);
  const isLanguage = ({ moduleIds }: Rolldown.OutputChunk): boolean =>
    moduleIds.every((id) => languagePartOf(id) !== undefined);
  const loads = ({ dynamicImports }: Rolldown.OutputChunk, chunk: Rolldown.OutputChunk): boolean =>
    dynamicImports.includes(chunk.fileName);
  const loadTime = (chunk: Rolldown.OutputChunk): LoadTime =>
    atOnce.has(chunk.fileName)
      ? 'at once'
      : isLanguage(chunk) && chunks.some((other) => atOnce.has(other.fileName) && loads(other, chunk))
        ? 'one language'
        : 'later';
  const files = chunks.map((chunk) => ({ fileName: chunk.fileName, code: chunk.code, loaded: loadTime(chunk) }));
  return { main, files };
}

/** The names of all chunks that the main one cannot run without. */
function staticClosure(main: string, chunks: readonly Rolldown.OutputChunk[]): ReadonlySet<string> {
  const found = new Set([main]);
  // A set hands out what is added while it is walked.
  for (const name of found) {
    for (const imported of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) found.add(imported);
  }
  return found;
}

/**
 * Builds the browser files, and writes nothing.
 * @param languages the folder of the languages; a test has one with another language in it.
 */
export async function buildEngine(languages?: string): Promise<Record<EntryName, BuiltEntry>> {
  const buildEntry = (name: EntryName, define?: Readonly<Record<string, string>>) => bundle(name, define, languages);
  const customerFirst = async () => {
    const [customer, tabs] = await Promise.all([buildEntry('customer'), buildEntry('tabs')]);
    const chunk = ({ main }: BuiltEntry): string => JSON.stringify(basename(main));
    const sdk = await buildEntry('sdk', { __CUSTOMER_CHUNK__: chunk(customer), __TABS_CHUNK__: chunk(tabs) });
    return { customer, tabs, sdk };
  };
  const [{ customer, tabs, sdk }, desk, mirror, preview, tag] = await Promise.all([
    customerFirst(),
    buildEntry('desk'),
    buildEntry('mirror'),
    buildEntry('preview'),
    buildEntry('tag'),
  ]);
  return { customer, tabs, sdk, desk, mirror, preview, tag };
}

const isFrameworkDemo = (path: string) => FRAMEWORK_DEMOS.some((name) => path.startsWith(join(SITE, 'demo', name)));

/** In a process of its own: those demos get the npm package, whose build takes parts of this one. */
function buildFrameworkDemos(): void {
  const { status } = spawnSync(process.execPath, [join(ROOT, 'scripts/demos.ts')], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) throw new Error('The demos for frameworks do not build.');
}

/** Writes in place and sweeps afterwards: a running `npm start` watches this folder and must not see it vanish. */
async function writeSite(engine: Readonly<Record<EntryName, BuiltEntry>>): Promise<void> {
  const kept = new Set<string>();
  for (const { fileName, code } of Object.values(engine).flatMap(({ files }) => files)) {
    const path = join(SITE, fileName);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, code);
    kept.add(path);
  }
  await cp(join(ROOT, 'demo'), join(SITE, 'demo'), {
    recursive: true,
    filter: (from, to) => !from.startsWith(FRAMEWORKS) && Boolean(kept.add(to)) && !from.endsWith('.md'),
  });
  await cp(join(ROOT, 'worker/_headers'), join(SITE, '_headers'));
  kept.add(join(SITE, '_headers'));
  for (const path of await publishPinned(SITE, await projectVersion())) kept.add(path);

  for (const entry of await readdir(SITE, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !kept.has(path) && !isFrameworkDemo(path)) await rm(path);
  }
  const addresses = Object.fromEntries(Object.entries(engine).map(([name, { main }]) => [name, `/${main}`]));
  const tellWorker = (name: string, told: object) =>
    writeFile(join(DIST, name), `${JSON.stringify(told, undefined, 2)}\n`);
  await tellWorker('engine.json', addresses);
  await tellWorker('desk-titles.json', await deskTitles());
}

/** Prints every entry's weight and answers whether all budgets hold. */
function reportSizes(engine: Readonly<Record<EntryName, BuiltEntry>>): boolean {
  const weight = ({ code }: BuiltFile) => gzipSync(code, { level: 9 }).byteLength;
  const weights = ({ files }: BuiltEntry, when: LoadTime) => files.filter(({ loaded }) => loaded === when).map(weight);
  // A page loads one language: the heaviest counts.
  const gzipped = (entry: BuiltEntry) =>
    weights(entry, 'at once').reduce((sum, bytes) => sum + bytes, 0) + Math.max(0, ...weights(entry, 'one language'));
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
  let withinBudget = true;
  for (const { title, entries, maxBytes } of BUDGETS) {
    const sizes = entries.map((name) => ({ name, bytes: gzipped(engine[name]) }));
    const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
    const parts = sizes.map(({ name, bytes }) => `${name} ${kilobytes(bytes)}`).join(' + ');
    const verdict = total <= maxBytes ? 'ok' : 'OVER BUDGET';
    console.log(`  ${title}: ${kilobytes(total)} of ${kilobytes(maxBytes)} gzipped (${parts}): ${verdict}`);
    withinBudget &&= total <= maxBytes;
    for (const file of entries.flatMap((name) => engine[name].files).filter(({ loaded }) => loaded === 'later')) {
      console.log(`    later, when needed: ${basename(file.fileName)} ${kilobytes(weight(file))}`);
    }
  }
  return withinBudget;
}

interface BuildOptions {
  /** `false` leaves the frameworks' demos as an earlier build made them: they take longer than everything else. */
  readonly frameworks?: boolean;
}

/** Builds all of it. Answers `false` when a budget is exceeded; the files are written even so. */
export async function buildSite({ frameworks = true }: BuildOptions = {}): Promise<boolean> {
  const started = performance.now();
  const engine = await buildEngine();
  await writeSite(engine);
  if (frameworks) buildFrameworkDemos();
  console.log(`Built ${relative(ROOT, DIST)}/ in ${Math.round(performance.now() - started)} ms`);
  const withinBudget = reportSizes(engine);
  if (!withinBudget) console.error('The build exceeds a size budget (see scripts/entries.ts).');
  return withinBudget;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { 'no-frameworks': { type: 'boolean' } } });
  process.exitCode = (await buildSite({ frameworks: !values['no-frameworks'] })) ? 0 : 1;
}
