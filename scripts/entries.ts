/** The browser files that the build makes, and what each may weigh. The one list of them; the build only carries it out. */

export interface Entry {
  readonly source: string;
  /** File name under `/engine/`. Hashed names may be cached for ever; `sdk.js` is served under the contract's path. */
  readonly fileName: string;
  /** A module is loaded with `import()`; a classic script runs where modules cannot (a snippet, an opaque origin). */
  readonly format: 'es' | 'iife';
  /** Lower than the browser floor where an older browser must still be able to say that it is too old. */
  readonly target?: string;
}

export type EntryName = 'customer' | 'sdk' | 'desk' | 'mirror';

export const ENTRIES: Readonly<Record<EntryName, Entry>> = {
  customer: { source: 'widget/engine/customer/index.ts', fileName: 'customer-[hash].js', format: 'es' },
  sdk: { source: 'widget/engine/customer/sdk.ts', fileName: 'sdk.js', format: 'iife', target: 'es2020' },
  desk: { source: 'widget/engine/agent/index.ts', fileName: 'desk-[hash].js', format: 'es' },
  mirror: { source: 'widget/engine/mirror/boot.ts', fileName: 'mirror-[hash].js', format: 'iife' },
};

export interface Budget {
  readonly title: string;
  readonly entries: readonly EntryName[];
  /** Minified and gzipped, with everything that the entries load. */
  readonly maxBytes: number;
}

export const BUDGETS: readonly Budget[] = [
  { title: 'customer SDK', entries: ['sdk', 'customer'], maxBytes: 30_000 },
  { title: 'desk page', entries: ['desk', 'mirror'], maxBytes: 45_000 },
];
