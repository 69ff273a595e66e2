/** Starts the two token endpoints that are compared, each in a Node process of its own, in folders and with secrets of this run. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { buildNode } from '../../../scripts/build-node.ts';
import { nextFreePort } from '../../../scripts/port.ts';
import { DIST } from '../../../scripts/project.ts';

const FIRST_PORT = 21_787;
const READY_WITHIN_MS = 10_000;

export interface Endpoints extends AsyncDisposable {
  readonly ours: number;
  readonly express: number;
}

/** Builds ours and starts both. Answers their ports. */
export async function startEndpoints(): Promise<Endpoints> {
  await buildNode();
  const ours = await nextFreePort(FIRST_PORT);
  const express = await nextFreePort(ours + 1);
  const running = [
    await startNode(join(DIST, 'node/server.js'), ours, {
      ALLOWED_ORIGINS: 'https://shop.example',
      SERVICE_URL: 'https://relay.example',
      AGENT_AUTH: 'secret',
      AGENT_SECRET: randomBytes(48).toString('base64url'),
      TRUST_PROXY: '1',
    }),
    await startNode(join(import.meta.dirname, 'express-endpoint.js'), express, {}),
  ];
  return {
    ours,
    express,
    [Symbol.asyncDispose]: async () => {
      await Promise.all(running.map((stop) => stop()));
    },
  };
}

async function startNode(
  file: string,
  port: number,
  variables: Readonly<Record<string, string>>,
): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, [file], {
    // The audit lines are written as in production, to where nobody reads them.
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      NODE_ENV: 'production',
      PORT: String(port),
      ZOOM_SDK_KEY: 'bench-key',
      ZOOM_SDK_SECRET: randomBytes(48).toString('base64url'),
      ...variables,
    },
  });
  const exited = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    // Whatever it answers, it listens.
    await answer?.arrayBuffer();
    if (answer) return stop;
    if (child.exitCode !== null || performance.now() > deadline) {
      await stop();
      throw new Error('A token endpoint of the bench did not start');
    }
    await delay(50);
  }
}
