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
  /** The running UTC date. */
  today: MaybeRefOrGetter<string>
}

/** Users by day, those who call most, and how many come back, read anew when a count of users has ended or a report was made. */
export function useUsers({ days, from, today }: UsersQuestion) {
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
  // It goes through every user that is kept: once a day, and when a count has ended.
  const retention = useAnswer<Retention>({
    question: () => toValue(today),
    sourceId,
    read: () => api.retention(),
  })
  const all = [users, top, retention]
  const { pollNow } = usePoll(
    async () => {
      const due = retention.answer.value ? [users, top] : all
      await Promise.all(due.map(({ load }) => load()))
    },
    { intervalMs: everyMs },
  )
  tryOnScopeDispose(on('reports', pollNow))

  // Each step of a count is told; only its end changes figures.
  let endedAt: string | null = null
  tryOnScopeDispose(
    on('census', ({ state, lastEndedAt }) => {
      const known = endedAt ?? users.answer.value?.census.lastEndedAt ?? null
      if (state !== 'idle' || lastEndedAt === known) return
      endedAt = lastEndedAt
      pollNow()
      void retention.load()
    }),
  )

  const failure = computed(() => all.map((one) => one.failure.value).find((one) => one !== null) ?? null)
  return { users, top, retention, failure, load: pollNow }
}
