import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keptResults, maskingTable, readmeWithMaskingTable, withMaskingTable } from '../../../scripts/masking-table.ts';
import { ROOT } from '../../../scripts/project.ts';
import { CHANNELS } from '../../fixtures/masking/canary-page.ts';

describe('the README’s table of what recorders let out', () => {
  it('is one that `npm run bench:masking -- --write` printed', async () => {
    expect(await readFile(join(ROOT, 'README.md'), 'utf8')).toBe(await readmeWithMaskingTable());
  });

  it('is of the canary page as it is, with nothing of ours, and others beside it', async () => {
    const { channels, recorders } = await keptResults();
    expect(channels).toBe(CHANNELS.length);
    expect(recorders.map(({ name }) => name.split(',')[0])).toEqual(['this engine', 'rrweb', 'OpenReplay']);
    expect(recorders[0]?.leaking).toEqual([]);
    const names = CHANNELS.map(({ name }) => name);
    for (const { leaking } of recorders) for (const name of leaking) expect(names).toContain(name);
  });

  it('counts what leaks', () => {
    const table = maskingTable({ channels: 9, recorders: [{ name: 'one', leaking: ['a', 'b'] }] });
    expect(table.split('\n').at(-1)).toMatch(/^\| one +\| 2 of 9 +\|$/);
  });

  it('needs its marks', () => {
    expect(() => withMaskingTable('no marks', 'x')).toThrow('marks');
  });
});
