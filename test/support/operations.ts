/** Operations for tests of what comes after the masking: strings that were never on a page need no mask. */
import type { MaskedString } from '../../widget/engine/protocol/masked-string.js';
import { OperationEncoder } from '../../widget/engine/protocol/encoder.js';
import type { Operation } from '../../widget/engine/protocol/operations.js';

/** Marks a test's own string as masked. */
export function masked(text: string): MaskedString {
  return text as MaskedString;
}

/** One message with these operations. */
export function encode(...operations: Operation[]): Uint8Array<ArrayBuffer> {
  const encoder = new OperationEncoder();
  for (const operation of operations) encoder.write(operation);
  return encoder.take();
}
