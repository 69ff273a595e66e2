/** A Worker of the test's own whose service is the stand-in: what an operator gets who sets `SERVICE_URL` to Zoom's cloud. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { nextFreePort } from '../../../scripts/port.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** Far from the other tests' Worker, which looks for a free port at the same time. */
const FIRST_PORT = 26_100;
const READY_WITHIN_MS = 90_000;
const READY_POLL_MS = 200;

export interface OwnWorker extends AsyncDisposable {
  readonly origin: string;
}

/** Starts `npm start` without its build on a port of its own, with more variables. Stops with what it started. */
export async function startWorker(variables: Readonly<Record<string, string>>, index = 0): Promise<OwnWorker> {
  const port = await nextFreePort(FIRST_PORT + index * 10);
  const worker = spawn(process.execPath, [join(ROOT, 'scripts/start.ts'), '--no-build', '--fresh'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PORT: String(port), ...variables },
  });
  const exited = once(worker, 'exit');
  const origin = `http://localhost:${port}`;
  const stop = async (): Promise<void> => {
    if (worker.exitCode === null) worker.kill('SIGTERM');
    await exited;
  };
  const deadline = AbortSignal.timeout(READY_WITHIN_MS);
  while (!(await fetch(`${origin}/healthz`, { signal: deadline }).catch(() => undefined))?.ok) {
    if (deadline.aborted || worker.exitCode !== null) {
      await stop();
      throw new Error('The Worker for the stand-in did not start');
    }
    await delay(READY_POLL_MS);
  }
  return { origin, [Symbol.asyncDispose]: stop };
}
