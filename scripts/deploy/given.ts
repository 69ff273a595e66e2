/** What the command line and the environment say of the Worker's variables. Secrets come from the environment alone. */
import { parseArgs } from 'node:util';
import { SETTABLE, type Settings } from './plan.ts';

export interface Options {
  readonly settings: Settings;
  /** Ask nothing, not even whether to go on. */
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly build: boolean;
  /** Another name than wrangler.jsonc's, for a second deployment beside the first. */
  readonly name: string | undefined;
  /** Where the service is deployed, so that the versions that pages have pinned there are carried over. */
  readonly carryOverFrom: string | undefined;
  /** Another wrangler: the path of its JavaScript file. */
  readonly wrangler: string | undefined;
  readonly help: boolean;
}

const PUBLIC = SETTABLE.filter(({ secret }) => !secret);

/** `ALLOWED_ORIGINS` is `--allowed-origins`. */
export function flagOf(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}

/** Reads both; a flag wins. Throws what Node's parser says of an unknown flag, which quotes no value. */
export function readOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Options {
  const flags = Object.fromEntries(PUBLIC.map(({ name }) => [flagOf(name), { type: 'string' as const }]));
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...flags,
      yes: { type: 'boolean', short: 'y' },
      'dry-run': { type: 'boolean' },
      'no-build': { type: 'boolean' },
      name: { type: 'string' },
      url: { type: 'string' },
      wrangler: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const text = (flag: string): string | undefined => {
    const value: unknown = Reflect.get(values, flag);
    return typeof value === 'string' ? value : undefined;
  };
  const settings: Record<string, string> = {};
  for (const { name, secret } of SETTABLE) {
    const value = (secret ? undefined : text(flagOf(name))) ?? (environment[name] || undefined);
    if (value !== undefined) settings[name] = value;
  }
  return {
    settings,
    yes: values.yes === true,
    dryRun: values['dry-run'] === true,
    build: values['no-build'] !== true,
    name: text('name'),
    carryOverFrom: text('url'),
    wrangler: text('wrangler'),
    help: values.help === true,
  };
}

/** What `--help` prints. */
export function usage(): string {
  const lines = PUBLIC.map(({ name, meaning }) => `  --${flagOf(name).padEnd(24)}${meaning}`);
  return `npm run deploy -- [options]

Builds and deploys everything to Cloudflare. The first time it asks; what it was told is kept from then on.
Every variable may also come from the environment; secrets only from there.

${lines.join('\n')}

  --url ORIGIN              where it is deployed: keeps the versions that pages have pinned there
  --name NAME               the Worker's name, if not wrangler.jsonc's
  --yes                     asks nothing; takes defaults where there are any
  --dry-run                 builds and checks, uploads nothing
  --no-build                takes dist/ as it is
  --wrangler FILE           another wrangler than the installed one
`;
}
