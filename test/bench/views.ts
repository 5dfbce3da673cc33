import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { openAppInBrowser } from './app-in-browser.ts'
import { setAll } from './bulk.ts'
import { referenceMs, slownessOf } from './calibration.ts'
import { endpointCounters, endpointIndex, namesOf } from './endpoint-counters.ts'
import { atMost, rounded, type Bench, type BenchContext } from './row.ts'
import { startTraffic } from './traffic.ts'
import { watchView } from './view-tasks.ts'

const names = namesOf(10_000)
const rounds = 3

/** Every view of the page, by its path, with what shows that its figures are there. */
const views: readonly { title: string; path: string; ready: string }[] = [
  { title: 'Overview', path: '/', ready: 'tbody tr' },
  { title: 'Trends', path: '/trends', ready: 'canvas' },
  { title: 'APIs', path: '/apis', ready: 'tbody tr' },
  { title: 'Users', path: '/users', ready: '.days canvas' },
  { title: 'Reports', path: '/reports', ready: 'tbody .quality' },
  { title: 'One day of Reports', path: `/reports?date=${yesterday()}`, ready: 'tbody .name' },
  { title: 'Health', path: '/health', ready: 'main h2' },
  { title: 'Connections', path: '/connections', ready: 'form' },
  { title: 'Settings', path: '/settings', ready: '.place' },
]

/** What a page with very many endpoints asks of the browser: the longest task while a view is opened and scrolled. */
export const viewsBench: Bench = {
  name: 'views',
  title: 'Every view, 10,000 endpoints',
  meaning:
    'The built app in headless Chromium over a Redis with 10,000 endpoints of which 500 are called each second. Each view is ' +
    'opened anew and scrolled to its end and back, also within its tables; the figure is the longest task of the main ' +
    `thread meanwhile, the median of ${rounds} times. The limit is for a machine that runs a fixed loop in the page in ` +
    `${referenceMs} ms; where the loop takes longer, the limit is longer by the same factor.`,
  async run(context) {
    const redis = await manyEndpoints(context)
    const app = await openAppInBrowser(context, redis.url)
    const rows = []
    for (const { title, path, ready } of views) {
      context.say(`Opening ${title} …`)
      const { longestMs, loopMs } = await watchView(app, { path, ready, rounds })
      const slowness = slownessOf(loopMs)
      rows.push(
        atMost(
          200 * slowness,
          { name: `Longest task of ${title}`, measured: longestMs, unit: 'ms', from: `${rounds} times` },
          `200 × ${rounded(slowness)}`,
        ),
      )
    }
    return rows
  },
}

/** The last closed day in UTC. */
function yesterday(): string {
  return new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
}

async function manyEndpoints(context: BenchContext): Promise<RedisServer> {
  const redis = await startRedis()
  context.atEnd(redis.stop)
  const nowS = Math.floor(Date.now() / 1000)
  await setAll(redis.port, endpointCounters(nowS, names))
  await redis.command(...endpointIndex(nowS, names))
  context.atEnd(startTraffic(redis.port))
  return redis
}
