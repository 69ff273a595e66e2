/** Serves TypeScript to browser tests through the build's own transform, so that tests see what ships. No other bundler. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestRunnerPlugin } from '@web/test-runner';
import { build, transformWithOxc } from 'vite';
import { languageModule } from '../../scripts/languages.ts';
import { TRANSFORM } from '../../vite.config.ts';

async function modifiedAt(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );
}

/** What the transform imports its helpers from, such as the one for decorators. Only the bundler has them. */
const HELPERS = '@oxc-project/runtime/helpers/';
const HELPERS_URL = '/__transform-helpers/';

/** Takes one helper out of the bundler, by bundling a module that does nothing but hand it on. */
async function bundleHelper(name: string): Promise<string> {
  const entry = join(import.meta.dirname, `${name}.helper`);
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [
      {
        name: 'helper',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? `export { default } from '${HELPERS}${name}';` : undefined),
      },
    ],
    build: { write: false, minify: false, lib: { entry, formats: ['es'], fileName: name } },
  });
  const outputs = Array.isArray(result) ? result : 'output' in result ? [result] : [];
  const code = outputs.flatMap(({ output }) => output).find((file) => file.type === 'chunk')?.code;
  if (code === undefined) throw new Error(`The bundler has no helper ${name}`);
  return code;
}

/** A Web Test Runner plugin. Sources import each other as `./name.js`, as TypeScript has it: those find `name.ts`. */
export function typescriptPlugin(): TestRunnerPlugin {
  let rootDir = '';
  const transformed = new Map<string, { readonly mtimeMs: number; readonly body: string }>();

  return {
    name: 'typescript',
    serverStart({ config }) {
      rootDir = config.rootDir;
    },
    resolveImport({ source }) {
      return source.startsWith(HELPERS) ? `${HELPERS_URL}${source.slice(HELPERS.length)}.js` : undefined;
    },
    async serve({ path }) {
      if (path.startsWith(HELPERS_URL)) {
        return { body: await bundleHelper(path.slice(HELPERS_URL.length, -'.js'.length)), type: 'js' };
      }
      if (!/\.[jt]s$/.test(path) || path.startsWith('/node_modules/')) return undefined;
      const file = join(rootDir, decodeURIComponent(path).replace(/\.js$/, '.ts'));
      const made = languageModule(file);
      // What is made of several files is made each time.
      const mtimeMs = made === undefined ? await modifiedAt(file) : NaN;
      if (mtimeMs === undefined) return undefined;
      let entry = transformed.get(file);
      if (entry?.mtimeMs !== mtimeMs) {
        const { code, map } = await transformWithOxc(made ?? (await readFile(file, 'utf8')), file, TRANSFORM);
        const sourceMap = Buffer.from(JSON.stringify(map)).toString('base64');
        entry = { mtimeMs, body: `${code}\n//# sourceMappingURL=data:application/json;base64,${sourceMap}` };
        transformed.set(file, entry);
      }
      return { body: entry.body, type: 'js' };
    },
  };
}
