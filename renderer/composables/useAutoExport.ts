import { tryOnScopeDispose } from '@vueuse/core'
import { shallowRef, toRaw, toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { AutoExportState } from '../../shared/auto-export.ts'
import type { AutoExport } from '../../shared/exports.ts'
import { toFailure, type Failure } from './failure.ts'
import { useClient } from './useClient.ts'
import { usePoll } from './usePoll.ts'
import { usePreferences } from './usePreferences.ts'

/** What a person changed, and why it could not be kept. */
export interface AutoExportChange {
  what: keyof AutoExport
  failure: Failure | null
}

/** The automatic export: what a person chose of it, and how it stands for the present source. */
export function useAutoExport({ sourceId }: { sourceId: MaybeRefOrGetter<string | null> }) {
  const { api, on } = useClient()
  const { autoExport: chosen, accept } = usePreferences()
  const state = shallowRef<AutoExportState | null>(null)
  const outcome = shallowRef<AutoExportChange | null>(null)

  async function take(read: () => Promise<AutoExportState>): Promise<void> {
    try {
      state.value = await read()
    } catch {
      // The next poll asks again.
    }
  }

  const { pollNow } = usePoll(() => take(api.autoExport), { intervalMs: 5_000 })
  watch([() => toValue(sourceId), chosen], pollNow)
  tryOnScopeDispose(on('reports', pollNow))

  /** Nothing holds before the app has looked at it: a folder may not be there. */
  async function change(what: keyof AutoExport, patch: Partial<AutoExport>): Promise<void> {
    outcome.value = null
    try {
      // A window hands on plain objects alone.
      accept(await api.setPreferences({ autoExport: { ...toRaw(chosen.value), ...patch } }))
      outcome.value = { what, failure: null }
    } catch (error) {
      outcome.value = { what, failure: toFailure(error) }
    }
  }

  return {
    chosen,
    state,
    outcome,
    change,
    retry: () => take(api.retryAutoExport),
    /** Asks by the host's own dialog; null where nothing was chosen. */
    async choose(folder: string | null): Promise<string | null> {
      try {
        return (await api.choosePlace({ what: 'folder', folder })).path
      } catch {
        return null
      }
    },
  }
}
