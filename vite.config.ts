/** Vite settings that the build and the tests share, so that tests see what ships. Knows no entries: see scripts/entries.ts. */
import { defineConfig } from 'vite';

/** The browser floor: the last two years of Chrome, Edge, Firefox and Safari. */
export const BROWSER_TARGET = ['chrome130', 'edge130', 'firefox132', 'safari18.0'];

/** Source files go through this one transform everywhere; compiler options such as decorators come from the nearest tsconfig. */
export const TRANSFORM = { target: BROWSER_TARGET };

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  oxc: TRANSFORM,
  build: { target: BROWSER_TARGET },
});
