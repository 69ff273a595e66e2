/**
 * Application close codes of the relay's WebSockets (RFC 6455 leaves 4000–4999 to applications).
 * A client decides by the code alone what to do next; it never reads the reason text.
 */
export const CloseCode = {
  /** The session is over for everybody. */
  SESSION_ENDED: 4000,
  /** This participant asked to leave. */
  LEFT: 4001,
  /** The secret is unknown to the session, or the session is unknown. */
  UNAUTHORIZED: 4002,
  /** The same participant connected again; this socket is the older one. */
  REPLACED: 4003,
  /** Silent for too long; the relay took it for dead. */
  SILENT: 4004,
  /** The customer did not let this agent in. */
  REFUSED: 4005,
  /** The customer did not answer whether to let this agent in. */
  UNANSWERED: 4006,
  /** The customer sent this agent away. */
  REMOVED: 4007,
  /** A frame or control message that cannot be read. */
  MALFORMED: 4010,
  /** A frame above the agreed size. */
  OVERSIZED: 4011,
  /** A frame whose sequence number is not the next one. */
  OUT_OF_ORDER: 4012,
  /** A frame class that the sender's role may not send. */
  WRONG_ROLE: 4013,
  /** An agent who waits to be let in sent something. */
  NOT_ADMITTED: 4014,
  /** An agent sent more than the customer's line can take, or somebody opened sockets without end. */
  FLOODED: 4015,
  /** Another page of the customer's has the seat, and is alive. */
  OCCUPIED: 4016,
  /** The session that this agent waited for has begun; they were told where. */
  HANDED_OVER: 4020,
  /** The customer did not start while this agent waited. */
  NO_CUSTOMER: 4021,
} as const;

export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode];

/** Whether a client that lost its socket with this code may connect again by itself. Codes outside ours are network trouble. */
export function mayReconnect(code: number): boolean {
  return code < 4000 || code === CloseCode.SILENT;
}
