/**
 * Writes what is said about the Worker's variables from the table that checks them: the README's table and `.dev.vars.example`.
 * `npm run docs` runs it; a test fails when either is out of date.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEVELOPMENT_PREFIX, VARIABLES, type Variable } from '../worker/configuration/variables.ts';
import { PROMPTED } from './deploy-button.ts';
import { ROOT } from './project.ts';

const START = '<!-- variables -->';
const END = '<!-- /variables -->';

const README = join(ROOT, 'README.md');
const EXAMPLE = join(ROOT, '.dev.vars.example');

const TABLE: readonly Variable[] = VARIABLES;

/** A column a fact, a row a variable, in Markdown as prettier leaves it. */
export function variablesTable(variables: readonly Variable[] = TABLE): string {
  const rows = variables.map((variable) => {
    const { name, meaning, values, example, secret } = variable;
    const more = [
      ...(values ? [`One of ${values.map((value) => `\`${value}\``).join(', ')}.`] : []),
      ...(example ? [`Such as \`${example}\`.`] : []),
      ...(secret ? ['A secret.'] : []),
    ];
    return [`\`${name}\``, [meaning, ...more].join(' '), defaultOf(variable)];
  });
  const cells = [['Variable', 'Meaning', 'Without it'], ...rows];
  const line = (row: readonly string[]) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...body.map(line)].join('\n');
}

function defaultOf({ required, default: value, kind }: Variable): string {
  if (required === true) return 'answers 503';
  if (required) {
    const { variable, value: needing } = required;
    return needing === undefined
      ? `answers 503 if there is a \`${variable}\``
      : `answers 503 if \`${variable}=${needing}\``;
  }
  if (value === undefined) return '';
  return kind === 'choice' || /^[\w=,.-]+$/.test(value) ? `\`${value}\`` : value;
}

/**
 * A file to copy to `.dev.vars` and edit: every variable, switched off. The "Deploy to Cloudflare" button reads it too, and asks for what is
 * switched on, so that is what it must ask for, without a value.
 */
export function devVarsExample(variables: readonly Variable[] = TABLE): string {
  const entries = variables
    .filter(({ name }) => name !== 'COBROWSE_DEV')
    .map(({ name, meaning, values, example, default: value }) => {
      const shown = example ?? values?.find((one) => one !== value) ?? '';
      const about = `# ${meaning.replaceAll('`', '')}\n${values ? `# One of ${values.join(', ')}.\n` : ''}`;
      if (!PROMPTED.includes(name)) return `${about}# ${name}="${shown}"\n`;
      return `${about}${example ? `# Such as ${example}\n` : ''}${name}=""\n`;
    });
  return `# Variables for \`npm start\` on this machine. Copy this file to .dev.vars, which git ignores, and fill in or take the # off what you need;
# what is empty counts as absent. The "Deploy to Cloudflare" button asks for what has no # here.
# Without any of them it runs on values that begin with "${DEVELOPMENT_PREFIX}", which no deployment accepts. A deployment's own
# variables are not here: \`npm run deploy\` asks for them.

${entries.join('\n')}`;
}

/** A text with the table put between its marks. Throws if it has none. */
export function withTable(text: string, table: string): string {
  const [start, end] = [text.indexOf(START), text.indexOf(END)];
  if (start === -1 || end < start) throw new Error(`There are no marks ${START} and ${END}`);
  return `${text.slice(0, start + START.length)}\n\n<!-- prettier-ignore -->\n${table}\n\n${text.slice(end)}`;
}

/** What both files should hold, by their paths. */
export async function variableDocs(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    [README, withTable(await readFile(README, 'utf8'), variablesTable())],
    [EXAMPLE, devVarsExample()],
  ]);
}

if (import.meta.main) for (const [path, text] of await variableDocs()) await writeFile(path, text);
