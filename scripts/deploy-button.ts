/**
 * Writes the "Deploy to Cloudflare" button of the README from `repository` in package.json, and what it prompts for: a button copies a
 * public repository, so one whose address nobody has said has none. `npm run docs` runs it; a test fails when it is out of date.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VARIABLES, type Variable } from '../worker/configuration/variables.ts';
import { ROOT, property } from './project.ts';

const START = '<!-- deploy-button -->';
const END = '<!-- /deploy-button -->';

const README = join(ROOT, 'README.md');
const PACKAGE = join(ROOT, 'package.json');

/**
 * What the button asks for: entries of `.dev.vars.example` that are switched on. All are empty there, so that nobody deploys an
 * example, and each answer is stored as a secret.
 */
export const PROMPTED: readonly string[] = [
  'ZOOM_SDK_KEY',
  'ZOOM_SDK_SECRET',
  'ALLOWED_ORIGINS',
  'AGENT_AUTH',
  'AGENT_SECRET',
];

/** The button copies from these two alone. */
const HOSTS: ReadonlySet<string> = new Set(['github.com', 'gitlab.com']);

/** The address of a page of the repository, from what npm allows `repository` to be; `undefined` where no button can be. */
export function repositoryPage(repository: unknown): string | undefined {
  const given = typeof repository === 'string' ? repository : property(repository, 'url');
  if (typeof given !== 'string') return undefined;
  const short = /^(github|gitlab):([\w.-]+\/[\w.-]+)$/.exec(given);
  const address = short
    ? `https://${short[1]}.com/${short[2]}`
    : given.replace(/^git\+/, '').replace(/^ssh:\/\/git@/, 'https://');
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname, pathname } = new URL(address);
  const path = /^\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(pathname)?.[1];
  return protocol === 'https:' && HOSTS.has(hostname) && path !== undefined ? `https://${hostname}/${path}` : undefined;
}

/** The button, or why there is none. */
export function buttonText(repository: unknown): string {
  const page = repositoryPage(repository);
  if (page === undefined) {
    return `This copy does not say where its public repository is, so there is no button yet. Set \`repository\` in \`package.json\` to yours on GitHub or
GitLab and run \`npm run docs\`: the button is written here.`;
  }
  const link = `https://deploy.workers.cloudflare.com/?url=${page}`;
  return `[![Deploy to Cloudflare](https://deploy.workers.cloudflare.com/button)](${link})`;
}

/** What the button's page says beside each field, for package.json: plain text, since nobody promises more there. */
export function bindingDescriptions(variables: readonly Variable[] = VARIABLES): Readonly<Record<string, unknown>> {
  const entries = variables
    .filter(({ name }) => PROMPTED.includes(name))
    .map(({ name, meaning, values, example }) => {
      const more = [...(values ? [`One of ${values.join(', ')}.`] : []), ...(example ? [`Such as ${example}.`] : [])];
      return [name, { description: [meaning.replaceAll('`', ''), ...more].join(' ') }] as const;
    });
  return { bindings: Object.fromEntries(entries) };
}

/** What both files should hold, by their paths. */
export async function buttonDocs(): Promise<ReadonlyMap<string, string>> {
  const manifest: unknown = JSON.parse(await readFile(PACKAGE, 'utf8'));
  const readme = await readFile(README, 'utf8');
  const [start, end] = [readme.indexOf(START), readme.indexOf(END)];
  if (start === -1 || end < start) throw new Error(`There are no marks ${START} and ${END}`);
  const text = `${readme.slice(0, start + START.length)}\n\n${buttonText(property(manifest, 'repository'))}\n\n${readme.slice(end)}`;
  const described = { ...Object(manifest), cloudflare: bindingDescriptions() };
  return new Map([
    [README, text],
    [PACKAGE, `${JSON.stringify(described, undefined, 2)}\n`],
  ]);
}

if (import.meta.main) for (const [path, text] of await buttonDocs()) await writeFile(path, text);
