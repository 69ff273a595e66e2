/**
 * What a page may pin: a copy of the script tag under an address with its version, which never changes, and the integrity
 * hashes of all its files. Works on the built site; knows nothing of what builds it.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { property, ROOT } from './project.ts';

/** Site paths, each with the hash that an `integrity` attribute takes. */
export type Hashes = Readonly<Record<string, string>>;

/** `integrity.json`: every published version. */
export interface IntegrityList {
  readonly versions: Readonly<Record<string, Hashes>>;
}

const TAG = 'cobrowse.js';
const INTEGRITY_FILE = 'integrity.json';

/** How the bundler writes what a module loads: `from"./x.js"`, `import"./x.js"` and `` import(`./x.js`) ``. */
const IMPORTED = /(?:\bfrom|\bimport)\s*\(?\s*["'`](\.\/[\w./-]+\.js)["'`]/g;

const VERSION = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;
const SCRIPT_PATH = /^(?:[\w-]+\/)*[\w-]+\.js$/;
const HASH = /^sha384-[A-Za-z0-9+/]{64}$/;

/** What `integrity` takes: SHA-384, as a browser computes it of the bytes that arrive. */
export function integrityOf(bytes: Uint8Array | string): string {
  return `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
}

/** This project's version, from `package.json`. */
export async function projectVersion(): Promise<string> {
  const version = property(JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')), 'version');
  if (typeof version !== 'string' || !VERSION.test(version)) throw new Error('package.json has no version');
  return version;
}

/**
 * Copies the script tag and all that it loads to `v/{version}/` in the site, beside which `integrity.json` lists their
 * hashes. Answers the files that it wrote; none if the site has no script tag.
 */
export async function publishPinned(site: string, version: string): Promise<readonly string[]> {
  const sources = await readWithImports(site, TAG);
  const hashes: Record<string, string> = {};
  const written: string[] = [];
  for (const [path, code] of sources) {
    const pinned = `v/${version}/${path}`;
    await mkdir(dirname(join(site, pinned)), { recursive: true });
    await writeFile(join(site, pinned), code);
    written.push(join(site, pinned));
    hashes[`/${pinned}`] = integrityOf(code);
  }
  if (written.length > 0) written.push(await writeIntegrityList(site, { versions: { [version]: hashes } }));
  return written;
}

/** Writes the list and answers the file's path. */
export async function writeIntegrityList(site: string, list: IntegrityList): Promise<string> {
  const file = join(site, INTEGRITY_FILE);
  await writeFile(file, `${JSON.stringify(list, undefined, 2)}\n`);
  return file;
}

/** Reads a list that may have come from anywhere; `undefined` if it is not one. */
export function decodeIntegrityList(value: unknown): IntegrityList | undefined {
  const versions = property(value, 'versions');
  if (typeof versions !== 'object' || versions === null) return undefined;
  const decoded: Record<string, Hashes> = {};
  for (const [version, hashes] of Object.entries(versions)) {
    if (!VERSION.test(version) || typeof hashes !== 'object' || hashes === null) return undefined;
    const own: Record<string, string> = {};
    for (const [path, hash] of Object.entries(hashes)) {
      // The path becomes a file's: nothing of it may lead out of the version's folder.
      const folder = `/v/${version}/`;
      if (!path.startsWith(folder) || !SCRIPT_PATH.test(path.slice(folder.length))) return undefined;
      if (typeof hash !== 'string' || !HASH.test(hash)) return undefined;
      own[path] = hash;
    }
    decoded[version] = own;
  }
  return { versions: decoded };
}

/** A file of the site and everything that it imports, at once or later, in the order of discovery. */
async function readWithImports(site: string, first: string): Promise<ReadonlyMap<string, string>> {
  const sources = new Map<string, string>();
  const wanted = new Set([first]);
  // A set hands out what is added while it is walked.
  for (const path of wanted) {
    const code = await readFile(join(site, path), 'utf8').catch(() => undefined);
    if (code === undefined) {
      if (path === first) break;
      throw new Error(`${first} loads ${path}, which was not built`);
    }
    sources.set(path, code);
    for (const [, specifier = ''] of code.matchAll(IMPORTED)) wanted.add(posix.join(posix.dirname(path), specifier));
  }
  return sources;
}
