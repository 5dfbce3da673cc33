import { tryOnScopeDispose } from '@vueuse/core'
import { shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { ArchiveDone, ArchiveInfo } from '../../shared/archive-info.ts'
import { isCancelled, toFailure, type Failure } from './failure.ts'
import { useClient } from './useClient.ts'
import { usePoll } from './usePoll.ts'
import { useTask } from './useTask.ts'

/** What can be done with the archive itself. */
export type ArchiveAct = 'backUp' | 'compact' | 'move' | 'export' | 'delete'

/** The archive of the present source: what it holds and what is done with it. */
export function useArchive({ sourceId }: { sourceId: MaybeRefOrGetter<string | null> }) {
  const { api, on } = useClient()
  const { running, cancel } = useTask('archive')
  const info = shallowRef<ArchiveInfo | null>(null)
  /** Whether there is none: of sample data, and before the first answer. */
  const isNone = shallowRef(false)
  const busy = shallowRef<ArchiveAct | 'open' | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const isStopped = shallowRef(false)
  const done = shallowRef<{ act: ArchiveAct; result: ArchiveDone } | null>(null)

  async function load(): Promise<void> {
    try {
      info.value = await api.archive()
      isNone.value = false
    } catch (error) {
      const why = toFailure(error)
      if (why.kind === 'lost') return
      info.value = null
      isNone.value = true
    }
  }

  const { pollNow } = usePoll(load, { intervalMs: 30_000 })
  watch(() => toValue(sourceId), pollNow)
  tryOnScopeDispose(on('reports', pollNow))

  async function run(what: ArchiveAct | 'open', work: () => Promise<void>): Promise<boolean> {
    if (busy.value !== null) return false
    busy.value = what
    forget()
    try {
      await work()
      return true
    } catch (error) {
      const why = toFailure(error)
      if (isCancelled(why)) isStopped.value = true
      else failure.value = why
      return false
    } finally {
      busy.value = null
    }
  }

  const act = (what: ArchiveAct, work: () => Promise<ArchiveDone>): Promise<boolean> =>
    run(what, async () => {
      const result = await work()
      info.value = result.archive
      done.value = { act: what, result }
    })

  function forget(): void {
    failure.value = null
    isStopped.value = false
    done.value = null
  }

  return {
    info,
    isNone,
    busy,
    failure,
    isStopped,
    done,
    running,
    cancel,
    forget,
    backUp: () => act('backUp', api.backUpArchive),
    compact: () => act('compact', api.compactArchive),
    move: (folder: string) => act('move', () => api.moveArchive({ folder })),
    export: (folder: string) => act('export', () => api.exportArchive({ folder })),
    remove: () => act('delete', () => api.deleteArchive({ confirm: 'delete' })),
    open: (file: string) => run('open', async () => void (await api.showArchive({ file }))),
    reveal: (file: string) => api.showInFolder({ file }).catch(() => undefined),
    /** Asks by the host's own dialog; null where nothing was chosen. */
    async choose(what: 'folder' | 'archive'): Promise<string | null> {
      try {
        return (await api.choosePlace({ what })).path
      } catch {
        return null
      }
    },
  }
}
