/**
 * `npm start`: builds, runs the Worker in workerd on this machine, prints what to open, and stops with everything it started.
 * Options, for tests: `--no-build` takes `dist/` as it is, `--fresh` keeps no state, `--state FOLDER` keeps it there.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { isPortFree, nextFreePort } from './port.ts';
import { ROOT, toolPath } from './project.ts';
import { workerVariables, writeEnvFile } from './worker-variables.ts';

const DEFAULT_PORT = 8787;
const READY_WITHIN_MS = 60_000;
const READY_POLL_MS = 100;
/** How long wrangler may take to stop before it is killed. */
const STOP_WITHIN_MS = 5_000;

/** A problem whose message is all that a person needs. */
class StartError extends Error {}

async function choosePort(): Promise<number> {
  const wanted = process.env['PORT'];
  if (!wanted) {
    const port = await nextFreePort(DEFAULT_PORT);
    if (port !== DEFAULT_PORT) console.log(`Port ${DEFAULT_PORT} is taken, so this uses port ${port}.`);
    return port;
  }
  const port = Number(wanted);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new StartError(`PORT=${wanted} is not a port number.`);
  if (!(await isPortFree(port))) {
    throw new StartError(`Port ${port} (from PORT) is taken. Stop what uses it, or choose another PORT.`);
  }
  return port;
}

function startWrangler(port: number, envFile: string, stateFolder: string): ChildProcess {
  const options = {
    '--config': join(ROOT, 'wrangler.jsonc'),
    '--env-file': envFile,
    '--persist-to': stateFolder,
    '--ip': 'localhost',
    '--port': String(port),
    '--log-level': process.env['WRANGLER_LOG'] ?? 'warn',
    '--show-interactive-dev-session': 'false',
  };
  return spawn(process.execPath, [toolPath('wrangler'), 'dev', ...Object.entries(options).flat()], {
    cwd: ROOT,
    // No stdin: wrangler then asks nothing and takes no hotkeys.
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      // Nothing of these is needed, and each would reach for the network.
      CLOUDFLARE_CF_FETCH_ENABLED: 'false',
      WRANGLER_SEND_METRICS: 'false',
      WRANGLER_HIDE_BANNER: 'true',
      // A page that shows the storage of Durable Objects to whoever can reach the port.
      X_LOCAL_EXPLORER: 'false',
      // Else it writes into the home folder, which a build machine may not have.
      WRANGLER_LOG_PATH: join(ROOT, '.wrangler/logs'),
      WRANGLER_REGISTRY_PATH: join(ROOT, '.wrangler/registry'),
    },
  });
}

async function untilReady(origin: string, stopped: AbortSignal): Promise<void> {
  const deadline = AbortSignal.any([stopped, AbortSignal.timeout(READY_WITHIN_MS)]);
  while (!deadline.aborted) {
    const response = await fetch(`${origin}/healthz`, { signal: deadline }).catch(() => undefined);
    if (response?.ok) return;
    await delay(READY_POLL_MS, undefined, { signal: deadline }).catch(() => undefined);
  }
  if (!stopped.aborted) throw new StartError(`The Worker did not answer on ${origin}/healthz.`);
}

async function stopWrangler(wrangler: ChildProcess): Promise<void> {
  if (wrangler.exitCode !== null || wrangler.signalCode !== null) return;
  const exited = once(wrangler, 'exit');
  wrangler.kill('SIGTERM');
  const timer = setTimeout(() => wrangler.kill('SIGKILL'), STOP_WITHIN_MS);
  await exited;
  clearTimeout(timer);
}

function printAddresses(origin: string): void {
  console.log(`
  cobrowse-elements is running on ${origin}

    Both sides           ${origin}/demo/both/
    A customer's page    ${origin}/demo/customer/
    An agent's desk      ${origin}/desk
    All demos            ${origin}/demo/

  Open the first one: it leads through a session. Ctrl-C stops.
`);
}

async function main(): Promise<void> {
  const { values: options } = parseArgs({
    options: { 'no-build': { type: 'boolean' }, fresh: { type: 'boolean' }, state: { type: 'string' } },
  });
  const stop = new AbortController();
  const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of stopSignals) process.on(signal, () => stop.abort());

  const port = await choosePort();
  if (!options['no-build']) {
    // Loaded only here: the bundler takes longer to load than the rest of this script to run.
    const { buildSite } = await import('./build.ts');
    if (!(await buildSite())) throw new StartError('The build failed.');
  }
  if (stop.signal.aborted) return;

  const privateFolder = await mkdtemp(join(tmpdir(), 'cobrowse-'));
  try {
    const envFile = join(privateFolder, 'worker.env');
    await writeEnvFile(envFile, workerVariables());
    // One folder a port: two Workers must not share a database file.
    const kept = options.state ?? join(ROOT, '.wrangler/state', String(port));
    const stateFolder = options.fresh ? join(privateFolder, 'state') : kept;
    const wrangler = startWrangler(port, envFile, stateFolder);
    const exited = new AbortController();
    wrangler.once('error', () => exited.abort());
    wrangler.once('exit', () => exited.abort());
    try {
      const stopped = AbortSignal.any([stop.signal, exited.signal]);
      const origin = `http://localhost:${port}`;
      await untilReady(origin, stopped);
      if (!stopped.aborted) {
        printAddresses(origin);
        await once(stopped, 'abort');
      }
    } finally {
      await stopWrangler(wrangler);
    }
    if (!stop.signal.aborted) {
      throw new StartError(`The Worker stopped by itself (wrangler: ${describeExit(wrangler)}).`);
    }
  } finally {
    await rm(privateFolder, { recursive: true, force: true });
  }
}

function describeExit({ exitCode, signalCode }: ChildProcess): string {
  return signalCode ? `signal ${signalCode} (${constants.signals[signalCode]})` : `exit code ${exitCode}`;
}

try {
  await main();
  process.exitCode = 0;
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
