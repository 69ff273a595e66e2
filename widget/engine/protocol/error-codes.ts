/** Error codes of the contract (section 7), the same in the SDK, at the desk and in HTTP answers. */
export const ErrorCode = {
  SESSION_START_FAILED: 1001,
  SESSION_CONNECTING_IN_PROGRESS: 1002,
  SESSION_COUNT_LIMIT: 1004,
  SESSION_JOIN_PIN_NOT_FOUND: 1006,
  SESSION_PIN_INVALID_FORMAT: 1008,
  SESSION_START_PIN_REQUIRED: 1009,
  SESSION_START_PIN_CONFLICT: 1010,
  SESSION_JOIN_FAILED: 1011,
  SESSION_CUSTOMER_COUNT_LIMIT: 1012,
  SESSION_AGENT_COUNT_LIMIT: 1013,
  SESSION_DUPLICATE_USER: 1015,
  NETWORK_ERROR: 1016,
  SESSION_CANCELING_IN_PROGRESS: 1017,
  TOKEN_INVALID: 2001,
  UNDEFINED: 9999,
  /** HTTP answers only: the server's "invalid token". The SDK says 2001. */
  SERVER_INVALID_TOKEN: 124,
  /** The desk and its HTTP answers only: the PIN is not known. The SDK says 1006. */
  DESK_PIN_NOT_FOUND: 30308,
} as const;

export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];
