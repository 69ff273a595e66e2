/** Runs the deploy script as a process of its own against an account that a fake wrangler keeps. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { property, ROOT } from '../../scripts/project.ts';

export interface Call {
  readonly args: readonly string[];
  readonly input: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface Outcome {
  readonly code: number | null;
  /** All that it printed, on either stream. */
  readonly output: string;
  /** What wrangler was called with in this run. */
  readonly calls: readonly Call[];
}

type Texts = Readonly<Record<string, string>>;

export class Account implements AsyncDisposable {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param state what is in the account; by default somebody who signed in and has deployed nothing. */
  static async open(state: object = {}): Promise<Account> {
    const account = new Account(await mkdtemp(join(tmpdir(), 'cobrowse-deploy-test-')));
    await writeFile(join(account.#folder, 'account.json'), JSON.stringify({ signedIn: true, ...state }));
    return account;
  }

  /** Runs `npm run deploy` without a terminal, as CI does. */
  async deploy(args: readonly string[], environment: Texts = {}): Promise<Outcome> {
    const calls = join(this.#folder, 'calls.ndjson');
    await rm(calls, { force: true });
    const fake = join(import.meta.dirname, 'fake-wrangler.js');
    const child = spawn(
      process.execPath,
      [join(ROOT, 'scripts/deploy.ts'), '--no-build', '--wrangler', fake, ...args],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { PATH: process.env['PATH'] ?? '', FAKE_WRANGLER_FOLDER: this.#folder, ...environment },
      },
    );
    const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
    const lines = await readFile(calls, 'utf8').catch(() => '');
    return { code, output: out + err, calls: lines.split('\n').filter(Boolean).map(decodeCall) };
  }

  async secrets(): Promise<Texts> {
    return texts(property(await this.#worker(), 'secrets'));
  }

  async variables(): Promise<Texts> {
    return texts(property(await this.#worker(), 'variables'));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #worker(): Promise<unknown> {
    return property(JSON.parse(await readFile(join(this.#folder, 'account.json'), 'utf8')), 'worker');
  }
}

function decodeCall(line: string): Call {
  const value: unknown = JSON.parse(line);
  const args = property(value, 'args');
  return {
    args: Array.isArray(args) ? args.map(String) : [],
    input: String(property(value, 'input')),
    environment: texts(property(value, 'environment')),
  };
}

function texts(value: unknown): Texts {
  return Object.fromEntries(Object.entries(value ?? {}).map(([name, one]) => [name, String(one)]));
}
