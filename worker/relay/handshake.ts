/** The opening of a socket: what stands in its sub-protocols, and how one is refused so that a browser can tell why. */
import {
  PAGE_SUBPROTOCOL_PREFIX,
  SECRET_SUBPROTOCOL_PREFIX,
  SUBPROTOCOL,
} from '../../widget/engine/protocol/limits.js';
import { CloseCode } from '../../widget/engine/protocol/close-codes.js';

const OFFER = 'sec-websocket-protocol';

/** Far above what a client of ours offers; a longer header is not read. */
const OFFER_MAX_LENGTH = 512;

/** It is kept with the socket. */
const PAGE_PATTERN = /^[\w-]{8,64}$/;

function offered(request: Request): readonly string[] {
  const header = request.headers.get(OFFER) ?? '';
  return header.length > OFFER_MAX_LENGTH ? [] : header.split(',').map((entry) => entry.trim());
}

/** The participant's secret, or `undefined` without one or without this version of the protocol. */
export function readSecret(request: Request): string | undefined {
  const offer = offered(request);
  if (!offer.includes(SUBPROTOCOL)) return undefined;
  return offer.find((entry) => entry.startsWith(SECRET_SUBPROTOCOL_PREFIX))?.slice(SECRET_SUBPROTOCOL_PREFIX.length);
}

/** How the page names itself, or `undefined`. */
export function readPage(request: Request): string | undefined {
  const page = offered(request)
    .find((entry) => entry.startsWith(PAGE_SUBPROTOCOL_PREFIX))
    ?.slice(PAGE_SUBPROTOCOL_PREFIX.length);
  return page !== undefined && PAGE_PATTERN.test(page) ? page : undefined;
}

/** The answer that opens a socket. */
export function acceptedUpgrade(client: WebSocket): Response {
  return upgrade(client, SUBPROTOCOL);
}

/**
 * Opens a socket only to close it with the code that says why, since a browser shows a page neither the status nor the body of a
 * refused upgrade. It also drops a socket that accepted none of its sub-protocols, so the first one is accepted.
 */
export function refusedUpgrade(request: Request, code: CloseCode = CloseCode.UNAUTHORIZED): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  server.accept();
  server.close(code);
  const offer = offered(request);
  const spoken = offer.includes(SUBPROTOCOL)
    ? SUBPROTOCOL
    : offer.find((entry) => entry !== '' && !entry.startsWith(SECRET_SUBPROTOCOL_PREFIX));
  return upgrade(client, spoken);
}

function upgrade(webSocket: WebSocket, protocol: string | undefined): Response {
  return new Response(null, {
    status: 101,
    webSocket,
    headers: protocol === undefined ? {} : { [OFFER]: protocol },
  });
}
