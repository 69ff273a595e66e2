/**
 * Serves the mirror document to browser tests as the Worker does: the built boot script, a policy with a fresh nonce, both modes.
 * The policy is written out here, so that a test of the mirror does not pass with whatever the Worker says; worker tests pin that.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { TestRunnerPlugin } from '@web/test-runner';
import { build } from 'vite';
import { TRANSFORM } from '../../vite.config.ts';

const MIRROR_PATH = '/sdkapi/zcb/mirror';
const QUIRKS_PATH = `${MIRROR_PATH}/quirks`;

async function bundleBoot(rootDir: string): Promise<string> {
  const result = await build({
    configFile: false,
    envDir: false,
    logLevel: 'warn',
    oxc: TRANSFORM,
    build: {
      write: false,
      target: TRANSFORM.target,
      lib: { entry: join(rootDir, 'widget/engine/mirror/boot.ts'), formats: ['iife'], name: 'cobrowse' },
    },
  });
  const outputs = Array.isArray(result) ? result : 'output' in result ? [result] : [];
  const chunk = outputs.flatMap(({ output }) => output).find((file) => file.type === 'chunk');
  if (!chunk) throw new Error('The mirror has no script');
  return chunk.code;
}

/** A Web Test Runner plugin. */
export function mirrorPlugin(): TestRunnerPlugin {
  let rootDir = '';
  let origin = '';
  let boot: Promise<string> | undefined;
  return {
    name: 'mirror',
    serverStart({ config }) {
      rootDir = config.rootDir;
      origin = `http://${config.hostname}:${config.port}`;
    },
    async serve({ path }) {
      if (path !== MIRROR_PATH && path !== QUIRKS_PATH) return undefined;
      boot ??= bundleBoot(rootDir);
      const nonce = randomBytes(16).toString('base64');
      const doctype = path === QUIRKS_PATH ? '' : '<!doctype html>\n';
      const script = `<script nonce="${nonce}">${(await boot).replaceAll('</script', '<\\/script')}</script>`;
      const policy = [
        "default-src 'none'",
        `script-src 'nonce-${nonce}'`,
        'img-src data: blob:',
        "style-src 'unsafe-inline'",
        'font-src data: blob:',
        `frame-src ${origin}${MIRROR_PATH} ${origin}${QUIRKS_PATH}`,
        "form-action 'none'",
        "base-uri 'none'",
      ].join('; ');
      return {
        body: `${doctype}<html><head><meta charset="utf-8">${script}</head><body></body></html>`,
        headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
      };
    },
  };
}
