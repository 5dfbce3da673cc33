import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

// A test that hangs must end; one that is slow on a busy machine has not failed.
const patient = { testTimeout: 600_000, hookTimeout: 600_000 }

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], env: { TZ: 'UTC' }, ...patient } },
      {
        test: {
          name: 'unit in Chatham',
          include: ['test/unit/**/*.test.ts'],
          env: { TZ: 'Pacific/Chatham' },
          ...patient,
        },
      },
      {
        plugins: [vue()],
        test: {
          name: 'component',
          include: ['test/component/**/*.test.ts'],
          environment: 'happy-dom',
          ...patient,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          ...patient,
        },
      },
    ],
  },
})
