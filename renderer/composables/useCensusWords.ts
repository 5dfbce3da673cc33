import type { CensusEstimate, CensusState } from '../../shared/census.ts'
import { useFormat } from './useFormat.ts'
import { useText } from './useText.ts'

/** How the counting of users stands, in words. */
export function useCensusWords() {
  const { t, language } = useText()
  const { count, span, time } = useFormat()

  const join = (parts: readonly string[]): string => parts.filter(Boolean).join(' · ')

  /** What it costs to count now: "It would look at 12,345 keys, which takes about 3 min, for 14 days." */
  function cost({ keys, seconds, days: n }: CensusEstimate): string {
    const days = t('users.census.costDays', { n: count(n) }, n)
    if (n === 0) return t('users.census.costNothing')
    if (keys === null) return t('users.census.costUnknown')
    return seconds === null
      ? t('users.census.costNoTime', { keys: count(keys), days })
      : t('users.census.cost', { keys: count(keys), span: about(seconds), days })
  }

  /** A second at least: "0 s" would be no time at all. */
  function about(seconds: number): string {
    return span(Math.max(1, Math.ceil(seconds)) * 1_000)
  }

  /** "1,000 of 12,345 keys · 3 days found · about 2 min left" */
  function progress({ scanned, keys, daysFound, secondsLeft }: CensusState): string {
    return join([
      seen(scanned, keys),
      t('users.census.found', { n: count(daysFound) }, daysFound),
      secondsLeft === null
        ? t('users.census.leftUnknown')
        : t('users.census.left', { span: about(secondsLeft) }),
    ])
  }

  function seen(scanned: number, keys: number | null): string {
    return keys === null
      ? t('users.census.seenOpen', { scanned: count(scanned) })
      : t('users.census.seen', { scanned: count(scanned), keys: count(keys) })
  }

  /** How the last one ended. */
  function last({ lastEndedAt, lastOutcome, lastMessage }: CensusState, zone: string): string {
    if (lastEndedAt === null) return t('users.census.neverRan')
    const at = { time: time(lastEndedAt, zone, 'moment') }
    if (lastOutcome === 'cancelled') return t('users.census.lastCancelled', at)
    if (lastOutcome !== 'failed') return t('users.census.last', at)
    const said = t('users.census.failed', at)
    return language.value === 'en' && lastMessage ? `${said} ${lastMessage}` : said
  }

  /** What is to come: days that wait, and when the next one starts by itself. */
  function next({ estimate, nextAt }: CensusState, zone: string): string[] {
    const open = estimate?.days ?? 0
    return [
      open > 0 ? t('users.census.open', { n: count(open) }, open) : '',
      nextAt === null ? '' : t('users.census.next', { time: time(nextAt, zone, 'moment') }),
    ].filter(Boolean)
  }

  return { cost, progress, last, next }
}
