/** What is in the packed package, and what its entries do when they are loaded. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { property } from '../../scripts/project.ts';
import { inNode } from './support/in-node.ts';

const consumer = inject('consumer');
const folder = join(consumer, 'node_modules/cobrowse-elements');
const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(folder.length + 1)
      .replaceAll('\\', '/'),
  );

/** Every path that package.json names, wherever it is in it. */
function paths(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('.') ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(paths) : [];
}

function entries(): string[] {
  const exported = property(manifest, 'exports');
  return typeof exported === 'object' && exported !== null ? Object.keys(exported) : [];
}

describe('the packed package', () => {
  it('has the documented entries and no other', () => {
    expect(entries()).toEqual([
      '.',
      './button',
      './agent-desk',
      './customer',
      './agent',
      './zoom',
      './react',
      './vue',
      './custom-elements.json',
      './package.json',
    ]);
  });

  it('has every file that package.json names', () => {
    const named = [...paths(property(manifest, 'exports')), ...paths(property(manifest, 'sideEffects'))]
      .concat(String(property(manifest, 'customElements')), String(property(manifest, 'web-types')))
      .filter((path) => !path.includes('*'))
      .map((path) => posix.normalize(path));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((path) => !files.includes(path))).toEqual([]);
  });

  it('has nothing but what was built and the documents', () => {
    const others = files.filter((file) => !file.startsWith('dist/package/'));
    expect(others.toSorted()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']);
    expect(files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))).toEqual([]);
    const parts = new Set(files.map((file) => file.split('/')[2]).filter((part) => part && !part.includes('.')));
    expect([...parts].toSorted()).toEqual([
      'elements',
      'engine',
      'events',
      'helpers',
      'locales',
      'npm',
      'pin',
      'service',
    ]);
  });

  it("has of the engine the customer's half, and nothing of the desk's", () => {
    const engine = files.filter((file) => file.startsWith('dist/package/engine/') && file.endsWith('.js'));
    const parts = new Set(engine.map((file) => file.split('/')[3]));
    expect([...parts]).toEqual(expect.arrayContaining(['capture', 'customer', 'protocol', 'transport']));
    expect([...parts].filter((part) => part === 'agent' || part === 'mirror')).toEqual([]);
  });

  it('declares every module that it has', () => {
    // The sections that the build cuts out of the languages' files have their shape from where they are put together.
    const ownShape = (file: string) => !/\/(?:helpers|locales\/languages)\//.test(file);
    const modules = files.filter((file) => file.endsWith('.js') && ownShape(file));
    expect(modules.filter((file) => !files.includes(file.replace(/\.js$/, '.d.ts')))).toEqual([]);
  });

  it('depends on Lit alone, and asks for nothing else', () => {
    expect(Object.keys(Object(property(manifest, 'dependencies')))).toEqual(['lit']);
    const peers = Object.keys(Object(property(manifest, 'peerDependencies')));
    const optional = property(manifest, 'peerDependenciesMeta');
    expect(peers).toContain('@zoom/cobrowsesdk');
    expect(peers.filter((name) => property(property(optional, name), 'optional') !== true)).toEqual([]);
  });
});

describe('an import in Node', () => {
  it.each(['cobrowse-elements', 'cobrowse-elements/button', 'cobrowse-elements/agent-desk'])(
    'of %s gives the classes, defines nothing and makes no window',
    (name) => {
      const code = `
        const { CobrowseButtonElement, CobrowseAgentDeskElement } = await import('${name}');
        const { customElements } = globalThis;
        console.log(JSON.stringify({
          classes: [CobrowseButtonElement, CobrowseAgentDeskElement].filter(Boolean).length,
          defined: ['cobrowse-button', 'cobrowse-agent-desk'].filter((tag) => customElements?.get(tag)),
          globals: ['window', 'document', 'navigator.serviceWorker'].filter((key) => key in globalThis),
        }));`;
      const classes = name === 'cobrowse-elements' ? 2 : 1;
      expect(inNode(consumer, code)).toEqual({ classes, defined: [], globals: [] });
    },
  );

  it.each(['cobrowse-elements/customer', 'cobrowse-elements/agent'])(
    'of %s gives an SDK that can be initialised',
    (name) => {
      const code = `
      const { ZoomCobrowseSDK, ZoomCobrowseAgentSDK } = await import('${name}');
      console.log(JSON.stringify([typeof (ZoomCobrowseSDK ?? ZoomCobrowseAgentSDK).init, 'window' in globalThis]));`;
      expect(inNode(consumer, code)).toEqual(['function', false]);
    },
  );

  it('resolves every entry, also those that are types alone', () => {
    // Zoom's package is installed by those who use it.
    const names = entries()
      .filter((entry) => entry !== './zoom')
      .map((entry) => posix.join('cobrowse-elements', entry));
    const code = `
      const names = ${JSON.stringify(names)};
      const load = (name) => name.endsWith('.json') ? import(name, { with: { type: 'json' } }) : import(name);
      for (const name of names) await load(name);
      console.log(JSON.stringify(names.map((name) => import.meta.resolve(name))));`;
    const resolved = inNode(consumer, code);
    expect(Array.isArray(resolved) ? resolved.every((url) => existsSync(new URL(String(url)))) : resolved).toBe(true);
  });

  it('of a path that is not an entry fails', () => {
    const code = `
      const answer = await import('cobrowse-elements/dist/package/index.js').catch(({ code }) => code);
      console.log(JSON.stringify(answer));`;
    expect(inNode(consumer, code)).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });
});
