/**
 * Builds the demo pages that need a framework's own compiler, from `demo/frameworks/*` into `dist/site/demo/`. Each is a package
 * as its framework's users have them; what npm would hand them as `cobrowse-elements` comes from `dist/package/`.
 * Run again with the same sources it does nothing; `--force` builds all the same.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { FRAMEWORK_DEMOS } from './entries.ts';
import { buildPackage } from './package.ts';
import { DIST, ROOT, toolPath } from './project.ts';

type Framework = (typeof FRAMEWORK_DEMOS)[number];

const PACKAGE = join(DIST, 'package');
const STAMP = join(DIST, 'demos.txt');

/** What these pages are made of. The engine is not: the elements load it from the service. */
const SOURCES = [
  'demo/frameworks/*/*.*',
  'demo/frameworks/*/src/**',
  'demo/shared/*.css',
  'widget/*.ts',
  'widget/{elements,events,locales,service}/**/*.ts',
  'scripts/demos.ts',
  'scripts/package/**',
  'package-lock.json',
];

const sourceFolder = (framework: Framework) => join(ROOT, 'demo/frameworks', framework);
const targetFolder = (framework: Framework) => join(DIST, 'site/demo', framework);

async function digestOfSources(): Promise<string> {
  const hash = createHash('sha256');
  const files: string[] = [];
  for await (const file of glob(SOURCES, { cwd: ROOT, withFileTypes: true })) {
    if (file.isFile()) files.push(join(file.parentPath, file.name));
  }
  for (const file of files.toSorted()) hash.update(relative(ROOT, file)).update(await readFile(file));
  return hash.digest('hex');
}

async function isBuilt(digest: string): Promise<boolean> {
  const complete = FRAMEWORK_DEMOS.every((framework) => existsSync(join(targetFolder(framework), 'index.html')));
  return complete && (await readFile(STAMP, 'utf8').catch(() => '')) === digest;
}

/** Runs a compiler in a demo's own folder, with the demo's own TypeScript. */
function compile(framework: Framework, file: string): void {
  const { status } = spawnSync(process.execPath, [file], {
    cwd: sourceFolder(framework),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error(`The ${framework} demo does not compile`);
}

/** What comes before the bundler: types for React, templates and types for Angular. Vue's plugin needs nothing. */
function prepare(framework: Framework): void {
  switch (framework) {
    case 'react':
      compile(framework, toolPath('typescript', 'tsc'));
      break;
    case 'angular':
      compile(framework, join(sourceFolder(framework), 'node_modules/@angular/compiler-cli/bundles/src/bin/ngc.js'));
      break;
    case 'vue':
      break;
  }
}

async function bundle(framework: Framework): Promise<void> {
  await build({
    root: sourceFolder(framework),
    mode: 'production',
    logLevel: 'warn',
    resolve: { alias: { 'cobrowse-elements': PACKAGE } },
    build: { outDir: targetFolder(framework), emptyOutDir: true, reportCompressedSize: false },
  });
}

/** Builds them, and the package first; nothing where nothing has changed. */
export async function buildDemos({ force = false } = {}): Promise<void> {
  const started = performance.now();
  const digest = await digestOfSources();
  if (!force && (await isBuilt(digest))) return;
  if (!(await buildPackage())) throw new Error('The package exceeds a budget');
  for (const framework of FRAMEWORK_DEMOS) {
    prepare(framework);
    await bundle(framework);
  }
  await writeFile(STAMP, digest);
  console.log(`Built the demos for ${FRAMEWORK_DEMOS.join(', ')} in ${Math.round(performance.now() - started)} ms`);
}

if (import.meta.main) {
  const { values: options } = parseArgs({ options: { force: { type: 'boolean' } } });
  await buildDemos({ force: options.force ?? false });
}
