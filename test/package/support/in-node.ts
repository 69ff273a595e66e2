/** Runs code where the packed package is installed. */
import { spawnSync } from 'node:child_process';

/** Runs a module in a Node of its own, in the project that uses the package, and answers what it printed as JSON. */
export function inNode(consumer: string, code: string): unknown {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: consumer,
    encoding: 'utf8',
  });
  if (stderr !== '') throw new Error(stderr);
  return JSON.parse(stdout);
}
