import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      license: { fileName: 'LICENSES.md' },
      externalizeDeps: { include: ['ioredis'] },
      rolldownOptions: {
        input: { main: 'electron/main.ts', web: 'electron/web.ts', cli: 'electron/cli.ts' },
        // The two optional native parts of the WebSocket library are not used.
        external: [/^node:/, 'electron', 'bufferutil', 'utf-8-validate'],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: 'electron/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    base: './',
    plugins: [vue()],
    // Parts of the libraries that the page does not use.
    define: {
      __VUE_OPTIONS_API__: 'false',
      __VUE_I18N_LEGACY_API__: 'false',
      __VUE_I18N_FULL_INSTALL__: 'false',
      __INTLIFY_PROD_DEVTOOLS__: 'false',
    },
    build: {
      outDir: 'out/renderer',
      license: { fileName: 'LICENSES.md' },
      minify: true,
      // One sheet: rules keep their order whichever page comes first.
      cssCodeSplit: false,
      chunkSizeWarningLimit: 1_000,
      rolldownOptions: {
        input: { index: 'renderer/index.html', 'web-bridge': 'renderer/web-bridge.ts' },
        output: {
          entryFileNames: ({ name }) => (name === 'web-bridge' ? 'web-bridge.js' : 'assets/[name]-[hash].js'),
        },
      },
    },
  },
})
