import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  bindingDescriptions,
  buttonDocs,
  buttonText,
  PROMPTED,
  repositoryPage,
} from '../../../scripts/deploy-button.ts';
import { ROOT } from '../../../scripts/project.ts';

describe('the button', () => {
  it.each([
    ['https://github.com/acme/cobrowse', 'https://github.com/acme/cobrowse'],
    [{ type: 'git', url: 'git+https://github.com/acme/cobrowse.git' }, 'https://github.com/acme/cobrowse'],
    [{ url: 'git+ssh://git@gitlab.com/acme/co.browse.git' }, 'https://gitlab.com/acme/co.browse'],
    ['github:acme/cobrowse', 'https://github.com/acme/cobrowse'],
    ['https://git.example.com/acme/cobrowse', undefined],
    ['http://github.com/acme/cobrowse', undefined],
    ['https://github.com/acme', undefined],
    ['https://github.com/acme/cobrowse?x=1) [evil](https://evil.example', 'https://github.com/acme/cobrowse'],
    ['', undefined],
    [undefined, undefined],
    [{}, undefined],
  ])('of the repository %j copies from %j', (repository, page) => {
    expect(repositoryPage(repository)).toBe(page);
  });

  it('is a link with the repository in it, and without one a sentence that says how to get it', () => {
    expect(buttonText('github:acme/cobrowse')).toBe(
      '[![Deploy to Cloudflare](https://deploy.workers.cloudflare.com/button)](https://deploy.workers.cloudflare.com/?url=https://github.com/acme/cobrowse)',
    );
    expect(buttonText(undefined)).toContain('`repository`');
    expect(buttonText(undefined)).not.toContain('https://');
  });

  it('is in the README, and its fields are described in package.json; `npm run docs` writes both', async () => {
    for (const [path, text] of await buttonDocs()) expect(await readFile(path, 'utf8'), path).toBe(text);
    expect(Object.keys(Object(bindingDescriptions()['bindings']))).toEqual(expect.arrayContaining([...PROMPTED]));
  });

  it('asks for what a deployment needs, and fills in nothing: who only presses Enter has a Worker that answers 503', async () => {
    const example = parseEnv(await readFile(join(ROOT, '.dev.vars.example'), 'utf8'));
    expect(Object.keys(example).sort()).toEqual([...PROMPTED].sort());
    expect(new Set(Object.values(example))).toEqual(new Set(['']));
  });

  it('finds the project at the root of the repository, where it looks for one', async () => {
    const text = await readFile(join(ROOT, 'wrangler.jsonc'), 'utf8');
    expect(text).toContain('"main": "worker/index.ts"');
    const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    expect([scripts['build'], scripts['deploy']]).toEqual(['node scripts/build.ts', 'node scripts/deploy.ts']);
  });
});
