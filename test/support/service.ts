/** Another service beside the one that all end-to-end tests share: as `npm start` runs it, with variables of its own. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { nextFreePort } from '../../scripts/port.ts';

/** Beside the shared service's port, which grows upwards as well. */
const PORTS_APART = 40;

const POLL_MS = 100;
const READY_WITHIN_MS = 60_000;

export interface Service extends AsyncDisposable {
  readonly origin: string;
  /** Kills the Worker's process as nothing else would: no goodbye, no chance to write anything down. */
  kill(): Promise<void>;
  /** Starts the Worker anew, with what it had stored. */
  restart(): Promise<void>;
}

/** Starts a service that was built before. */
export async function startService(variables: Readonly<Record<string, string>>): Promise<Service> {
  const port = await nextFreePort(Number(process.env['E2E_PORT']) + PORTS_APART);
  const origin = `http://localhost:${port}`;
  const state = await mkdtemp(join(tmpdir(), 'cobrowse-state-'));
  let killed = false;
  const start = async (): Promise<ChildProcess> => {
    const started = spawn(process.execPath, ['scripts/start.ts', '--no-build', '--state', state], {
      cwd: join(import.meta.dirname, '../..'),
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...variables, PORT: String(port) },
    });
    // What is said about being killed is no news.
    started.stderr?.on('data', (text) => killed || process.stderr.write(text));
    const deadline = AbortSignal.timeout(READY_WITHIN_MS);
    while (!(await isReady(origin))) {
      if (started.exitCode !== null) throw new Error(`The service stopped with code ${started.exitCode}`);
      await delay(POLL_MS, undefined, { signal: deadline });
    }
    return started;
  };
  let child = await start();
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  };
  return {
    origin,
    kill: async () => {
      killed = true;
      for (const pid of await workersBelow(child.pid ?? 0)) process.kill(pid, 'SIGKILL');
      await stop();
    },
    restart: async () => {
      killed = false;
      child = await start();
    },
    [Symbol.asyncDispose]: async () => {
      await stop();
      await rm(state, { recursive: true, force: true });
    },
  };
}

async function isReady(origin: string): Promise<boolean> {
  return (await fetch(`${origin}/healthz`).catch(() => undefined))?.ok === true;
}

/** The processes of workerd that descend from this one. */
async function workersBelow(top: number): Promise<readonly number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,comm=']);
  const all = stdout.split('\n').map((line) => {
    const [pid, parent, ...command] = line.trim().split(/\s+/);
    return { pid: Number(pid), parent: Number(parent), command: command.join(' ') };
  });
  const family = new Set([top]);
  // A set hands out what is added while it is walked.
  for (const member of family) for (const { pid, parent } of all) if (parent === member) family.add(pid);
  return all.filter(({ pid, command }) => family.has(pid) && command.endsWith('workerd')).map(({ pid }) => pid);
}
