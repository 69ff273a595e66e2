/** What the code promises about the README: hints in the console name places in it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FAILURE_REASONS } from '../../widget/service/failures.js';

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');

describe('the README', () => {
  it.each(FAILURE_REASONS)('has the place that the hint about %s names', (reason) => {
    expect(readme).toContain(`<a id="${reason}"></a>`);
  });

  it('names no place of its own that is not there', () => {
    const places = new Set([...readme.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id));
    const headings = readme.matchAll(/^#{2,} (.+)$/gm);
    for (const [, title = ''] of headings) {
      places.add(
        title
          .toLowerCase()
          .replace(/[^\w\- ]/g, '')
          .replaceAll(' ', '-'),
      );
    }
    const named = [...readme.matchAll(/\]\(#([^)]+)\)/g)].map(([, id]) => id);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((id) => !places.has(id))).toEqual([]);
  });
});
