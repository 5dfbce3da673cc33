import type { UserDay, UserFigure, Users, UsersUnknown } from '../../shared/users.ts'
import { activeOf, lastKnown, whyNone } from './user-days.ts'
import { useFormat } from './useFormat.ts'
import { useText } from './useText.ts'

/** The days of users in words: cells of the tables, what hovering shows, and one sentence a chart. */
export function useUserWords() {
  const { t, language } = useText()
  const { count, share, time, change } = useFormat()

  const day = (date: string): string => time(date, 'UTC', 'day')
  const wholeDay = (date: string): string => time(date, 'UTC', 'year')
  const why = (reason: UsersUnknown | null): string => t(reason ? `users.unknown.${reason}` : 'hours.unknown')
  const number = ({ value }: UserFigure): string => (value === null ? '—' : count(value))
  const part = ({ value }: UserFigure): string => (value === null ? '—' : share(value))

  function active(one: UserDay): string {
    const { count: n, isEstimate } = activeOf(one)
    return n === null ? '—' : `${isEstimate ? '≈ ' : ''}${count(n)}`
  }

  /** What is to be known of a day beside its figures: whether it runs, is estimated, or why something of it is unknown. */
  function state(one: UserDay): string {
    const { count: n, isEstimate } = activeOf(one)
    const said: string[] = []
    if (one.partial) said.push(t(n === null || isEstimate ? 'users.days.running' : 'users.days.runningState'))
    if (n === null) said.push(why(one.active.why))
    else if (isEstimate) said.push(t('users.days.estimate'))
    else {
      if (one.new.value === null) said.push(t('users.days.splitUnknown', { why: why(one.new.why) }))
      said.push(explained(one))
    }
    return said.filter(Boolean).join(language.value === 'zh' ? '；' : '; ') || t('users.days.counted')
  }

  /** How many of the calls the users of a day explain; empty where that is all of them. */
  function explained({ coverage, partial }: UserDay): string {
    // While a day runs its calls go on after its users were counted.
    if (partial || coverage === null || coverage === 1) return ''
    return t('users.days.explained', { share: share(coverage) })
  }

  /** "Most on 24 Nov 2026 with 1,234 active users; 980 on an average day; 2 days unknown." */
  function daysSentence(users: Users): string {
    const known = users.days.flatMap((one) => {
      const { count: n, isEstimate } = activeOf(one)
      return n === null || isEstimate ? [] : [{ one, n }]
    })
    const closed = known.filter(({ one }) => !one.partial)
    const most = closed.reduce<(typeof closed)[number] | null>((a, b) => (b.n > (a?.n ?? 0) ? b : a), null)
    const end = t('hours.end')
    if (known.length === 0)
      return t('users.days.noneKnown', { why: why(whyNone(users, ({ active: of }) => of)) }) + end
    if (!most) return t(known.some(({ n }) => n > 0) ? 'users.days.onlyRunning' : 'users.days.none') + end
    const mean = Math.round(closed.reduce((sum, { n }) => sum + n, 0) / closed.length)
    return (
      t('users.days.most', { date: wholeDay(most.one.date), n: count(most.n) }) +
      t('users.days.mean', { n: count(mean) }) +
      unknownDays(users.days) +
      end
    )
  }

  function unknownDays(days: readonly UserDay[]): string {
    const { length: n } = days.filter((one) => !one.partial && one.active.value === null)
    return n > 0 ? t('users.days.unknownDays', { n: count(n) }, n) : ''
  }

  function windowsSentence(users: Users): string {
    const last = lastKnown(
      users,
      ({ weekly }) => weekly,
      ({ monthly }) => monthly,
    )
    const end = t('hours.end')
    if (!last)
      return t('users.windows.noneKnown', { why: why(whyNone(users, ({ monthly }) => monthly)) }) + end
    const first = users.days.find(({ monthly }) => monthly.value !== null)!
    const words = { monthly: number(last.monthly), weekly: number(last.weekly), date: wholeDay(last.date) }
    const from =
      first !== last && first.monthly.value! > 0
        ? t('users.windows.from', {
            change: change(last.monthly.value! / first.monthly.value! - 1).text,
            date: wholeDay(first.date),
          })
        : ''
    return t('users.windows.now', words) + from + end
  }

  function sharesSentence(users: Users): string {
    const last = lastKnown(
      users,
      ({ top10Share }) => top10Share,
      ({ topPercentShare }) => topPercentShare,
    )
    const end = t('hours.end')
    if (!last)
      return t('users.shares.noneKnown', { why: why(whyNone(users, ({ top10Share }) => top10Share)) }) + end
    const words = {
      date: wholeDay(last.date),
      top10: part(last.top10Share),
      topPercent: part(last.topPercentShare),
    }
    return t('users.shares.now', words) + end
  }

  return {
    day,
    wholeDay,
    why,
    number,
    part,
    active,
    state,
    explained,
    daysSentence,
    windowsSentence,
    sharesSentence,
  }
}
