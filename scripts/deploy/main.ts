/** The order of a deployment: look, ask, check, build, store the secrets, upload, see whether it is healthy. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findFaults } from '../../worker/configuration.ts';
import { checkVariable } from '../../worker/configuration/checks.ts';
import type { Variable } from '../../worker/configuration/variables.ts';
import { DIST, property } from '../project.ts';
import { NobodyAnswers, Questioner } from './ask.ts';
import { carryOver } from './carry-over.ts';
import { flagOf, readOptions, usage, type Options } from './given.ts';
import {
  findObstacles,
  isSecret,
  makePlan,
  nextQuestion,
  type Deployed,
  type Fault,
  type Maker,
  type Plan,
  type Settings,
} from './plan.ts';
import { DeployError, Wrangler } from './wrangler.ts';

const HEALTHY_WITHIN_TRIES = 10;
const HEALTH_POLL_MS = 2_000;

/** 120 bits, for it names the service; 384 bits, more than HS256 can use. */
const MAKER: Maker = {
  sdkKey: () => randomBytes(15).toString('base64url'),
  sdkSecret: () => randomBytes(48).toString('base64url'),
};

/** Runs it and answers the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args, process.env);
    if (options.help) console.log(usage());
    else if (process.env['WORKERS_CI'] === '1') await uploadOnly(options);
    else if (options.dryRun) await rehearse(options);
    else await deploy(options);
    return 0;
  } catch (error) {
    const isForPeople = error instanceof DeployError || error instanceof NobodyAnswers || isArgumentError(error);
    if (!isForPeople) throw error;
    console.error(error.message);
    return 1;
  }
}

/** Everything that needs no account. */
async function rehearse(options: Options): Promise<void> {
  await build(options);
  await new Wrangler(options.wrangler, options.name).deploy(publicPart(options.settings), true);
}

/**
 * In Cloudflare's own builds, as the "Deploy to Cloudflare" button sets them up, variables and secrets are the dashboard's, and nobody is
 * there to ask: what is missing or wrong there, the Worker says at `/healthz`, and answers 503 until it is right.
 */
async function uploadOnly(options: Options): Promise<void> {
  await build(options);
  const addresses = await new Wrangler(options.wrangler, options.name).deploy({});
  await report(addresses, {});
}

async function deploy(options: Options): Promise<void> {
  if (process.env['COBROWSE_DEV']) throw new DeployError('COBROWSE_DEV is set: that is for `npm start` alone.');
  const wrangler = new Wrangler(options.wrangler, options.name);
  using person = process.stdin.isTTY && !options.yes ? new Questioner(process.stdin, process.stdout) : undefined;
  if (!(await wrangler.isSignedIn())) {
    if (!person)
      throw new DeployError('Not signed in to Cloudflare. Set CLOUDFLARE_API_TOKEN, or run `npx wrangler login`.');
    await wrangler.signIn();
  }

  const deployed = await wrangler.inspect();
  console.log(deployed.exists ? 'The service is deployed already.' : 'This is the first deployment.');
  const settings = await complete(options, deployed, person);
  const plan = makePlan(settings, deployed, MAKER);
  const obstacles = findObstacles(plan, deployed, faultsOutsideDevelopment);
  if (obstacles.length > 0) throw new DeployError(`This cannot be deployed:\n${listOf(obstacles)}`);

  console.log(summary(plan, deployed));
  if (person && !(await person.confirm('Deploy?'))) throw new NobodyAnswers('Stopped. Nothing was deployed.');
  await build(options);
  // Before the code that needs them: there is no moment at which it runs without.
  await wrangler.storeSecrets(plan.secrets);
  const addresses = await wrangler.deploy(plan.variables);
  await report(addresses, { ...deployed.variables, ...plan.variables });
}

/** Asks for what is missing; where nobody can be asked, takes defaults only if told to. */
async function complete(options: Options, deployed: Deployed, person: Questioner | undefined): Promise<Settings> {
  let settings = options.settings;
  const unanswered: Variable[] = [];
  for (;;) {
    const variable = nextQuestion(settings, deployed);
    if (variable === undefined) break;
    if (person) {
      settings = { ...settings, [variable.name]: await person.askFor(variable, checkAnswer) };
      continue;
    }
    if (!(options.yes && variable.name === 'ALLOWED_ORIGINS')) unanswered.push(variable);
    settings = { ...settings, [variable.name]: '' };
  }
  if (unanswered.length > 0) throw new DeployError(`Still to be said:\n${unanswered.map(howToSay).join('\n')}`);
  return settings;
}

