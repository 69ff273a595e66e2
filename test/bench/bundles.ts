/** Bundles scripts as the build bundles what ships: same transform, minified, one file. Knows neither pages nor Workers. */
import { build, mergeConfig, type InlineConfig } from 'vite';
import sharedConfig from '../../vite.config.ts';

/** One script and all that it imports, as the text of a module. The Workers runtime's own modules stay imports. */
export async function bundle(source: string): Promise<string> {
  const config: InlineConfig = {
    configFile: false,
    envDir: false,
    mode: 'production',
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      reportCompressedSize: false,
      minify: 'oxc',
      lib: { entry: source, formats: ['es'], fileName: 'bench' },
      rolldownOptions: { external: /^cloudflare:/, output: { minify: true, codeSplitting: false } },
    },
  };
  const result = await build(mergeConfig(sharedConfig, config));
  const outputs = Array.isArray(result) ? result : 'output' in result ? [result] : [];
  const [chunk, ...others] = outputs.flatMap(({ output }) => output).filter((file) => file.type === 'chunk');
  if (!chunk || others.length > 0) throw new Error(`${source} did not become one script`);
  return chunk.code;
}
