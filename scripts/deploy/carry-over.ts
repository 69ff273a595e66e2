/**
 * A deployment replaces all static files. So what pages have pinned to a version is fetched from the running service and put
 * beside the new one, each file only if it has the hash that was published with it.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { decodeIntegrityList, integrityOf, writeIntegrityList, type Hashes, type IntegrityList } from '../pinned.ts';
import { DeployError } from './wrangler.ts';

const FETCH_WITHIN_MS = 20_000;
/** Far above any file of ours. */
const FILE_MAX_BYTES = 2_000_000;

/** Adds the published versions to the built site and answers which. Throws if one of them would change. */
export async function carryOver(site: string, origin: string): Promise<readonly string[]> {
  const { protocol, hostname } = URL.canParse(origin) ? new URL(origin) : { protocol: '', hostname: '' };
  // What comes from there will be served as ours: nobody on the way may change it.
  if (protocol !== 'https:' && !/^(?:localhost|127\.0\.0\.1)$/.test(hostname)) {
    throw new DeployError('--url must be an address such as https://help.example.com');
  }
  const own = decodeIntegrityList(JSON.parse(await readFile(join(site, 'integrity.json'), 'utf8')));
  if (!own) throw new DeployError('The build has no integrity.json.');
  const published = await fetchList(origin);
  for (const [version, hashes] of Object.entries(published.versions)) {
    const built = own.versions[version];
    if (built === undefined) await fetchVersion(site, origin, hashes);
    else if (!isDeepEqual(built, hashes)) {
      throw new DeployError(
        `Version ${version} is published with other content, which pages may have pinned. Raise "version" in package.json.`,
      );
    }
  }
  await writeIntegrityList(site, { versions: { ...published.versions, ...own.versions } });
  return Object.keys(published.versions).filter((version) => own.versions[version] === undefined);
}

async function fetchList(origin: string): Promise<IntegrityList> {
  const bytes = await fetchBytes(new URL('/integrity.json', origin));
  // A service that is older than these lists has nothing to carry over.
  if (bytes === undefined) return { versions: {} };
  const list = decodeIntegrityList(JSON.parse(new TextDecoder().decode(bytes)));
  if (!list) throw new DeployError(`${new URL(origin).host} answers no integrity list that can be read.`);
  return list;
}

async function fetchVersion(site: string, origin: string, hashes: Hashes): Promise<void> {
  for (const [path, hash] of Object.entries(hashes)) {
    const bytes = await fetchBytes(new URL(path, origin));
    if (bytes === undefined || integrityOf(bytes) !== hash) {
      throw new DeployError(`${path} is not there, or not what was published. Nothing was deployed.`);
    }
    await mkdir(dirname(join(site, path)), { recursive: true });
    await writeFile(join(site, path), bytes);
  }
}

/** `undefined` for 404. */
async function fetchBytes(url: URL): Promise<Uint8Array | undefined> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(FETCH_WITHIN_MS) }).catch(() => {
    throw new DeployError(`${url.host} cannot be reached.`);
  });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new DeployError(`${url.host} answered ${response.status} for ${url.pathname}.`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.byteLength > FILE_MAX_BYTES) throw new DeployError(`${url.pathname} is too large.`);
  return bytes;
}

function isDeepEqual(one: Hashes, other: Hashes): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
