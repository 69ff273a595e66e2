/** The marks of nodes that may differ from the model, as bits: set by who watches the page, read by the reconciler. */

/** What about a node may differ from the model. */
export const Dirty = {
  CHILDREN: 1,
  ATTRIBUTES: 2,
  TEXT: 4,
  /** Form state, natural size, top layer. Read after everything else: a choice depends on the options. */
  STATE: 8,
  SCROLL: 16,
  SHEET: 32,
  /** The sheets that a root adopts. */
  ADOPTED: 64,
  /** Everything, down to the leaves: masking changed, or nobody watched for a while. */
  DEEP: 128,
} as const;
