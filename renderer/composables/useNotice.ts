import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { ConnectionState } from '../../shared/connection.ts'
import type { Overview } from '../../shared/figures.ts'
import type { Failure } from './failure.ts'
import { useFormat } from './useFormat.ts'
import { useStatusWords } from './useStatusWords.ts'
import { useText } from './useText.ts'

export interface Notice {
  tone: 'info' | 'warning' | 'danger'
  text: string
  todo: string
  actions: ('retry' | 'connection')[]
}

export interface NoticeFacts {
  connection: ConnectionState | null
  overview: Overview | null
  /** Whether figures are shown, where these are no overview. */
  hasFigures?: boolean
  /** Whether nothing was ever counted, where these are no overview. */
  isNeverCounted?: boolean
  failure: Failure | null
  isLost: boolean
  /** Whether the figures are old: one answer that failed is no news while the last is fresh. */
  isStale: boolean
  zone: string
}

/** What stands above the figures when they need a word: the most serious of what is true, else nothing. */
export function useNotice(facts: MaybeRefOrGetter<NoticeFacts>) {
  const { t } = useText()
  const { time } = useFormat()
  const statusWords = useStatusWords(() => toValue(facts))

  return computed<Notice | null>(() => {
    const { connection, overview, failure, isLost, isStale, zone, hasFigures, isNeverCounted } =
      toValue(facts)
    const isShown = hasFigures ?? overview !== null
    if (isLost) return { tone: 'danger', text: t('notice.lost'), todo: t('notice.lostTodo'), actions: [] }
    const status = connection?.status
    const name = connection ? nameOf(connection) : ''
    if (status?.state === 'refused') {
      const why = t(`errors.${status.why}.what`)
      const text = `${t('notice.refused', { name })} ${sentence(why)}`
      return { tone: 'danger', text, todo: t(`errors.${status.why}.todo`), actions: ['connection', 'retry'] }
    }
    if (status?.state === 'down') {
      const key = isShown ? 'notice.down' : 'notice.downEmpty'
      const text = t(key, { name, time: time(status.since, zone) })
      const next = statusWords.value.split(' · ').at(-1) ?? ''
      return {
        tone: 'warning',
        text,
        todo: `${sentence(t(`errors.${status.why}.what`))} ${sentence(next)}`,
        actions: ['retry'],
      }
    }
    if (failure?.kind === 'error' && (!isShown || isStale)) {
      const todo = `${sentence(t(`errors.${failure.code}.what`))} ${t(`errors.${failure.code}.todo`)}`
      const actions: Notice['actions'] = failure.code === 'source_changed' ? ['connection'] : []
      return { tone: 'danger', text: t('notice.failed'), todo, actions }
    }
    if (status?.state === 'degraded') {
      const todo = `${sentence(t(`errors.${status.why}.what`))} ${t(`errors.${status.why}.todo`)}`
      return { tone: 'warning', text: t('notice.degraded', { name }), todo, actions: [] }
    }
    const isNever = overview ? overview.today.why === 'not_counted_yet' : true
    if (connection && (overview ? isEmpty(overview) : isNeverCounted)) {
      const todo = t('notice.emptyTodo', { prefix: connection.source.prefix })
      const actions: Notice['actions'] = isNever ? ['connection'] : []
      return {
        tone: 'info',
        text: t(isNever ? 'notice.empty' : 'notice.quiet'),
        todo: isNever ? todo : '',
        actions,
      }
    }
    return null
  })

  function nameOf({ sample, source }: ConnectionState): string {
    return sample ? t('sample.label') : source.name
  }

  function sentence(words: string): string {
    if (words === '') return ''
    return `${words.charAt(0).toUpperCase()}${words.slice(1)}${t('hours.end')}`
  }
}

function isEmpty({ today, endpoints, hours }: Overview): boolean {
  return (
    today.atLeast === 0 && endpoints === 0 && today.why !== 'reading' && hours.every(({ calls }) => !calls)
  )
}
