/** `npm run start:node`: the token endpoint alone, on Node. Takes the Worker's variables, PORT, HOST and TRUST_PROXY from the environment. */
import { createServer, type Server } from 'node:http';
import { VARIABLES, type RawVariables } from '../configuration/variables.js';
import { findNodeFaults, tokenListener } from './index.js';
import { parseTrustProxy } from './peer.js';

const DEFAULT_PORT = 8788;
/** Its own machine alone, unless HOST says otherwise: usually a proxy that speaks https stands in front. */
const DEFAULT_HOST = '127.0.0.1';
const REQUEST_WITHIN_MS = 10_000;
const HEADERS_WITHIN_MS = 5_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** COBROWSE_DEV is not among them: development is what `npm start` is for. */
function variablesOf(environment: Environment): RawVariables {
  const names = VARIABLES.map(({ name }) => name).filter((name) => name !== 'COBROWSE_DEV');
  return Object.fromEntries(names.map((name) => [name, environment[name]]));
}

/** What is wrong with the environment, a line each. */
function problemsOf(environment: Environment): readonly string[] {
  const lines = findNodeFaults(variablesOf(environment)).map(({ property, reason }) => `${property}: ${reason}`);
  if (parseTrustProxy(environment['TRUST_PROXY']) === undefined) {
    lines.push('TRUST_PROXY: This variable must be the number of proxies in front, from 0 to 9');
  }
  return lines;
}

function listen(environment: Environment): Server {
  const trustProxy = parseTrustProxy(environment['TRUST_PROXY']);
  const server = createServer(
    { requestTimeout: REQUEST_WITHIN_MS, headersTimeout: HEADERS_WITHIN_MS },
    tokenListener(variablesOf(environment), trustProxy),
  );
  const host = environment['HOST'] || DEFAULT_HOST;
  return server.listen(Number(environment['PORT'] || DEFAULT_PORT), host);
}

const problems = problemsOf(process.env);
if (problems.length > 0) {
  console.error(
    `The token endpoint does not start, since something is wrong with its variables:\n  ${problems.join('\n  ')}`,
  );
  process.exitCode = 1;
} else {
  const server = listen(process.env);
  server.once('error', (error) => {
    console.error(`The token endpoint cannot listen: ${error.message}`);
    process.exitCode = 1;
  });
  server.once('listening', () => {
    const address = server.address();
    const at = typeof address === 'object' && address !== null ? `${address.address}:${address.port}` : String(address);
    console.error(`The token endpoint listens on ${at}.`);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      server.close();
      server.closeIdleConnections();
    });
  }
}
