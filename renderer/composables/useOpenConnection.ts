import { computed, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { SaveConnectionInput } from '../../shared/saved-connection.ts'
import { toFailure, type ChangeOutcome } from './failure.ts'
import { useClient } from './useClient.ts'
import { useSavedConnections } from './useSavedConnections.ts'

/** Some settings of a saved connection. */
export type ConnectionPatch = Omit<SaveConnectionInput, 'id' | 'archive'>

/** The saved connection that is open, and how its settings are changed; the list is read once it is `active`. */
export function useOpenConnection({ active = true }: { active?: MaybeRefOrGetter<boolean> } = {}) {
  const { api } = useClient()
  const { list, load } = useSavedConnections()
  const outcome = shallowRef<ChangeOutcome<ConnectionPatch> | null>(null)
  const open = computed(() => list.value?.items.find(({ id }) => id === list.value?.openId) ?? null)

  watch(
    () => toValue(active),
    (isWanted) => isWanted && void load(),
    { immediate: true },
  )
  watch(
    () => open.value?.id,
    () => (outcome.value = null),
  )

  async function save(patch: ConnectionPatch, archive: 'check' | 'keep' | 'new' = 'check'): Promise<void> {
    const id = open.value?.id
    if (id === undefined) return
    try {
      await api.saveConnection({ ...patch, id, archive })
      outcome.value = { patch, failure: null }
    } catch (error) {
      outcome.value = { patch, failure: toFailure(error) }
    }
  }

  /** The change that waits for an answer about the archive. */
  const inQuestion = computed(() => {
    const { patch, failure } = outcome.value ?? { patch: null, failure: null }
    return failure?.kind === 'error' && failure.code === 'source_changed' ? patch : null
  })

  return {
    open,
    isKnown: computed(() => list.value !== null),
    outcome,
    save,
    inQuestion,
    /** Leaves the change that is in question undone. */
    dropChange: () => (outcome.value = null),
  }
}
