/** The browser files that the build makes, and what each may weigh. The one list of them; the build only carries it out. */

export interface Entry {
  readonly source: string;
  /**
   * Path in the site. Names with a hash may be cached for ever; `sdk.js` is served under the contract's path, and
   * `cobrowse.js` is what people paste.
   */
  readonly fileName: string;
  /** A module is loaded with `import()`; a classic script runs where modules cannot (a snippet, an opaque origin). */
  readonly format: 'es' | 'iife';
  /** Lower than the browser floor where an older browser must still be able to say that it is too old. */
  readonly target?: string;
}

export type EntryName = 'customer' | 'tabs' | 'sdk' | 'desk' | 'mirror' | 'preview' | 'tag';

export const ENTRIES: Readonly<Record<EntryName, Entry>> = {
  customer: { source: 'widget/engine/customer/index.ts', fileName: 'engine/customer-[hash].js', format: 'es' },
  // Loaded by the SDK alone, on pages that ask for several tabs.
  tabs: { source: 'widget/engine/customer/tabs/index.ts', fileName: 'engine/tabs-[hash].js', format: 'es' },
  sdk: { source: 'widget/engine/customer/sdk.ts', fileName: 'engine/sdk.js', format: 'iife', target: 'es2020' },
  desk: { source: 'widget/engine/agent/index.ts', fileName: 'engine/desk-[hash].js', format: 'es' },
  mirror: { source: 'widget/engine/mirror/boot.ts', fileName: 'engine/mirror-[hash].js', format: 'iife' },
  preview: { source: 'widget/engine/preview/index.ts', fileName: 'engine/preview-[hash].js', format: 'es' },
  tag: { source: 'widget/cobrowse.ts', fileName: 'cobrowse.js', format: 'es' },
};

export interface Budget {
  readonly title: string;
  readonly entries: readonly EntryName[];
  /** Minified and gzipped, with everything that the entries load by themselves, and the heaviest language. */
  readonly maxBytes: number;
}

export const BUDGETS: readonly Budget[] = [
  { title: 'script tag', entries: ['tag'], maxBytes: 12_500 },
  // 30 kB before masks that can be proven and change live, choices and assets that are masked later, sessions that survive a crash,
  // several agents, back-pressure; what not every session needs is in later chunks.
  { title: 'customer SDK', entries: ['sdk', 'customer'], maxBytes: 39_000 },
  // 45 kB before the desk had tools, zoom, keys and facts of the customer; of the mirror, the places of elements.
  { title: 'desk page', entries: ['desk', 'mirror'], maxBytes: 49_000 },
];

/** Demo pages that a framework's own compiler builds, from `demo/frameworks/` (see demos.ts): their folders in the site. */
export const FRAMEWORK_DEMOS = ['vue', 'react', 'angular'] as const;