function howToSay({ name, meaning, secret }: Variable): string {
  const where = secret ? `${name} in the environment` : `--${flagOf(name)}, or ${name} in the environment`;
  return `  ${where}: ${meaning}`;
}

function checkAnswer(variable: Variable, answer: string): string | undefined {
  if (variable.name === 'AGENT_AUTH' && answer === 'none') return 'Agents must sign in: jwt, secret or access';
  if (answer !== '') return checkVariable(variable, answer, false);
  return variable.name === 'ALLOWED_ORIGINS' ? undefined : 'This needs an answer';
}

/** As the deployed Worker will see it, but for the bindings, which wrangler.jsonc gives it. */
function faultsOutsideDevelopment(settings: Settings): readonly Fault[] {
  return findFaults(settings, false).filter(({ property: name }) => !name.endsWith('_LIMITER'));
}

function summary({ secrets, variables, made }: Plan, deployed: Deployed): string {
  const note = (name: string): string => (made.includes(name) ? ' (made for this deployment)' : '');
  const lines = [
    ...Object.entries(variables).map(([name, value]) => `  ${name} = ${value || '(the default)'}${note(name)}`),
    ...Object.keys(secrets).map((name) => `  ${name}: stored as a secret${note(name)}`),
  ];
  const kept = [...Object.keys(deployed.variables), ...deployed.secrets].filter(
    (name) => !(name in variables) && !(name in secrets),
  );
  if (kept.length > 0) lines.push(`  kept as it is: ${kept.join(', ')}`);
  return `\n${lines.join('\n')}\n`;
}

async function build({ build: wanted, carryOverFrom }: Options): Promise<void> {
  if (wanted) {
    const { buildSite } = await import('../build.ts');
    if (!(await buildSite())) throw new DeployError('The build failed.');
  }
  if (carryOverFrom === undefined) return;
  const versions = await carryOver(join(DIST, 'site'), carryOverFrom);
  if (versions.length > 0) console.log(`Carried over for pages that pin them: ${versions.join(', ')}`);
}

async function report(addresses: readonly string[], settings: Settings): Promise<void> {
  const candidates = addresses.map((address) => (/^https?:/.test(address) ? address : `https://${address}`));
  const origin = candidates.find((address) => URL.canParse(address));
  if (origin === undefined) return;
  const address = (path: string): string => new URL(path, origin).href;
  console.log(`
  The script tag       <script type="module" src="${address('/cobrowse.js')}"></script>
  The agents' desk     ${address('/desk')}
`);
  if (settings['DEMO_PAGES'] === 'on') console.log(`  The demo pages       ${address('/demo/')}\n`);
  if (settings['AGENT_AUTH'] === 'access') {
    console.log(`  Cloudflare Access must guard ${address('/desk')} and ${address('/agent/token')}, in one application,
  whose audience tag is ACCESS_AUD. Nothing else: customers and their pages cannot sign in there.
`);
  }
  console.log(await health(address('/healthz')));
}

/** A new address takes a while to be there, so this asks more than once. */
async function health(address: string): Promise<string> {
  for (let tries = 1; tries <= HEALTHY_WITHIN_TRIES; tries++) {
    const answer = await fetch(address, { signal: AbortSignal.timeout(HEALTH_POLL_MS * 5) }).catch(() => undefined);
    if (answer?.ok) return 'It is deployed, and healthy.';
    if (answer?.status === 503) {
      const errors = property(await answer.json().catch(() => undefined), 'errors');
      const names = Array.isArray(errors) ? errors.map((error: unknown) => property(error, 'property')).join(', ') : '';
      throw new DeployError(`It is deployed, but answers nobody, for what is wrong with: ${names || 'its variables'}`);
    }
    await delay(HEALTH_POLL_MS);
  }
  return `It is deployed. ${address} did not answer yet; look again in a minute.`;
}

/** A secret must not become a variable, not even in a rehearsal. */
function publicPart(settings: Settings): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !isSecret(name)));
}

function listOf(faults: readonly Fault[]): string {
  return faults.map(({ property: name, reason }) => `  ${name}: ${reason}`).join('\n');
}

function isArgumentError(error: unknown): error is Error {
  return error instanceof Error && String(property(error, 'code')).startsWith('ERR_PARSE_ARGS');
}
