/**
 * `npm run build:package`: everything that npm publishes, into `dist/package/`. Fails when a public member has no
 * description or the button is over its budget. Built beside the old files and swapped in whole.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { undescribed } from './package/api-model.ts';
import { cssCustomData, htmlCustomData, webTypes } from './package/editor-data.ts';
import { reactTypes, vueTypes } from './package/framework-types.ts';
import { customElementsManifest, PUBLISHED } from './package/manifest.ts';
import { buildModules, weighButton } from './package/modules.ts';
import { readApi } from './package/read-api.ts';
import { DIST, property, ROOT, toolPath } from './project.ts';

const PACKAGE = join(ROOT, PUBLISHED);

/** Minified and gzipped, Lit not counted: about what Lit and the desk leave of the script tag's 12.5 kB. */
const BUTTON_MAX_BYTES = 6_500;

function writeDeclarations(folder: string): void {
  const args = [toolPath('typescript', 'tsc'), '--project', 'scripts/package', '--outDir', folder];
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error('The declarations could not be written');
}

/** What is generated from the elements' interface, by file name. */
async function generatedFiles(): Promise<Readonly<Record<string, string>>> {
  const model = readApi();
  const missing = undescribed(model);
  if (missing.length > 0) throw new Error(`Public, but without a description:\n  ${missing.join('\n  ')}`);
  const manifest: unknown = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const json = (value: object) => `${JSON.stringify(value, undefined, 2)}\n`;
  const types = webTypes(model, String(property(manifest, 'name')), String(property(manifest, 'version')));
  return {
    'custom-elements.json': json(customElementsManifest(model)),
    'vscode.html-custom-data.json': json(htmlCustomData(model)),
    'vscode.css-custom-data.json': json(cssCustomData(model)),
    'web-types.json': json(types),
    'react.d.ts': reactTypes(model),
    'vue.d.ts': vueTypes(model),
    // The two entries are types alone; an import that a tool leaves in must find a module all the same.
    'react.js': 'export {};\n',
    'vue.js': 'export {};\n',
  };
}

/** Builds all of it. Answers `false` when the button exceeds its budget; the files are written even so. */
export async function buildPackage(): Promise<boolean> {
  const started = performance.now();
  const staging = join(DIST, `package-${process.pid}`);
  await mkdir(staging, { recursive: true });
  try {
    const generated = await generatedFiles();
    await buildModules(staging);
    writeDeclarations(staging);
    for (const [name, content] of Object.entries(generated)) await writeFile(join(staging, name), content);
    await rm(PACKAGE, { recursive: true, force: true });
    await rename(staging, PACKAGE);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  console.log(`Built ${relative(ROOT, PACKAGE)}/ in ${Math.round(performance.now() - started)} ms`);
  const bytes = await weighButton();
  const kilobytes = (count: number) => `${(count / 1000).toFixed(1)} kB`;
  const withinBudget = bytes <= BUTTON_MAX_BYTES;
  const verdict = withinBudget ? 'ok' : 'OVER BUDGET';
  console.log(`  npm ./button without Lit: ${kilobytes(bytes)} of ${kilobytes(BUTTON_MAX_BYTES)} gzipped: ${verdict}`);
  return withinBudget;
}

if (import.meta.main) {
  try {
    process.exitCode = (await buildPackage()) ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
