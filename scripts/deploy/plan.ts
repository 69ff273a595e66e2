/**
 * Decides what a deployment sets, from what was given, what is deployed already, and what a first deployment makes by
 * itself. Pure: it asks nobody, runs nothing, and takes its randomness as a parameter.
 */
import { VARIABLES, type Variable } from '../../worker/configuration/variables.ts';

/** Texts by the names of the Worker's variables. */
export type Settings = Readonly<Record<string, string>>;

/** What the account knows of the Worker. Secrets can be listed, never read. */
export interface Deployed {
  readonly exists: boolean;
  readonly secrets: ReadonlySet<string>;
  readonly variables: Settings;
}

/** What `wrangler` is to be told. What is in neither stays as it is. */
export interface Plan {
  readonly secrets: Settings;
  readonly variables: Settings;
  /** Names of what was made up for this deployment. */
  readonly made: readonly string[];
}

export interface Fault {
  readonly property: string;
  readonly reason: string;
}

/** Finds faults as the Worker itself would outside development (worker/configuration.ts). */
export type FindFaults = (settings: Settings) => readonly Fault[];

export interface Maker {
  readonly sdkKey: () => string;
  readonly sdkSecret: () => string;
}

export const NOTHING_DEPLOYED: Deployed = { exists: false, secrets: new Set(), variables: {} };

const TABLE: readonly Variable[] = VARIABLES;

/** Only ever set by `npm start`. */
const DEVELOPMENT_SWITCH = 'COBROWSE_DEV';

/** The first deployment's choice: the Worker has a default, but nobody may get it without having been asked. */
const ALWAYS_CHOSEN = ['ALLOWED_ORIGINS', 'AGENT_AUTH'];

/** Stands for a secret that is stored and cannot be read: it has been checked when it was stored. */
const STORED_SECRET = 'stored-'.padEnd(64, '*');

/** Which variables a deployment may be given. */
export const SETTABLE: readonly Variable[] = TABLE.filter(({ name }) => name !== DEVELOPMENT_SWITCH);

export function isSecret(name: string): boolean {
  return TABLE.some((variable) => variable.name === name && variable.secret === true);
}

/**
 * What has still to be asked for, in the order of the table. The answers change what is missing (a mode of signing in has
 * variables of its own), so this is called again after each.
 */
export function nextQuestion(given: Settings, deployed: Deployed): Variable | undefined {
  const known = { ...deployed.variables, ...given };
  return SETTABLE.find((variable) => {
    const { name, required } = variable;
    if (name in given || name in deployed.variables || deployed.secrets.has(name)) return false;
    // Whoever chose the default the first time has chosen it.
    if (ALWAYS_CHOSEN.includes(name)) return Object.keys(deployed.variables).length === 0;
    if (required === undefined) return false;
    if (required !== true) {
      const actual = known[required.variable];
      return required.value === undefined ? Boolean(actual) : actual === required.value;
    }
    // A service of somebody else's has its own pair; for ours, it is made.
    return Boolean(known['SERVICE_URL']);
  });
}

/** Puts together what is to be set. An empty text is an answer too: it takes a variable's default. */
export function makePlan(given: Settings, deployed: Deployed, maker: Maker): Plan {
  const made: string[] = [];
  const settings: Record<string, string> = { ...given };
  const makeUnlessKnown = (name: string, make: () => string): void => {
    if (settings[name] || deployed.variables[name] || deployed.secrets.has(name)) return;
    settings[name] = make();
    made.push(name);
  };
  if (!(settings['SERVICE_URL'] ?? deployed.variables['SERVICE_URL'])) {
    makeUnlessKnown('ZOOM_SDK_KEY', maker.sdkKey);
    makeUnlessKnown('ZOOM_SDK_SECRET', maker.sdkSecret);
  }
  const entries = Object.entries(settings).filter(([name, value]) => value !== (deployed.variables[name] ?? ''));
  return {
    secrets: Object.fromEntries(entries.filter(([name, value]) => isSecret(name) && value !== '')),
    variables: Object.fromEntries(entries.filter(([name]) => !isSecret(name))),
    made,
  };
}

/** Everything that forbids this deployment. No value is ever quoted. */
export function findObstacles(plan: Plan, deployed: Deployed, findFaults: FindFaults): readonly Fault[] {
  const stored = Object.fromEntries([...deployed.secrets].map((name) => [name, `${STORED_SECRET}${name}`]));
  const settings: Settings = { ...stored, ...deployed.variables, ...plan.variables, ...plan.secrets };
  const obstacles = [...findFaults(settings)];
  if (settings[DEVELOPMENT_SWITCH] || deployed.secrets.has(DEVELOPMENT_SWITCH)) {
    obstacles.push({ property: DEVELOPMENT_SWITCH, reason: 'This variable is for `npm start` alone: remove it' });
  }
  if (!settings['AGENT_AUTH'] || settings['AGENT_AUTH'] === 'none') {
    obstacles.push({ property: 'AGENT_AUTH', reason: 'Agents must sign in: this must be jwt, secret or access' });
  }
  for (const { name } of SETTABLE.filter(({ secret }) => secret)) {
    // Everybody with access to the account could read it, and it would show in logs of deployments.
    if (deployed.variables[name] !== undefined) {
      obstacles.push({
        property: name,
        reason: 'This is deployed as a readable variable: remove it, then run this again',
      });
    }
  }
  return obstacles;
}
