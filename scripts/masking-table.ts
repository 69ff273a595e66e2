/**
 * Writes the README's table of what recorders let out of the canary page, from what `npm run bench:masking -- --write` printed and kept.
 * `npm run docs` runs it; a test fails when the table is out of date.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { property, ROOT } from './project.ts';

/** What the bench writes and the table is made of. */
export interface MaskingResults {
  /** Channels of the canary page. */
  readonly channels: number;
  readonly recorders: readonly { readonly name: string; readonly leaking: readonly string[] }[];
}

export const RESULTS = join(ROOT, 'docs/masking-bench.json');
const README = join(ROOT, 'README.md');
const START = '<!-- masking-bench -->';
const END = '<!-- /masking-bench -->';

/** As the bench prints it, in Markdown as prettier leaves it. */
export function maskingTable({ channels, recorders }: MaskingResults): string {
  const rows = [
    ['Recorder', 'Channels of the canary page that leak'],
    ...recorders.map(({ name, leaking }) => [name, `${leaking.length} of ${channels}`]),
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

/** A text with the table put between its marks. Throws if it has none. */
export function withMaskingTable(text: string, table: string): string {
  const [start, end] = [text.indexOf(START), text.indexOf(END)];
  if (start === -1 || end < start) throw new Error(`There are no marks ${START} and ${END}`);
  return `${text.slice(0, start + START.length)}\n\n${table}\n\n${text.slice(end)}`;
}

/** The results that are kept. Throws if the file is not what the bench writes. */
export async function keptResults(): Promise<MaskingResults> {
  const kept: unknown = JSON.parse(await readFile(RESULTS, 'utf8'));
  const [channels, recorders] = [property(kept, 'channels'), property(kept, 'recorders')];
  if (typeof channels !== 'number' || !Array.isArray(recorders)) throw new Error(`${RESULTS} is not of the bench`);
  return {
    channels,
    recorders: recorders.map((recorder: unknown) => {
      const leaking = property(recorder, 'leaking');
      return { name: String(property(recorder, 'name')), leaking: Array.isArray(leaking) ? leaking.map(String) : [] };
    }),
  };
}

/** What the README should hold. */
export async function readmeWithMaskingTable(): Promise<string> {
  return withMaskingTable(await readFile(README, 'utf8'), maskingTable(await keptResults()));
}

/** Keeps results and writes the table. */
export async function keepResults(results: MaskingResults): Promise<void> {
  await writeFile(RESULTS, `${JSON.stringify(results, undefined, 2)}\n`);
  await writeFile(README, await readmeWithMaskingTable());
}

if (import.meta.main) await writeFile(README, await readmeWithMaskingTable());
