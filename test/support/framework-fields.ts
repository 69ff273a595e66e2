/** The assist fixture's fields of React and Vue, as one script that a test puts into the page. */
import { join } from 'node:path';
import { build } from 'vite';
import { ROOT } from '../../scripts/project.ts';

export async function frameworkFields(): Promise<string> {
  const result = await build({
    configFile: false,
    envDir: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"', __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false' },
    build: {
      write: false,
      lib: { entry: join(ROOT, 'test/fixtures/sites/assist/frameworks.js'), formats: ['iife'], name: 'fields' },
    },
  });
  const outputs = Array.isArray(result) ? result : 'output' in result ? [result] : [];
  const [chunk] = outputs.flatMap(({ output }) => output).filter((file) => file.type === 'chunk');
  if (!chunk) throw new Error('The fields do not build.');
  return chunk.code;
}
