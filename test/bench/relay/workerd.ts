/**
 * Runs the built Worker, and a plain relay to compare it with, on workerd itself. Not on `wrangler dev`, whose proxy measured 15
 * times slower than what it stands in front of.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { nextFreePort } from '../../../scripts/port.ts';
import { DIST, ROOT } from '../../../scripts/project.ts';
import { bundle } from '../bundles.ts';

const FIRST_PORT = 19_787;
const READY_WITHIN_MS = 20_000;

/** Only ever signs tokens for this Worker, which is gone when the bench is. */
const SDK_KEY = 'bench-key';

export interface Workerd extends AsyncDisposable {
  readonly sdkKey: string;
  readonly pid: number;
  /** The Worker itself: tokens, sessions, sockets. */
  readonly worker: string;
  /** The Worker with its static files: pages. */
  readonly front: string;
  /** The plain relay; any path is a room. */
  readonly plain: string;
}

/** Starts workerd in a folder of its own. `dist/` must have been built. */
export async function startWorkerd(): Promise<Workerd> {
  const folder = await mkdtemp(join(tmpdir(), 'cobrowse-bench-'));
  const worker = await nextFreePort(FIRST_PORT);
  const front = await nextFreePort(worker + 1);
  const plain = await nextFreePort(front + 1);
  await writeFile(join(folder, 'worker.js'), await bundle(join(ROOT, 'worker/index.ts')));
  for (const name of ['front.js', 'plain-relay.js']) await cp(join(import.meta.dirname, name), join(folder, name));
  await mkdir(join(folder, 'storage'));
  await writeFile(join(folder, 'config.capnp'), config(await compatibility(), { worker, front, plain }));

  const workerd = spawn(workerdPath(), ['serve', 'config.capnp'], {
    cwd: folder,
    // The audit lines are written as in production, to where nobody reads them.
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const stopped = once(workerd, 'exit');
  const stop = async (): Promise<void> => {
    workerd.kill('SIGTERM');
    await stopped;
    await rm(folder, { recursive: true, force: true });
  };
  const origin = (port: number): string => `http://localhost:${port}`;
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!(await fetch(`${origin(worker)}/healthz`).catch(() => undefined))?.ok) {
    if (workerd.exitCode !== null || performance.now() > deadline) {
      await stop();
      throw new Error('workerd did not start');
    }
    await delay(50);
  }
  return {
    sdkKey: SDK_KEY,
    pid: workerd.pid ?? 0,
    worker: origin(worker),
    front: origin(front),
    plain: origin(plain),
    [Symbol.asyncDispose]: stop,
  };
}

function workerdPath(): string {
  const path: unknown = createRequire(join(ROOT, 'node_modules/wrangler/package.json'))('workerd');
  const named: unknown = typeof path === 'object' && path !== null ? Reflect.get(path, 'default') : path;
  if (typeof named !== 'string') throw new Error('The package workerd does not say where its program is');
  return named;
}

/** What the deployment's own configuration says of date and flags, in the syntax of Cap'n Proto, which is the same. */
async function compatibility(): Promise<string> {
  const text = await readFile(join(ROOT, 'wrangler.jsonc'), 'utf8');
  const date = /"compatibility_date":\s*("[^"]+")/.exec(text)?.[1];
  const flags = /"compatibility_flags":\s*(\[[^\]]*\])/.exec(text)?.[1];
  if (!date || !flags) throw new Error('wrangler.jsonc names no compatibility date or flags');
  return `compatibilityDate = ${date}, compatibilityFlags = ${flags}`;
}

function config(compatible: string, ports: Readonly<Record<'worker' | 'front' | 'plain', number>>): string {
  const socket = (name: keyof typeof ports): string =>
    `(name = "${name}", address = "localhost:${ports[name]}", http = (), service = "${name}")`;
  const object = (name: string): string => `(className = "${name}", uniqueKey = "${name}", enableSql = true)`;
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "worker", worker = .worker),
    (name = "front", worker = .front),
    (name = "plain", worker = .plain),
    (name = "site", disk = (path = ${JSON.stringify(join(DIST, 'site'))})),
    (name = "storage", disk = (path = "storage", writable = true)),
  ],
  sockets = [${socket('worker')}, ${socket('front')}, ${socket('plain')}],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")], ${compatible},
  bindings = [
    (name = "DIRECTORY", durableObjectNamespace = "DirectoryObject"),
    (name = "SESSIONS", durableObjectNamespace = "SessionObject"),
    (name = "JOURNAL", durableObjectNamespace = "JournalObject"),
    (name = "WAITING_ROOMS", durableObjectNamespace = "WaitingRoomObject"),
    (name = "ASSETS", service = "site"),
    (name = "ZOOM_SDK_KEY", text = "${SDK_KEY}"),
    (name = "ZOOM_SDK_SECRET", text = "${crypto.randomUUID()}"),
    (name = "COBROWSE_DEV", text = "1"),
  ],
  durableObjectNamespaces = [${['DirectoryObject', 'SessionObject', 'JournalObject', 'WaitingRoomObject'].map(object).join(', ')}],
  durableObjectStorage = (localDisk = "storage"),
);
const front :Workerd.Worker = (
  modules = [(name = "front.js", esModule = embed "front.js")], ${compatible},
  bindings = [(name = "DISK", service = "site"), (name = "WORKER", service = "worker")],
);
const plain :Workerd.Worker = (
  modules = [(name = "plain-relay.js", esModule = embed "plain-relay.js")], ${compatible},
  bindings = [(name = "ROOMS", durableObjectNamespace = "PlainRelay")],
  durableObjectNamespaces = [(className = "PlainRelay", uniqueKey = "PlainRelay")],
  durableObjectStorage = (inMemory = void),
);
`;
}
