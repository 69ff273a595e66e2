/**
 * Packs the project as `npm publish` would, which builds it, and unpacks it into a project that uses it. Lit and the
 * frameworks' types are linked from here, since the tests have no network.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ROOT } from '../../../scripts/project.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The packed file. */
    tarball: string;
    /** Folder of the project that uses it. */
    consumer: string;
  }
}

const LINKED = ['lit', 'vue', '@types/react'];

function run(command: string, args: readonly string[]): void {
  const { status, error, stderr, stdout } = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? `${stdout}${stderr}`}`);
}

function pack(folder: string): string {
  const args = ['pack', '--silent', '--pack-destination', folder];
  // Under an npm script this is npm itself, whatever the platform calls its command.
  const npm = process.env['npm_execpath'];
  if (npm?.endsWith('.js')) run(process.execPath, [npm, ...args]);
  else run('npm', args);
  const file = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (file === undefined) throw new Error('npm packed nothing');
  return join(folder, file);
}

export function setup({ provide }: TestProject): () => void {
  // TypeScript and Node resolve links, and would see two paths to one file.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cobrowse-package-')));
  const tarball = pack(folder);
  const consumer = join(folder, 'consumer');
  const modules = join(consumer, 'node_modules');
  const unpacked = join(modules, 'cobrowse-elements');
  cpSync(join(ROOT, 'test/package/consumer'), consumer, { recursive: true });
  mkdirSync(unpacked, { recursive: true });
  run('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);
  for (const name of LINKED) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), join(modules, name), 'junction');
  }
  provide('tarball', tarball);
  provide('consumer', consumer);
  return () => rmSync(folder, { recursive: true, force: true });
}
