/** The packed declarations, compiled with pages that use them as their authors would. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { ROOT, toolPath } from '../../scripts/project.ts';

const consumer = inject('consumer');

/** An older TypeScript, for those who have not moved on: the one that the manifest's analyzer brings with it. */
const olderCompiler = createRequire(join(ROOT, 'node_modules/@custom-elements-manifest/analyzer/package.json')).resolve(
  'typescript/lib/tsc.js',
);

const RESOLUTIONS = {
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
  node16: { module: 'node16', moduleResolution: 'node16' },
} as const;

const PAGES: readonly string[] = ['plain.ts', 'entries.ts', 'react.tsx', 'vue.ts'];

function compile(compiler: string, resolution: keyof typeof RESOLUTIONS, options: object, include = PAGES): string {
  const project = join(consumer, `tsconfig.${resolution}.json`);
  const compilerOptions = {
    ...RESOLUTIONS[resolution],
    target: 'es2022',
    lib: ['es2022', 'dom', 'dom.iterable'],
    types: [],
    jsx: 'react-jsx',
    strict: true,
    noEmit: true,
    ...options,
  };
  writeFileSync(project, JSON.stringify({ compilerOptions, include }));
  return spawnSync(process.execPath, [compiler, '--project', project], { cwd: consumer, encoding: 'utf8' }).stdout;
}

describe('plain, React and Vue pages compile against the packed types', () => {
  it.each(['bundler', 'node16'] as const)('with moduleResolution %s', (resolution) => {
    const strict = { exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, verbatimModuleSyntax: true };
    expect(compile(toolPath('typescript', 'tsc'), resolution, strict)).toBe('');
  });

  it.each(['bundler', 'node16'] as const)('with TypeScript 5 and moduleResolution %s', (resolution) => {
    expect(compile(olderCompiler, resolution, { skipLibCheck: true })).toBe('');
  });

  it('and a page that names something else does not', () => {
    writeFileSync(
      join(consumer, 'wrong.ts'),
      "import { CobrowseKnob } from 'cobrowse-elements';\nvoid CobrowseKnob;\n",
    );
    const said = compile(toolPath('typescript', 'tsc'), 'bundler', {}, ['wrong.ts']);
    expect(said).toContain('CobrowseKnob');
  });
});
