/** Bundles the stand-in's browser side when it starts. Knows nothing of what is in it. */
import { join } from 'node:path';
import { build } from 'vite';

async function bundle(name: string, format: 'es' | 'iife'): Promise<string> {
  const result = await build({
    configFile: false,
    envDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: join(import.meta.dirname, `browser/${name}.ts`), formats: [format], name: 'standIn' },
    },
  });
  const outputs = Array.isArray(result) ? result : 'output' in result ? [result] : [];
  const chunk = outputs.flatMap(({ output }) => output).find((file) => file.type === 'chunk');
  if (!chunk) throw new Error(`The stand-in's ${name} has no script`);
  return chunk.code;
}

export interface Bundles {
  readonly script: string;
  readonly desk: string;
  readonly npmCustomer: string;
  readonly npmAgent: string;
}

export async function bundleBrowserSide(): Promise<Bundles> {
  const [script, desk, npmCustomer, npmAgent] = await Promise.all([
    bundle('script', 'iife'),
    bundle('desk', 'iife'),
    bundle('npm-customer', 'es'),
    bundle('npm-agent', 'es'),
  ]);
  return { script, desk, npmCustomer, npmAgent };
}
