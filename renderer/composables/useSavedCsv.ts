import { pageNow } from './page-clock.ts'
import type { Savable } from './savable.ts'
import { savedCsv } from './saved-csv.ts'
import { useClient } from './useClient.ts'
import { useConnection } from './useConnection.ts'

/** Makes CSV of what a card offers, with what the app and the connection say of it. */
export function useSavedCsv() {
  const { api } = useClient()
  const { state } = useConnection()

  return async ({ table, range }: Savable, delimiter: string): Promise<string> => {
    const bucketOffsetMinutes = state.value?.source.bucketOffsetMinutes ?? null
    const savedAt = new Date(pageNow()).toISOString()
    const [content, app] = await Promise.all([table(), appName()])
    return savedCsv(content, { range, savedAt, app, bucketOffsetMinutes, delimiter })
  }

  /** Null while the app is away: what is shown can be saved all the same. */
  async function appName(): Promise<string | null> {
    try {
      return `tallyscope ${(await api.appInfo()).version}`
    } catch {
      return null
    }
  }
}
