import type { UsagePoint } from '../../shared/usage.ts'

export interface LabelWords {
  /** 24 Nov. */
  day(start: string): string
  /** 15:00. */
  clock(start: string): string
}

const mostLabels = 8

/** Labels at round times: the date where a day begins, hours of the clock where there are few days; empty elsewhere. */
export function usageLabels(
  points: readonly UsagePoint[],
  step: 'hour' | 'day',
  { day, clock }: LabelWords,
): string[] {
  const days = step === 'day' ? points.length : Math.ceil(points.length / 24)
  const every = Math.max(1, Math.ceil(days / mostLabels))
  let begun = -1
  let last = ''
  return points.map(({ start }) => {
    const date = day(start)
    const isFirst = date !== last
    last = date
    if (isFirst) {
      begun += 1
      return begun % every === 0 ? date : ''
    }
    const time = clock(start)
    return step === 'hour' && days <= 2 && /^(06|12|18):00$/.test(time) ? time : ''
  })
}
