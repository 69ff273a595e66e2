import { createServer } from 'node:http';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { carryOver } from '../../../scripts/deploy/carry-over.ts';
import { decodeIntegrityList, integrityOf, projectVersion, publishPinned } from '../../../scripts/pinned.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A built site: the script tag, what it loads at once and later, and a file that it does not load. */
async function site(version: string, code = 'first'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cobrowse-site-'));
  folders.push(folder);
  await mkdir(join(folder, 'engine'));
  const files = {
    'cobrowse.js': `import{a}from"./engine/tag-a.js";const b=()=>import(\`./engine/tag-b.js\`);/*${code}*/`,
    'engine/tag-a.js': 'import"./tag-c.js";export const a=1',
    'engine/tag-b.js': 'export{a}from"./tag-a.js"',
    'engine/tag-c.js': '',
    'engine/desk-d.js': 'nothing of the tag’s',
  };
  for (const [path, text] of Object.entries(files)) await writeFile(join(folder, path), text);
  await publishPinned(folder, version);
  return folder;
}

/** What is deployed: any site's files over HTTP, each as `answer` has it. */
async function serve(
  folder: string,
  answer: (path: string, bytes: Buffer) => string | Buffer = (_path, bytes) => bytes,
) {
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    readFile(join(folder, path)).then(
      (bytes) => response.end(answer(path, bytes)),
      () => response.writeHead(404).end(),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  return { origin: `http://127.0.0.1:${address.port}`, [Symbol.asyncDispose]: async () => void server.close() };
}

async function list(folder: string): Promise<Readonly<Record<string, Readonly<Record<string, string>>>>> {
  return decodeIntegrityList(JSON.parse(await readFile(join(folder, 'integrity.json'), 'utf8')))?.versions ?? {};
}

describe('a version that pages may pin', () => {
  it('is a copy of the script tag with all that it loads, each with the hash of its bytes', async () => {
    const folder = await site('1.2.3');
    const hashes = (await list(folder))['1.2.3'] ?? {};
    expect(Object.keys(hashes).toSorted()).toEqual(
      ['cobrowse.js', 'engine/tag-a.js', 'engine/tag-b.js', 'engine/tag-c.js'].map((path) => `/v/1.2.3/${path}`),
    );
    for (const [path, hash] of Object.entries(hashes)) {
      expect(hash).toBe(integrityOf(await readFile(join(folder, path))));
      expect(await readFile(join(folder, path))).toEqual(await readFile(join(folder, path.replace('/v/1.2.3/', ''))));
    }
    expect(integrityOf('')).toBe('sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb');
  });

  it('is the project’s own', async () => {
    expect(await projectVersion()).toMatch(/^\d+\.\d+\.\d+/);
  });

  it.each([
    ['leads out of its folder', { '1.0.0': { '/v/1.0.0/../../x.js': integrityOf('') } }],
    ['is of another version', { '1.0.0': { '/v/2.0.0/x.js': integrityOf('') } }],
    ['has no hash', { '1.0.0': { '/v/1.0.0/x.js': 'sha384-' } }],
    ['is no script', { '1.0.0': { '/v/1.0.0/x.html': integrityOf('') } }],
    ['has a version that is a path', { '../1.0.0': {} }],
    ['is nothing', { '1.0.0': null }],
  ])('is not read from a list in which one %s', (_name, versions) => {
    expect(decodeIntegrityList({ versions })).toBeUndefined();
  });
});

describe('carrying versions over from a running service', () => {
  it('puts the old ones beside the new one', async () => {
    const [old, next] = [await site('1.0.0', 'old'), await site('1.1.0', 'new')];
    await using service = await serve(old);
    expect(await carryOver(next, service.origin)).toEqual(['1.0.0']);
    expect(Object.keys(await list(next)).toSorted()).toEqual(['1.0.0', '1.1.0']);
    for (const path of ['v/1.0.0/cobrowse.js', 'v/1.0.0/engine/tag-c.js']) {
      expect(await readFile(join(next, path))).toEqual(await readFile(join(old, path)));
    }
  });

  it('takes nothing that is not what was published', async () => {
    const [old, next] = [await site('1.0.0'), await site('1.1.0')];
    await using service = await serve(old, (path, bytes) => (path.endsWith('tag-b.js') ? `${bytes}evil` : bytes));
    await expect(carryOver(next, service.origin)).rejects.toThrow('not what was published');
    expect(Object.keys(await list(next))).toEqual(['1.1.0']);
  });

  it('refuses to change a version that is published', async () => {
    const [old, next] = [await site('1.0.0', 'one'), await site('1.0.0', 'other')];
    await using service = await serve(old);
    await expect(carryOver(next, service.origin)).rejects.toThrow('Raise "version"');
    await using same = await serve(next);
    expect(await carryOver(next, same.origin)).toEqual([]);
  });

  it('finds nothing at a service that publishes no versions, and says so of one that is not there', async () => {
    const next = await site('1.1.0');
    const empty = await mkdtemp(join(tmpdir(), 'cobrowse-site-'));
    folders.push(empty);
    await using service = await serve(empty);
    expect(await carryOver(next, service.origin)).toEqual([]);
    await expect(carryOver(next, 'http://127.0.0.1:9')).rejects.toThrow('cannot be reached');
  });
});
