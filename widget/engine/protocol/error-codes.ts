/** Error codes of the contract (section 7), the same in the SDK, at the desk and in HTTP answers. */
import * as ErrorCode from './error-code-values.js';

type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

export { ErrorCode };
