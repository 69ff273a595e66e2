/** The README's tables are those that `npm run docs` would write. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withApiTables } from '../../scripts/api-tables.ts';
import type { ApiModel } from '../../scripts/package/api-model.ts';
import { readApi } from '../../scripts/package/read-api.ts';
import { ROOT } from '../../scripts/project.ts';

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

describe("the README's tables", () => {
  it('say what the sources say; `npm run docs` writes them', async () => {
    expect(readme).toBe(await withApiTables(readme, readApi()));
  });

  it('change when a description does', async () => {
    const model = readApi();
    const changed: ApiModel = {
      ...model,
      elements: model.elements.map((element) => ({
        ...element,
        events: element.events.map((event) => ({ ...event, description: 'Another | sentence.' })),
      })),
    };
    const written = await withApiTables(readme, changed);
    expect(written).not.toBe(readme);
    // A bar would end the cell.
    expect(written).toContain('Another \\| sentence.');
  });

  it('cannot be written where the markers are missing', async () => {
    await expect(withApiTables('# Nothing\n', readApi())).rejects.toThrow('api:cobrowse-button');
  });
});
