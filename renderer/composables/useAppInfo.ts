import { shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { AppInfo } from '../../shared/api.ts'
import { useClient } from './useClient.ts'
import { usePoll } from './usePoll.ts'

/** What the app is and where its data lie; sizes grow, so it is asked for again. */
export function useAppInfo({ sourceId }: { sourceId: MaybeRefOrGetter<string | null> }) {
  const { api } = useClient()
  const info = shallowRef<AppInfo | null>(null)

  async function load(): Promise<void> {
    try {
      info.value = await api.appInfo()
    } catch {
      // The frame says that the app is away; what was told last stands until it is back.
    }
  }

  const { pollNow } = usePoll(load, { intervalMs: 10_000 })
  watch(() => toValue(sourceId), pollNow)
  return info
}
