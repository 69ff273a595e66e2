/** The import rule of the design: imports go one way. Read from the sources, so nothing has to run. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync, Visitor } from 'vite';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** Code with one place in the rule. The longest folder that a file is in decides. */
interface Layer {
  readonly folder: string;
  /** Other layers' folders that it may import, by the longest match as well; or one file, as a named exception. */
  readonly mayImport: readonly string[];
  /** Whether it may import npm packages and Node's modules. */
  readonly packages: boolean;
}

const ENGINE = 'widget/engine';
const PROTOCOL = `${ENGINE}/protocol`;
const ENGINE_PARTS = ['transport', 'capture', 'mirror', 'annotation'].map((name) => `${ENGINE}/${name}`);
/** Boxes of elements, the same on a page and in its mirror. */
const GEOMETRY = `${ENGINE}/geometry`;
/** What desk and element ask an agent for in the same form, as neither may import the other. */
const PIN = 'widget/pin';

const LEAVES = ['widget/service', 'widget/locales', PIN];

const LAYERS: readonly Layer[] = [
  { folder: PROTOCOL, mayImport: [], packages: false },
  { folder: GEOMETRY, mayImport: [], packages: false },
  ...ENGINE_PARTS.map((folder) => ({ folder, mayImport: [PROTOCOL, GEOMETRY, ...LEAVES], packages: true })),
  // Two halves: a document of the service, and what the page around it must know to feed it.
  { folder: `${ENGINE}/preview`, mayImport: [PROTOCOL, `${ENGINE}/mirror`, ...LEAVES], packages: true },
  ...['customer', 'agent'].map((name) => ({
    folder: `${ENGINE}/${name}`,
    mayImport: [`${ENGINE}/preview/messages.js`, PROTOCOL, GEOMETRY, ...ENGINE_PARTS, ...LEAVES],
    packages: true,
  })),
  // The codes are the contract's; the protocol has the one list of them, as the Worker may import nothing else.
  { folder: 'widget/service', mayImport: [`${PROTOCOL}/error-codes.js`], packages: true },
  // What is not seen is so on both sides, and the Worker may import nothing else.
  { folder: 'widget/locales', mayImport: [`${PROTOCOL}/unseen.js`], packages: true },
  // What a PIN is, the protocol says, and the Worker may import nothing else.
  {
    folder: PIN,
    mayImport: ['widget/locales', `${PROTOCOL}/error-codes.js`, `${PROTOCOL}/limits.js`],
    packages: true,
  },
  // Their payloads are the contract's.
  { folder: 'widget/events', mayImport: ['widget/service'], packages: true },
  { folder: 'widget/elements', mayImport: ['widget/events', ...LEAVES], packages: true },
  // The SDKs for pages that bundle them: the one place outside the engine that holds its customer's half.
  {
    folder: 'widget/npm',
    mayImport: [`${ENGINE}/customer`, `${PROTOCOL}/error-codes.js`, 'widget/elements', ...LEAVES],
    packages: true,
  },
  { folder: 'widget', mayImport: ['widget/elements', 'widget/events', ...LEAVES], packages: true },
  // The build's products: the addresses of the engine's files, and what a desk is called in each language.
  { folder: 'worker', mayImport: [PROTOCOL, 'dist/engine.json', 'dist/desk-titles.json'], packages: true },
];

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function layerOf(path: string): Layer | undefined {
  return LAYERS.filter(({ folder }) => isInside(path, folder)).toSorted((a, b) => b.folder.length - a.folder.length)[0];
}

/** Every module that a source names: imports, re-exports, `import()` and `import('…')` types. */
function importsOf(path: string, source: string): string[] {
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  const found: string[] = [];
  const add = (node: { readonly source: unknown }) => {
    const { source: literal } = node;
    if (typeof literal === 'object' && literal !== null && 'value' in literal && typeof literal.value === 'string') {
      found.push(literal.value);
    }
  };
  new Visitor({
    ImportDeclaration: add,
    ExportNamedDeclaration: add,
    ExportAllDeclaration: add,
    ImportExpression: add,
    TSImportType: add,
  }).visit(program);
  return found;
}

/** A sentence for each import of a source that breaks the rule. */
function violations(path: string, source: string): string[] {
  const layer = layerOf(path);
  if (!layer) return [`${path} is in no layer of the import rule`];
  return importsOf(path, source).flatMap((name) => {
    if (!name.startsWith('.')) return layer.packages ? [] : [`${path} imports the package ${name}`];
    const target = posix.join(posix.dirname(path), name);
    const targetFolder = layerOf(target)?.folder ?? target;
    const allowed =
      targetFolder === layer.folder || [targetFolder, target].some((each) => layer.mayImport.includes(each));
    return allowed ? [] : [`${path} imports ${target}`];
  });
}

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => posix.join(folder, file.replaceAll('\\', '/')))
    .filter((file) => file.endsWith('.ts') && !file.split('/').some((part) => part.startsWith('.')));
}

describe('imports go one way', () => {
  it('in every source file of the widget and the Worker', () => {
    const files = [...sources('widget'), ...sources('worker')];
    expect(files.length).toBeGreaterThan(10);
    expect(files.flatMap((file) => violations(file, readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
  });

  it.each([
    ['widget/engine/protocol/a.ts', "import { html } from 'lit';"],
    ['widget/engine/protocol/a.ts', "export * from '../capture/b.js';"],
    ['widget/engine/capture/a.ts', "import type { B } from '../mirror/b.js';"],
    ['widget/engine/mirror/a.ts', "export { b } from '../agent/b.js';"],
    ['widget/engine/customer/a.ts', "const b = await import('../agent/b.js');"],
    ['widget/engine/agent/a.ts', "type B = import('../../elements/b.js').B;"],
    ['widget/elements/a.ts', "import { b } from '../engine/protocol/b.js';"],
    ['widget/service/a.ts', "import { b } from '../locales/b.js';"],
    ['widget/service/a.ts', "import { b } from '../engine/protocol/codec.js';"],
    ['widget/events/a.ts', "import { b } from '../locales/b.js';"],
    ['widget/index.ts', "import './engine/agent/index.js';"],
    ['worker/a.ts', "import { b } from '../widget/engine/transport/b.js';"],
    ['worker/relay/a.ts', "import { b } from '../../widget/service/b.js';"],
    ['widget/engine/new-part/a.ts', "import { b } from '../protocol/b.js';"],
  ])('and %s may not say: %s', (path, source) => {
    expect(violations(path, source)).toHaveLength(1);
  });

  it.each([
    ['widget/engine/protocol/a.ts', "import { b } from './b.js';"],
    ['widget/engine/capture/a.ts', "import { b } from '../protocol/b.js'; import { c } from '../../locales/c.js';"],
    ['widget/engine/agent/a.ts', "import { b } from '../mirror/b.js'; import { c } from '../transport/c.js';"],
    ['widget/elements/a.ts', "import { LitElement } from 'lit'; import { b } from '../service/b.js';"],
    ['widget/service/a.ts', "import { ErrorCode } from '../engine/protocol/error-codes.js';"],
    ['worker/relay/a.ts', "import { b } from '../auth/b.js'; import { c } from '../../widget/engine/protocol/c.js';"],
  ])('while %s may say: %s', (path, source) => {
    expect(violations(path, source)).toEqual([]);
  });
});
