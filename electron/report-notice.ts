import type { Language } from '../shared/languages.ts'
import type { ScheduledReports } from '../shared/reports.ts'

/** A notification about reports: its words, and the page that a click on it opens. */
export interface ReportNotice {
  title: string
  body: string
  /** Behind the `#` of the page's address. */
  path: string
}

interface Words {
  ready(day: string): string
  readyMany(count: string): string
  failed(day: string): string
  failedMany(count: string): string
  again: string
  separator: string
}

const words: Record<Language, Words> = {
  en: {
    ready: (day) => `The report of ${day} is ready`,
    readyMany: (count) => `${count} reports are ready`,
    failed: (day) => `The report of ${day} could not be made`,
    failedMany: (count) => `${count} reports could not be made`,
    again: 'It is tried again by itself.',
    separator: ' · ',
  },
  zh: {
    ready: (day) => `${day} 的日报已生成`,
    readyMany: (count) => `已生成 ${count} 份日报`,
    failed: (day) => `${day} 的日报未能生成`,
    failedMany: (count) => `${count} 份日报未能生成`,
    again: '程序会自动重试。',
    separator: ' · ',
  },
}

const tags: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' }

/** The one notification for all that the schedule did in one go. */
export function reportNotice({ source, made, failed }: ScheduledReports, language: Language): ReportNotice {
  const { ready, readyMany, failed: couldNot, failedMany, again, separator } = words[language]
  const date = new Intl.DateTimeFormat(tags[language], {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  })
  const day = (one: string): string => date.format(new Date(one))
  const say = (dates: readonly string[], one: (day: string) => string, many: (count: string) => string) =>
    dates.length === 0 ? [] : [dates.length === 1 ? one(day(dates[0]!)) : many(String(dates.length))]
  const failedDates = failed.map((one) => one.date)
  const all = [...made, ...failedDates].sort()
  const [only] = all
  const span = all.length > 1 ? date.formatRange(new Date(all[0]!), new Date(all.at(-1)!)) : ''
  return {
    title: [...say(made, ready, readyMany), ...say(failedDates, couldNot, failedMany)].join(separator),
    body: [source, ...(span ? [span] : []), ...(failed.length > 0 ? [again] : [])].join(separator),
    path: all.length === 1 ? `/reports?date=${only}` : '/reports',
  }
}
