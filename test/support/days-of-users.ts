import { randomOf } from './random.ts'

/** The first of some days with users, as the number of its bucket. */
export const firstUserDay = 20_000

/** Calls by user of each of 10 days, 9,000 of 16,000 people a day: repeatable. */
export function daysOfUsers(): Map<string, number>[] {
  const random = randomOf('days of users')
  return Array.from({ length: 10 }, () => {
    const calls = new Map<string, number>()
    while (calls.size < 9_000) calls.set(`u${Math.floor(random() * 16_000)}`, 1 + Math.floor(random() * 9))
    return calls
  })
}
