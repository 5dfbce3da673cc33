import { tryOnScopeDispose } from '@vueuse/core'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { Retention, TopUsers, Users } from '../../shared/users.ts'
import { useAnswer } from './useAnswer.ts'
import { useClient } from './useClient.ts'
import { useConnection } from './useConnection.ts'
import { usePoll } from './usePoll.ts'

/** A day ends by the clock alone; all else is told. */
const everyMs = 60_000

export interface UsersQuestion {
  /** So many days, ending with the running one. */
  days: MaybeRefOrGetter<number>
  /** The first of them. */
  from: MaybeRefOrGetter<string>
}

/** Users by day, those who call most, and how many come back, read anew when a count of users or a report ends. */
export function useUsers({ days, from }: UsersQuestion) {
  const { api, on } = useClient()
  const { sourceId } = useConnection()
  const users = useAnswer<Users>({
    question: () => String(toValue(days)),
    sourceId,
    read: () => api.users({ days: toValue(days) }),
  })
  const top = useAnswer<TopUsers>({
    question: () => toValue(from),
    sourceId,
    read: () => api.topUsers({ from: toValue(from) }),
  })
  const retention = useAnswer<Retention>({ question: '', sourceId, read: () => api.retention() })
  const all = [users, top, retention]
  const { pollNow } = usePoll(
    async () => {
      await Promise.all(all.map(({ load }) => load()))
    },
    { intervalMs: everyMs },
  )
  tryOnScopeDispose(on('reports', pollNow))

  // Each step of a count is told; only its end changes figures.
  let wasIdle = true
  tryOnScopeDispose(
    on('census', ({ state }) => {
      if (state === 'idle' && !wasIdle) pollNow()
      wasIdle = state === 'idle'
    }),
  )

  const failure = computed(() => all.map((one) => one.failure.value).find((one) => one !== null) ?? null)
  return { users, top, retention, failure, load: pollNow }
}
