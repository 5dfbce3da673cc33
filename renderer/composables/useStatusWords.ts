import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { ConnectionState } from '../../shared/connection.ts'
import { useSecond } from './page-clock.ts'
import { useFormat } from './useFormat.ts'
import { useText } from './useText.ts'

export interface StatusFacts {
  connection: ConnectionState | null
  isLost: boolean
  zone: string
}

/** How the source fares, in words: "away since 15:19 · next try in 6 s". */
export function useStatusWords(facts: MaybeRefOrGetter<StatusFacts>) {
  const { t } = useText()
  const { time } = useFormat()
  const now = useSecond()
  return computed(() => {
    const { connection, isLost, zone } = toValue(facts)
    if (isLost) return t('status.lost')
    if (!connection) return t('status.connecting')
    const { status } = connection
    if (status.state !== 'down') return t(`status.${status.state}`)
    return `${t('status.down', { time: time(status.since, zone) })} · ${nextTry(status.nextTryAt)}`
  })

  function nextTry(at: string | null): string {
    const seconds = at === null ? 0 : Math.ceil((Date.parse(at) - now.value) / 1_000)
    return seconds > 0 ? t('status.nextTry', { n: seconds }) : t('status.trying')
  }
}
