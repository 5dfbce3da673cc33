/** The endpoints that most benches show. */
export const endpointNames = namesOf(500)

/** So many endpoints, the busiest first. */
export function namesOf(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `/api/v1/resource-${String(i).padStart(3, '0')}`)
}

export type Entry = [key: string, value: string]

/**
 * The counters of yesterday and today that a service leaves, from `nowS` (epoch seconds) back; every sum adds up. Each
 * endpoint is called in the running hour, the one before and two more: about 3,700 keys for 500 endpoints.
 */
export function endpointCounters(nowS: number, names = endpointNames): Entry[] {
  const counts = new Map<string, number>()
  const add = (key: string, calls: number): void => void counts.set(key, (counts.get(key) ?? 0) + calls)
  const hourNow = Math.floor(nowS / 3600)
  const firstHour = (Math.floor(nowS / 86400) - 1) * 24
  names.forEach((endpoint, i) => {
    for (const back of [0, 1, 2 + (i % 22), 24 + (i % 24)]) {
      const hour = hourNow - back
      if (hour < firstHour) continue
      const day = Math.floor(hour / 24)
      const calls = 7 * (4 * names.length - i)
      add(`stats:hour:${hour}:api:${endpoint}`, calls)
      add(`stats:hour:${hour}:total`, calls)
      add(`stats:minute:${hour * 60}:total`, calls)
      add(`stats:day:${day}:api:${endpoint}`, calls)
      add(`stats:day:${day}:total`, calls)
      add(`stats:day:${day}:status:${i % 50 === 0 ? 'error' : 'success'}`, calls)
    }
  })
  return [...counts].map(([key, calls]) => [key, String(calls)])
}

/** What the recorder's index holds of them, as one ZADD. */
export function endpointIndex(nowS: number, names = endpointNames): string[] {
  return ['ZADD', 'stats:index:apis', ...names.flatMap((endpoint) => [String(nowS), endpoint])]
}

/** The keys of one live reading, as a bare client would ask for them. */
export function liveKeys(nowS: number): string[] {
  const day = Math.floor(nowS / 86400)
  const hour = Math.floor(nowS / 3600)
  const minute = Math.floor(nowS / 60)
  return [
    `stats:day:${day}:total`,
    `stats:hour:${hour}:total`,
    ...[-1, 0, 1, 2].map((ahead) => `stats:minute:${minute + ahead}:total`),
    `stats:day:${day}:status:success`,
    `stats:day:${day}:status:error`,
    ...endpointNames.flatMap((endpoint) => [
      `stats:day:${day}:api:${endpoint}`,
      `stats:hour:${hour}:api:${endpoint}`,
    ]),
  ]
}
