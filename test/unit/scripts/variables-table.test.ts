import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { devVarsExample, variableDocs, variablesTable, withTable } from '../../../scripts/variables-table.ts';
import { VARIABLES } from '../../../worker/configuration/variables.ts';

describe('what is written about the Worker’s variables', () => {
  it('is what the table that checks them says (`npm run docs` writes it)', async () => {
    for (const [path, text] of await variableDocs()) expect(await readFile(path, 'utf8')).toBe(text);
  });

  it('has a row for each, and says which are secret and what holds without them', () => {
    const lines = variablesTable([
      { name: 'A', meaning: 'One | two.', kind: 'secret', secret: true, required: true },
      { name: 'B', meaning: 'B.', kind: 'choice', values: ['x', 'y'], default: 'x' },
      { name: 'C', meaning: 'C.', kind: 'text', required: { variable: 'B', value: 'y' }, example: 'c' },
    ]).split('\n');
    expect(lines).toEqual([
      '| Variable | Meaning | Without it |',
      '|---|---|---|',
      '| `A` | One \\| two. A secret. | answers 503 |',
      '| `B` | B. One of `x`, `y`. | `x` |',
      '| `C` | C. Such as `c`. | answers 503 if `B=y` |',
    ]);
  });

  it('offers every variable but the one that only `npm start` sets, without a value or switched off', () => {
    const text = devVarsExample();
    for (const { name } of VARIABLES.filter((one) => one.name !== 'COBROWSE_DEV'))
      expect(text).toMatch(new RegExp(`\n(?:# ${name}="|${name}=""\n)`));
    expect(text).not.toContain('COBROWSE_DEV');
    for (const value of Object.values(parseEnv(text))) expect(value).toBe('');
  });

  it('needs its marks', () => {
    expect(() => withTable('no marks', 'x')).toThrow('marks');
    const once = withTable('a\n<!-- variables -->\nold\n<!-- /variables -->\nb', 'new');
    expect(once).toMatch(/^a\n<!-- variables -->\n[^]*\nnew\n\n<!-- \/variables -->\nb$/);
    expect(withTable(once, 'new')).toBe(once);
  });
});
