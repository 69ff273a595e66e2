/** The type of every string that may leave the customer's page. It owns no way to make one: only the masking module does that. */

declare const MASKED: unique symbol;

/**
 * A string that went through the masking choke point (SPEC M1), or that was received from a peer which did so.
 * The encoder accepts no other string, so forgetting to mask does not compile.
 */
export type MaskedString = string & { readonly [MASKED]: true };
