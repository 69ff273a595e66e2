/** Where things are: the project's root and the command-line tools installed in it. Knows nothing of what they are used for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of `package.json`. */
export const ROOT = join(import.meta.dirname, '..');

/** Where the build puts what the Worker serves and imports. */
export const DIST = join(ROOT, 'dist');

/**
 * The JavaScript file behind a command of an installed package, to be run with `process.execPath`:
 * the same Node that runs this script, on every platform, without a shell in between.
 */
export function toolPath(packageName: string, command: string = packageName): string {
  const folder = join(ROOT, 'node_modules', packageName);
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const bin = property(manifest, 'bin');
  const file = typeof bin === 'string' ? bin : property(bin, command);
  if (typeof file !== 'string') throw new Error(`The package ${packageName} has no command ${command}`);
  return join(folder, file);
}

/** Reads one property of a value of unknown shape, such as parsed JSON. */
export function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
