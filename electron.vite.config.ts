import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
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
    build: {
      outDir: 'out/renderer',
      minify: true,
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
