/**
 * `npm run deploy`: builds and deploys everything with wrangler. The first time it makes the SDK's pair and asks who may use
 * the service; later it keeps all of that. `npm run deploy -- --help` lists the options.
 */
import './worker-sources.ts';

// Only now can the Worker's own checks be loaded.
const { main } = await import('./deploy/main.ts');
process.exitCode = await main(process.argv.slice(2));
