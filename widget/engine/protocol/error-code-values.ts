/** Each code by itself, so that a bundle carries the few that it names. Imported as `ErrorCode` from error-codes.ts. */
export const SESSION_START_FAILED = 1001;
export const SESSION_CONNECTING_IN_PROGRESS = 1002;
export const SESSION_COUNT_LIMIT = 1004;
export const SESSION_JOIN_PIN_NOT_FOUND = 1006;
export const SESSION_PIN_INVALID_FORMAT = 1008;
export const SESSION_START_PIN_REQUIRED = 1009;
export const SESSION_START_PIN_CONFLICT = 1010;
export const SESSION_JOIN_FAILED = 1011;
export const SESSION_CUSTOMER_COUNT_LIMIT = 1012;
export const SESSION_AGENT_COUNT_LIMIT = 1013;
export const SESSION_DUPLICATE_USER = 1015;
export const NETWORK_ERROR = 1016;
export const SESSION_CANCELING_IN_PROGRESS = 1017;
export const TOKEN_INVALID = 2001;
export const UNDEFINED = 9999;
/** HTTP answers only: the server's "invalid token". The SDK says 2001. */
export const SERVER_INVALID_TOKEN = 124;
/** The desk and its HTTP answers only: the PIN is not known. The SDK says 1006. */
export const DESK_PIN_NOT_FOUND = 30308;
