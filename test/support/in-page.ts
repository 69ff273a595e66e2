/** Test code for pages and mirrors that have no modules: bundled once, run by `evaluate`, which no CSP stops. */
import { join } from 'node:path';
import type { Frame, Page } from '@playwright/test';
import { build } from 'vite';

let script: Promise<string> | undefined;

async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'page-tree.ts'), name: 'pageTree', formats: ['iife'] },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  const chunk = output && 'output' in output ? output.output[0] : undefined;
  if (!chunk || !('code' in chunk)) throw new Error('no bundle');
  return chunk.code;
}

/** `describeDom` of a page's or a frame's document, run there. */
export async function describe(
  target: Page | Frame,
  options: { masked?: string; asMirrored?: boolean } = {},
): Promise<string[]> {
  const code = await (script ??= bundle());
  return target.evaluate(`(() => { ${code}; return pageTree.describeDom(document, ${JSON.stringify(options)}); })()`);
}
