/**
 * The one place that runs wrangler. Nothing secret is ever an argument of it or in its environment: secrets go in by
 * standard input, and what it prints about them is not shown.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { property, ROOT, toolPath } from '../project.ts';
import { isSecret, NOTHING_DEPLOYED, type Deployed, type Settings } from './plan.ts';

/** A problem whose message is all that a person needs. */
export class DeployError extends Error {}

interface Finished {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** What wrangler wrote for programs: one JSON value a line. */
  readonly records: readonly unknown[];
}

interface Run {
  readonly args: readonly string[];
  /** Given to its standard input, then closed. */
  readonly input?: string;
  /** Its output goes to the person, not to this script. */
  readonly shown?: boolean;
}

export class Wrangler {
  readonly #file: string;
  readonly #target: readonly string[];

  /** @param file of another wrangler. @param name of the Worker, if not the configuration's. */
  constructor(file?: string, name?: string) {
    this.#file = file ?? toolPath('wrangler');
    this.#target = ['--config', join(ROOT, 'wrangler.jsonc'), ...(name === undefined ? [] : ['--name', name])];
  }

  async isSignedIn(): Promise<boolean> {
    return (await this.#run({ args: ['whoami', '--json'] })).ok;
  }

  /** Opens the browser for it. */
  async signIn(): Promise<void> {
    if (!(await this.#run({ args: ['login'], shown: true })).ok)
      throw new DeployError('Signing in to Cloudflare failed.');
  }

  /** What is deployed under this name. */
  async inspect(): Promise<Deployed> {
    const list = await this.#run({ args: ['secret', 'list', ...this.#target, '--format', 'json'] });
    if (!list.ok) {
      if (/Worker ".+" not found|\[code: 100(?:07|90)\]/.test(list.stdout + list.stderr)) return NOTHING_DEPLOYED;
      throw failed('wrangler secret list', list);
    }
    const secrets = parse(list.stdout, 'wrangler secret list');
    if (!Array.isArray(secrets)) throw new DeployError('wrangler secret list answered no list.');
    const names = secrets.map((secret: unknown) => property(secret, 'name')).filter((name) => typeof name === 'string');
    return { exists: true, secrets: new Set(names), variables: await this.#deployedVariables() };
  }

  /** Stores all of them in one request. A Worker that does not exist yet is created empty, without an address. */
  async storeSecrets(secrets: Settings): Promise<void> {
    if (Object.keys(secrets).length === 0) return;
    const stored = await this.#run({ args: ['secret', 'bulk', ...this.#target], input: JSON.stringify(secrets) });
    // Its output is not shown, not even then: whether it quotes what it could not read is not in our hands.
    if (!stored.ok) throw new DeployError('`wrangler secret bulk` failed. Nothing was deployed.');
  }

  /** Uploads and answers the addresses. With `dryRun` nothing leaves the machine. */
  async deploy(variables: Settings, dryRun = false): Promise<readonly string[]> {
    if (Object.keys(variables).some(isSecret)) throw new Error('A secret is no variable');
    const vars = Object.entries(variables).flatMap(([name, value]) => ['--var', `${name}:${value}`]);
    const folder = await mkdtemp(join(tmpdir(), 'cobrowse-deploy-'));
    try {
      const upload = dryRun ? ['--dry-run', '--outdir', join(folder, 'out')] : [];
      const deployed = await this.#run({
        args: ['deploy', ...this.#target, '--keep-vars', ...vars, ...upload],
        shown: true,
      });
      if (!deployed.ok) throw new DeployError('`wrangler deploy` failed.');
      const targets = property(
        deployed.records.find((record) => property(record, 'type') === 'deploy'),
        'targets',
      );
      return Array.isArray(targets) ? targets.filter((target) => typeof target === 'string') : [];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #deployedVariables(): Promise<Settings> {
    const status = await this.#run({ args: ['deployments', 'status', ...this.#target, '--json'] });
    // A first deployment that broke off has stored its secrets and nothing else.
    if (!status.ok) {
      if (/has no deployments/.test(status.stdout + status.stderr)) return {};
      throw failed('wrangler deployments status', status);
    }
    const versions = property(parse(status.stdout, 'wrangler deployments status'), 'versions');
    const newest: unknown = Array.isArray(versions) ? versions[0] : undefined;
    const id = property(newest, 'version_id');
    if (typeof id !== 'string') return {};
    const view = await this.#run({ args: ['versions', 'view', id, ...this.#target, '--json'] });
    if (!view.ok) throw failed('wrangler versions view', view);
    const bindings = property(property(parse(view.stdout, 'wrangler versions view'), 'resources'), 'bindings');
    const variables: Record<string, string> = {};
    for (const binding of Array.isArray(bindings) ? bindings : []) {
      const [type, name, value] = ['type', 'name', 'text'].map((key) => property(binding, key));
      if (type === 'plain_text' && typeof name === 'string' && typeof value === 'string') variables[name] = value;
    }
    return variables;
  }

  async #run({ args, input, shown = false }: Run): Promise<Finished> {
    const folder = await mkdtemp(join(tmpdir(), 'cobrowse-wrangler-'));
    const output = join(folder, 'output.ndjson');
    const environment: Record<string, string | undefined> = {
      ...process.env,
      WRANGLER_OUTPUT_FILE_PATH: output,
      WRANGLER_SEND_METRICS: 'false',
      // Else it writes into the home folder, which a build machine may not have.
      WRANGLER_LOG_PATH: join(ROOT, '.wrangler/logs'),
    };
    for (const name of Object.keys(environment)) if (isSecret(name)) delete environment[name];
    try {
      const child = spawn(process.execPath, [this.#file, ...args], {
        cwd: ROOT,
        env: environment,
        stdio: ['pipe', shown ? 'inherit' : 'pipe', shown ? 'inherit' : 'pipe'],
      });
      const exited = new Promise<number | null>((resolve, reject) => {
        child.once('error', reject);
        child.once('close', resolve);
      });
      // It may end without having read; that shows in its exit code.
      child.stdin?.on('error', () => undefined).end(input ?? '');
      const [stdout, stderr, code] = await Promise.all([
        child.stdout ? text(child.stdout) : '',
        child.stderr ? text(child.stderr) : '',
        exited,
      ]);
      const lines = await readFile(output, 'utf8').catch(() => '');
      const records = lines
        .split('\n')
        .filter(Boolean)
        .map((line): unknown => parse(line, 'wrangler'));
      return { ok: code === 0, stdout, stderr, records };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function parse(json: string, command: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new DeployError(`\`${command}\` did not answer JSON.`);
  }
}

/** Only of commands that were given no secret. */
function failed(command: string, { stdout, stderr }: Finished): DeployError {
  return new DeployError(`\`${command}\` failed:\n${(stderr || stdout).trim()}`);
}
