// The Angular CLI would do this by itself; with Vite alone, its compiler (`ngc`) writes `dist/` and its linker finishes
// the libraries.
import { transformAsync } from '@babel/core';
import linker from '@angular/compiler-cli/linker/babel';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/demo/angular/',
  plugins: [
    {
      name: 'angular-linker',
      transform: {
        filter: { id: /@angular[\\/].*\.mjs$/, code: /ɵɵngDeclare/ },
        async handler(code, id) {
          const result = await transformAsync(code, {
            filename: id,
            plugins: [linker],
            babelrc: false,
            configFile: false,
            compact: false,
            sourceMaps: true,
          });
          return result?.code ? { code: result.code, map: result.map } : undefined;
        },
      },
    },
  ],
});
