/**
 * A stand-in for Zoom's cloud: what shared/contract.md documents over real HTTP, and nothing that only our engine has. It
 * knows nothing of our engine or our elements. Tests play the agents, the network and the faults.
 *
 * Beside the documented addresses there are `/cloud/*`, where its own browser side calls, and `/npm/*`, the package's objects
 * as modules, in place of a bundler.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { GOOD_BEHAVIOUR, type Behaviour } from './behaviour.ts';
import { bundleBrowserSide } from './bundles.ts';
import { answerCall, type Body, type CallContext } from './calls.ts';
import { Cloud, Refusal } from './cloud.ts';
import { checkToken, mintToken, type Claims } from './tokens.ts';
import { resolveVersion } from './versions.ts';
import { listenOnLoopback } from '../loopback.ts';

export interface ZoomStandInOptions {
  readonly sdkKey: string;
  readonly sdkSecret: string;
}

export interface ZoomStandIn extends AsyncDisposable {
  /** Such as `http://127.0.0.1:40123`, without a trailing slash. */
  readonly origin: string;
  readonly cloud: Cloud;
  /** Paths without queries, of everything that was asked for since the last reset. */
  readonly requests: readonly string[];
  /** Versions of the script that were handed out. */
  readonly servedVersions: readonly string[];
  /** The settings that `init` was called with, once a call. */
  readonly inits: readonly Readonly<Record<string, unknown>>[];
  /** Who came with a good token. */
  readonly identities: readonly Claims[];
  /** Why tokens were refused. */
  readonly refusedTokens: readonly string[];
  /** Misbehave from now on; what is not named stays as it is. */
  behave(change: Partial<Behaviour>): void;
  /** Lets scripts and desks go that were held. */
  release(): void;
  /** Breaks every call that is under way and all that come, as a network that is gone does. */
  cutNetwork(): void;
  restoreNetwork(): void;
  /** A token that this cloud takes, as a back end with the secret mints it. */
  mintToken(role: 1 | 2, claims?: object): string;
  /** An agent joins without a desk; answers how to make them leave. */
  agentJoins(pin: string, userName?: string): () => void;
  /** Good behaviour, no records. Sessions go on. */
  reset(): void;
  close(): Promise<void>;
}

const PATH = /^\/static\/resource\/sdk\/(?<key>[^/]+)\/js(?:\/(?<version>[^/]+))?$/;
const ANYBODY = { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store' };
const JAVASCRIPT = { ...ANYBODY, 'Content-Type': 'text/javascript; charset=utf-8' };
const HTML = { 'Cache-Control': 'no-store', 'Content-Type': 'text/html; charset=utf-8' };

async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const value: unknown = JSON.parse(Buffer.concat(chunks).toString());
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Starts one on a free port of 127.0.0.1. */
export async function startZoomStandIn({ sdkKey, sdkSecret }: ZoomStandInOptions): Promise<ZoomStandIn> {
  const bundles = await bundleBrowserSide();
  const cloud = new Cloud();
  let behaviour = GOOD_BEHAVIOUR;
  let isCut = false;
  const held: (() => void)[] = [];
  const underWay = new Set<ServerResponse>();
  const requests: string[] = [];
  const servedVersions: string[] = [];
  const inits: Record<string, unknown>[] = [];
  const identities: Claims[] = [];
  const refusedTokens: string[] = [];

  const answerScript = (response: ServerResponse, key: string, wanted: string | undefined): void => {
    const version = resolveVersion(wanted);
    if (behaviour.script === 'missing' || key !== sdkKey || version === undefined) {
      response.writeHead(404, ANYBODY).end();
      return;
    }
    servedVersions.push(version);
    const { script } = behaviour;
    const send = () => response.writeHead(200, JAVASCRIPT).end(script === 'foreign' ? 'void 0;' : bundles.script);
    if (script === 'held') held.push(send);
    else send();
  };

  const answerDesk = (response: ServerResponse, token: string | null): void => {
    if (behaviour.desk === 'missing') {
      response.writeHead(404, HTML).end('<!doctype html><title>Not found</title>');
      return;
    }
    const claims = checkToken(token, sdkKey, sdkSecret);
    const mayEnter = typeof claims !== 'string' && claims.role_type === 2;
    if (typeof claims === 'string') refusedTokens.push(claims);
    const body = mayEnter ? `<script>${bundles.desk}</script>` : '<p role="alert">Invalid token (124)</p>';
    const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Desk</title><body>${body}</body></html>`;
    const send = () => response.writeHead(mayEnter ? 200 : 401, HTML).end(page);
    if (behaviour.desk === 'held') held.push(send);
    else send();
  };

  const answerCloud = async (request: IncomingMessage, response: ServerResponse, name: string): Promise<void> => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const body = await readBody(request);
    const context: CallContext = {
      cloud,
      behaviour,
      sdkKey,
      sdkSecret,
      gone: gone.signal,
      inits,
      identities,
      refusedTokens,
    };
    const answer = await answerCall(name, body, context).then(
      (result) => ({ ok: true, result }),
      (error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
        return { ok: false, error: { code: error.code, text: error.message } };
      },
    );
    response.writeHead(200, { ...ANYBODY, 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
  };

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://cloud');
    requests.push(pathname);
    underWay.add(response);
    response.once('close', () => underWay.delete(response));
    if (isCut) {
      response.destroy();
      return;
    }
    const sdk = PATH.exec(pathname)?.groups;
    if (sdk) answerScript(response, decodeURIComponent(sdk['key'] ?? ''), sdk['version']);
    else if (pathname === '/sdkapi/zcb/frame-templates/desk') answerDesk(response, searchParams.get('access_token'));
    else if (pathname === '/npm/customer.js') response.writeHead(200, JAVASCRIPT).end(bundles.npmCustomer);
    else if (pathname === '/npm/agent.js') response.writeHead(200, JAVASCRIPT).end(bundles.npmAgent);
    else if (request.method === 'POST' && pathname.startsWith('/cloud/')) {
      answerCloud(request, response, pathname.slice('/cloud/'.length)).catch(() => response.destroy());
    } else response.writeHead(404, ANYBODY).end();
  });
  const { origin, close } = await listenOnLoopback(server);
  let agents = 0;
  const release = (): void => held.splice(0).forEach((send) => send());
  return {
    origin,
    cloud,
    requests,
    servedVersions,
    inits,
    identities,
    refusedTokens,
    release,
    close,
    behave: (change) => {
      behaviour = { ...behaviour, ...change };
    },
    cutNetwork() {
      isCut = true;
      for (const response of underWay) response.destroy();
    },
    restoreNetwork() {
      isCut = false;
    },
    mintToken: (role, claims) => mintToken(sdkKey, sdkSecret, role, claims),
    agentJoins(pin, userName = 'Ann') {
      const claims = { user_id: `agent-${(agents += 1)}`, user_name: userName };
      const ticket = cloud.joinAsAgent(claims, pin, 1006);
      return () => cloud.close(ticket);
    },
    reset() {
      release();
      behaviour = GOOD_BEHAVIOUR;
      isCut = false;
      for (const records of [requests, servedVersions, inits, identities, refusedTokens]) records.length = 0;
    },
    [Symbol.asyncDispose]: close,
  };
}
