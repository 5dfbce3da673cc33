import type { App } from './fixtures.ts'

/**
 * Why nothing can be moved or deleted here, or null: the SQLite that the tests supply to an old Electron keeps a file open that
 * was closed. The real one does not.
 */
export async function whyNotClosed({ electron }: App): Promise<string | null> {
  const version = await electron?.evaluate(() => process.versions.electron)
  if (version === undefined || Number.parseInt(version) >= 40) return null
  return `Electron ${version}: the SQLite of the tests keeps a file open that was closed`
}
