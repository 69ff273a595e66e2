/** What the Worker's HTTP routes answer to a start or a join. */
import { isObject } from './json.js';

/** What `POST …/sessions` and `POST …/sessions/join` answer: where to connect, and with what. */
export interface Admission {
  readonly sessionId: string;
  /** This participant's secret; it goes into the sub-protocol of every socket, the first and each resume. */
  readonly secret: string;
}

/** Reads the Worker's answer to a start or a join. */
export function decodeAdmission(value: unknown): Admission | undefined {
  if (!isObject(value)) return undefined;
  const { sessionId, secret } = value;
  return typeof sessionId === 'string' && typeof secret === 'string' ? { sessionId, secret } : undefined;
}
