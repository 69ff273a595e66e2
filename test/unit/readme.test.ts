/** What the code promises about the README, and the documents to each other: hints in the console and links name places that are there. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FAILURE_REASONS } from '../../widget/service/failures.js';

const ROOT = join(import.meta.dirname, '../..');
const DOCS = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));

const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** The places that a link into a document may name. */
function placesOf(text: string): ReadonlySet<string | undefined> {
  const headings = [...text.matchAll(/^#{2,} (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
  return new Set([...headings, ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id)]);
}

describe('the README', () => {
  it.each(FAILURE_REASONS)('has the place that the hint about %s names', (reason) => {
    expect(textOf('README.md')).toContain(`<a id="${reason}"></a>`);
  });

  it.each(DOCS)('leads to docs/%s', (name) => {
    expect(textOf('README.md')).toContain(`](docs/${name}`);
  });
});

it.each(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...DOCS.map((name) => `docs/${name}`)])(
  '%s links to nothing that is not there',
  (path) => {
    const links = [...textOf(path).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)]+))?\)/g)];
    const broken = links.filter(([, to = '', place]) => {
      const target = to === '' ? path : join(dirname(path), to);
      return !existsSync(join(ROOT, target)) || (place !== undefined && !placesOf(textOf(target)).has(place));
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  },
);
