/** Runs the built token endpoint as a process of its own on a free port of this machine. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { nextFreePort } from '../../scripts/port.ts';
import { DIST } from '../../scripts/project.ts';

const FIRST_PORT = 22_787;

export const VARIABLES = {
  ZOOM_SDK_KEY: 'node-key',
  ZOOM_SDK_SECRET: 'a-secret-of-the-tests-on-node-0123456789',
  ALLOWED_ORIGINS: 'https://shop.example',
  SERVICE_URL: 'https://relay.example',
  AGENT_AUTH: 'secret',
  AGENT_SECRET: 'another-secret-of-the-tests-on-node-0123',
};

export interface Server extends AsyncDisposable {
  readonly origin: string;
  /** Everything that it printed so far. */
  readonly output: () => string;
}

interface Running {
  readonly exited: Promise<number | null>;
  readonly output: () => string;
  readonly port: number;
  readonly stop: () => void;
  readonly listening: Promise<void>;
}

async function run(variables: Readonly<Record<string, string>>): Promise<Running> {
  const port = await nextFreePort(FIRST_PORT + Math.floor(Math.random() * 1000));
  const child = spawn(process.execPath, [join(DIST, 'node/server.js')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PORT: String(port), ...variables },
  });
  let output = '';
  const { promise: listening, resolve } = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      output += `${line}\n`;
      if (line.includes(' listens on ')) resolve();
    });
  }
  const exited = once(child, 'close').then(() => child.exitCode);
  return { exited, output: () => output, port, stop: () => void child.kill('SIGTERM'), listening };
}

/** Starts it, and waits until it says that it listens. */
export async function startServer(variables: Readonly<Record<string, string>> = {}): Promise<Server> {
  const { exited, output, port, stop, listening } = await run({ ...VARIABLES, ...variables });
  await Promise.race([listening, exited]);
  return {
    origin: `http://127.0.0.1:${port}`,
    output,
    [Symbol.asyncDispose]: async () => {
      stop();
      await exited;
    },
  };
}

/** Starts one that is expected to end by itself. */
export async function startInVain(
  variables: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const { exited, output } = await run(variables);
  const code = await exited;
  return { code, output: output() };
}
