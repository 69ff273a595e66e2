import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/demo/vue/',
  plugins: [
    vue({
      // Vue must not look for components of these names: the browser knows them.
      template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('cobrowse-') } },
    }),
  ],
});
