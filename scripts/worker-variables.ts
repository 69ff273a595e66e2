/**
 * The Worker's variables for development: from the environment, else `.dev.vars`, else values that need no account.
 * They reach wrangler in a private file, since its command line is readable by everybody on the machine.
 */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { VARIABLES } from '../worker/configuration/variables.ts';
import { ROOT } from './project.ts';

/** Not secrets: they only ever sign tokens for a Worker on this machine. The demo pages use the same key. */
export const DEVELOPMENT_SDK_KEY = 'development-sdk-key';
const DEVELOPMENT_SDK_SECRET = 'development-sdk-secret-that-is-not-secret';

/** COBROWSE_DEV is not for a person to set. */
const SETTABLE = VARIABLES.map(({ name }) => name).filter((name) => name !== 'COBROWSE_DEV');

/** Later files win. The second is where wrangler itself looks. */
const DEV_VARS_FILES = ['worker/.dev.vars', '.dev.vars'];

function readDevVars(): Readonly<Record<string, string | undefined>> {
  const read = (file: string) => {
    try {
      return parseEnv(readFileSync(join(ROOT, file), 'utf8'));
    } catch {
      return {};
    }
  };
  return Object.assign({}, ...DEV_VARS_FILES.map(read));
}

/** All variables that have a value. */
export function workerVariables(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> {
  const devVars = readDevVars();
  const result: Record<string, string> = {
    ZOOM_SDK_KEY: DEVELOPMENT_SDK_KEY,
    ZOOM_SDK_SECRET: DEVELOPMENT_SDK_SECRET,
    // The Worker is in development mode only with this *and* on loopback: a Host header alone can be forged.
    COBROWSE_DEV: '1',
  };
  for (const name of SETTABLE) {
    const value = environment[name] || devVars[name];
    if (value) result[name] = value;
  }
  return result;
}

/** One line of the file that wrangler's dotenv reads; it has three kinds of quotes, and expands `$` in all of them. */
function envLine(name: string, value: string): string {
  const quote = ["'", '`', '"'].find((candidate) => !value.includes(candidate));
  if (quote === undefined || /[\r\n]/.test(value)) {
    throw new Error(`${name} holds a line break or all three kinds of quotes, which wrangler cannot be given`);
  }
  return `${name}=${quote}${value.replaceAll('$', '\\$')}${quote}\n`;
}

/** Writes the variables where only this user can read them. */
export async function writeEnvFile(path: string, variables: Readonly<Record<string, string>>): Promise<void> {
  const lines = Object.entries(variables).map(([name, value]) => envLine(name, value));
  await writeFile(path, lines.join(''), { mode: 0o600 });
}
