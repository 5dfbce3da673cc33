import { defineConfig } from '@playwright/test'

/** The same specs in a browser, over the loopback host, and in an Electron window; and what `npm run dist` makes. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  globalSetup: './test/e2e/fixtures-display.ts',
  globalTimeout: 30 * 60_000,
  timeout: 180_000,
  workers: 1,
  forbidOnly: true,
  reporter: 'list',
  expect: { timeout: 20_000 },
  projects: [
    {
      name: 'chromium',
      testIgnore: ['security.spec.ts', 'host-window.spec.ts', 'keyring.spec.ts', 'print-pdf.spec.ts'],
    },
    { name: 'electron', testIgnore: ['host-browser.spec.ts'] },
    { name: 'packed', testDir: 'test/packed' },
  ],
})
