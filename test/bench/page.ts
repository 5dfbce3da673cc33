import type { Bridge } from '../../shared/rpc.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { openAppInBrowser } from './app-in-browser.ts'
import { setAll } from './bulk.ts'
import { referenceMs, slownessOf } from './calibration.ts'
import { endpointCounters, endpointIndex, endpointNames } from './endpoint-counters.ts'
import { startPage, type PageStart } from './page-start.ts'
import { watchTicks } from './page-ticks.ts'
import { atMost, reported, rounded, type Bench, type BenchContext } from './row.ts'
import { median } from './samples.ts'
import { startTraffic } from './traffic.ts'

declare global {
  interface Window {
    bridge: Bridge
  }
}

const starts = 7
const tickSeconds = 25

/** The page in a browser: how soon it can be used, what a live tick costs, and how much JavaScript it loads. */
export const page: Bench = {
  name: 'page',
  title: 'The page, 500 endpoints',
  meaning:
    'The built app in headless Chromium, served by the browser host and connected to a Redis in which a writer counts ' +
    'calls of all 500 endpoints each second. Interactive is the instant, from navigation with an empty cache, at which ' +
    'figures stand in the table and no long task (over 50 ms) is left. A tick is one answer of live figures; its scripting ' +
    "is the processor time of the page's main thread in what the browser's trace calls scripting, collection of garbage " +
    `included. Both limits are for a machine that runs a fixed loop in the page in ${referenceMs} ms, a calm core of the ` +
    'server on which they were set; where the loop takes longer, the limits are longer by the same factor. JavaScript is ' +
    'the sum of the files that the page loads at its start, each gzipped at level 9, without those of the other pages, which ' +
    'it fetches three seconds later; 1 kB is 1,000 bytes.',
  async run(context) {
    const redis = await liveRedis(context)
    const app = await openAppInBrowser(context, redis.url)
    const first = endpointNames[0]!
    await startPage(app, first)
    context.say('Opening the page …')
    const opened: PageStart[] = []
    for (let i = 0; i < starts; i++) opened.push(await startPage(app, first))
    context.say('Watching live ticks …')
    const live = await watchTicks(app, first, tickSeconds)

    const slownessAtStart = slownessOf(opened.map(({ loopMs }) => loopMs))
    const slowness = slownessOf(live.loopMs)
    const fromStarts = `${starts} starts`
    const fromTicks = `${live.ticks} ticks`
    return [
      atMost(
        1_000 * slownessAtStart,
        {
          name: 'Interactive after navigation, median',
          measured: median(opened.map(({ interactiveMs }) => interactiveMs)),
          unit: 'ms',
          from: fromStarts,
        },
        `1,000 × ${rounded(slownessAtStart)}`,
      ),
      atMost(
        8 * slowness,
        { name: 'Scripting of a live tick, mean', measured: live.scriptMs, unit: 'ms', from: fromTicks },
        `8 × ${rounded(slowness)}`,
      ),
      reported({
        name: 'Main thread of a live tick, mean',
        measured: live.taskMs,
        unit: 'ms',
        from: fromTicks,
      }),
      reported({
        name: 'Calibration loop, shortest of 7, mean',
        measured: median(live.loopMs),
        unit: 'ms',
        from: 'before and after the ticks',
      }),
      atMost(350, {
        name: 'JavaScript at start, gzipped',
        measured: Math.max(...opened.map(({ scriptBytes }) => scriptBytes)) / 1_000,
        unit: 'kB',
        from: fromStarts,
      }),
    ]
  },
}

async function liveRedis(context: BenchContext): Promise<RedisServer> {
  const redis = await startRedis()
  context.atEnd(redis.stop)
  const nowS = Math.floor(Date.now() / 1000)
  await setAll(redis.port, endpointCounters(nowS))
  await redis.command(...endpointIndex(nowS))
  context.atEnd(startTraffic(redis.port))
  return redis
}
