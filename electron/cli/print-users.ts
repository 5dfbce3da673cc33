import type { Api } from '../../shared/api.ts'
import type { AnswerHead } from '../../shared/figures.ts'
import { userDayFigures, type UserDay, type UserDayFigure } from '../../shared/users.ts'

/** The users of some UTC days as other programs read them: plain figures, null where unknown. */
export interface PlainUsers extends AnswerHead {
  zone: 'UTC'
  days: PlainUserDay[]
}

/** One day; `why` tells why a figure is null, by the name of the figure. */
export type PlainUserDay = { [figure in UserDayFigure]: number | null } & {
  date: string
  partial: boolean
  coverage: number | null
  why: Partial<Record<UserDayFigure, string>>
}

/** Active and new users of the last days, the running one last. */
export async function plainUsers(days: number, api: Api): Promise<PlainUsers> {
  const users = await api.users({ days })
  const { source, sample, issues, zone } = users
  return { source, sample, issues, zone, days: users.days.map(plainDay) }
}

function plainDay(day: UserDay): PlainUserDay {
  const figures = Object.fromEntries(userDayFigures.map((name) => [name, day[name].value])) as {
    [figure in UserDayFigure]: number | null
  }
  const why = Object.fromEntries(
    userDayFigures.flatMap((name) => (day[name].why === null ? [] : [[name, day[name].why]])),
  )
  return { date: day.date, partial: day.partial, ...figures, coverage: day.coverage, why }
}
