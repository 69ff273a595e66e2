/** What a page's bundler keeps of the package. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { describe, expect, inject, it } from 'vitest';

const consumer = inject('consumer');

interface Bundle {
  readonly modules: readonly string[];
  /** Those that the page has before anything of it has run. */
  readonly atOnce: readonly string[];
  readonly code: string;
}

/** Bundles a page of one line and answers the files of ours that are in it, with the code. */
async function bundle(line: string): Promise<Bundle> {
  const entry = join(consumer, 'page.js');
  writeFileSync(entry, line);
  const result = await build({
    root: consumer,
    configFile: false,
    envDir: false,
    logLevel: 'silent',
    build: { write: false, minify: false, lib: { entry, formats: ['es'] }, rolldownOptions: { external: [/^lit/] } },
  });
  const outputs = Array.isArray(result) ? result : 'output' in result ? [result] : [];
  const chunks = outputs.flatMap(({ output }) => output).filter((file) => file.type === 'chunk');
  const ours = (given: typeof chunks) =>
    given.flatMap(({ moduleIds }) => moduleIds.map((id) => id.split('/dist/package/')[1] ?? '')).filter(Boolean);
  const main = chunks.find(({ isEntry }) => isEntry);
  const atOnce = chunks.filter((chunk) => chunk === main || main?.imports.includes(chunk.fileName));
  return { modules: ours(chunks), atOnce: ours(atOnce), code: chunks.map(({ code }) => code).join('\n') };
}

describe('a bundler', () => {
  it('leaves the desk out of a page that imports the button', async () => {
    const { modules, code } = await bundle("import 'cobrowse-elements/button';");
    expect(modules).toContain('elements/cobrowse-button/cobrowse-button.js');
    expect(modules.filter((path) => path.includes('agent-desk'))).toEqual([]);
    expect(code).toContain('define("cobrowse-button"');
    expect(code).not.toContain('cobrowse-agent-desk');
  });

  it('leaves the button out of a page that imports the desk', async () => {
    const { modules, code } = await bundle("import 'cobrowse-elements/agent-desk';");
    expect(modules).toContain('elements/cobrowse-agent-desk/cobrowse-agent-desk.js');
    expect(modules.filter((path) => path.includes('elements/cobrowse-button'))).toEqual([]);
    expect(code).toContain('define("cobrowse-agent-desk"');
  });

  it.each(['cobrowse-elements', 'cobrowse-elements/button', 'cobrowse-elements/agent'])(
    'leaves the engine out of a page that imports %s',
    async (name) => {
      const { modules } = await bundle(`export * from '${name}';`);
      expect(modules.length).toBeGreaterThan(0);
      const engine = modules.filter((path) => path.startsWith('engine/'));
      expect(engine.filter((path) => !/^engine\/protocol\/(?:error-code(?:s|-values)|limits)\.js$/.test(path))).toEqual(
        [],
      );
    },
  );

  it('loads the engine of the bundled customer’s SDK only when a session starts', async () => {
    const { atOnce, modules } = await bundle("export * from 'cobrowse-elements/customer';");
    expect(modules).toContain('engine/capture/capture.js');
    expect(atOnce).toContain('engine/customer/create-sdk.js');
    expect(atOnce.filter((path) => path.startsWith('engine/capture/'))).toEqual([]);
  });

  it('keeps both definitions of a page that imports the package for its effect', async () => {
    const { code } = await bundle("import 'cobrowse-elements';");
    expect(code).toContain('define("cobrowse-button"');
    expect(code).toContain('define("cobrowse-agent-desk"');
  });

  it('keeps nothing of the entries that are types alone', async () => {
    const { modules } = await bundle("import 'cobrowse-elements/react'; import 'cobrowse-elements/vue';");
    expect(modules).toEqual([]);
  });
});
