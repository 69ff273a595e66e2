/** Another service beside the one that all end-to-end tests share: as `npm start` runs it, with variables of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { nextFreePort } from '../../scripts/port.ts';

/** Beside the shared service's port, which grows upwards as well. */
const PORTS_APART = 40;

const POLL_MS = 100;
const READY_WITHIN_MS = 60_000;

export interface Service extends AsyncDisposable {
  readonly origin: string;
}

/** Starts a service that was built before. */
export async function startService(variables: Readonly<Record<string, string>>): Promise<Service> {
  const port = await nextFreePort(Number(process.env['E2E_PORT']) + PORTS_APART);
  const root = join(import.meta.dirname, '../..');
  const child = spawn(process.execPath, ['scripts/start.ts', '--no-build', '--fresh'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...variables, PORT: String(port) },
  });
  const origin = `http://localhost:${port}`;
  const deadline = AbortSignal.timeout(READY_WITHIN_MS);
  const isReady = async (): Promise<boolean> => (await fetch(`${origin}/healthz`).catch(() => undefined))?.ok === true;
  while (!(await isReady())) {
    if (child.exitCode !== null) throw new Error(`The service stopped with code ${child.exitCode}`);
    await delay(POLL_MS, undefined, { signal: deadline });
  }
  return {
    origin,
    [Symbol.asyncDispose]: async () => {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
