import { Redis } from 'ioredis'
import { openParts, type Parts } from '../../electron/core/stats/parts.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { bigKeys, bigRedis, padWithUsers } from './big-redis.ts'
import { setAll } from './bulk.ts'
import { countCommands, describeDifference } from './command-count.ts'
import { endpointCounters, endpointIndex, liveKeys } from './endpoint-counters.ts'
import { startLatencyProxy } from './latency-proxy.ts'
import { overviewTimes } from './overview-times.ts'
import { atMost, reported, same, type Bench, type BenchContext, type Row } from './row.ts'
import { interleaved, median, percentile, timed } from './samples.ts'
import { openSource, watchDeps } from './watched.ts'

const pairs = 600
/** As many as an app that was opened half an hour ago has made. */
const warmUps = 1_800
const slowWarmUps = 40
const smallKeys = 10_000
const slowRefreshes = 60
const delayMs = 20

/** The live reading of the overview against a bare client, a large database and a slow network. */
export const refresh: Bench = {
  name: 'refresh',
  title: 'One refresh of the overview, 500 endpoints',
  meaning:
    'A refresh is the live reading of the core: the running day and hour of 500 endpoints, the statuses and the totals, ' +
    'kept and judged as the app does it. It is timed in turns with one MGET of the same keys by a bare client with the ' +
    'same options, and in turns over a small and a large database. The network is a loopback proxy that holds each byte ' +
    `for ${delayMs} ms each way, and that counts round trips. The whole answer adds all figures of the overview to the reading.`,
  async run(context) {
    const small = await smallRedis(context)
    context.say('Timing refreshes against a bare MGET …')
    const rows = await againstMget(small)
    rows.push(...(await throughSlowNetwork(small)))
    context.say('Timing whole answers …')
    rows.push(...(await overviewTimes(small.url)))
    const big = await bigRedis(context)
    context.say('Timing refreshes over the small and the large database …')
    rows.push(...(await smallAgainstBig(small, big)))
    return rows
  },
}

async function smallRedis(context: BenchContext): Promise<RedisServer> {
  const redis = await startRedis()
  context.atEnd(redis.stop)
  context.note(
    'Redis',
    String(/redis_version:(\S+)/.exec(String(await redis.command('INFO', 'server')))?.[1]),
  )
  const nowS = Math.floor(Date.now() / 1000)
  await setAll(redis.port, endpointCounters(nowS))
  await redis.command(...endpointIndex(nowS))
  await padWithUsers(redis, smallKeys)
  return redis
}

/** A watch that knows all endpoints and has read them some times. */
async function warmParts(url: string, times = warmUps): Promise<{ parts: Parts; close(): Promise<void> }> {
  const source = await openSource(url)
  const parts = openParts(watchDeps(source))
  await parts.ready()
  parts.catalogue.add('status', ['success', 'error'])
  for (let i = 0; i < times; i++) await parts.refresh(0)
  return { parts, close: () => source.close() }
}

async function againstMget(redis: RedisServer): Promise<Row[]> {
  const { parts, close } = await warmParts(redis.url)
  const bare = new Redis(redis.port, '127.0.0.1', {
    commandTimeout: 5_000,
    socketTimeout: 15_000,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: true,
    disableClientInfo: true,
  })
  const keys = liveKeys(Math.floor(Date.now() / 1000))
  for (let i = 0; i < warmUps; i++) await bare.mget(keys)
  const { a, b } = await interleaved(
    pairs,
    () => parts.refresh(0),
    () => bare.mget(keys),
  )
  bare.disconnect()
  await close()
  const from = `${pairs} pairs`
  return [
    atMost(1.5, { name: 'Refresh against a bare MGET', measured: median(a) / median(b), unit: '×', from }),
    reported({ name: 'Refresh, median', measured: median(a), unit: 'ms', from }),
    reported({ name: `Bare MGET of ${keys.length} keys, median`, measured: median(b), unit: 'ms', from }),
  ]
}

async function throughSlowNetwork(redis: RedisServer): Promise<Row[]> {
  const proxy = await startLatencyProxy(redis.port, delayMs)
  const { parts, close } = await warmParts(`redis://127.0.0.1:${proxy.port}`, slowWarmUps)
  const times: number[] = []
  let mostTrips = 0
  for (let i = 0; i < slowRefreshes; i++) {
    const before = proxy.roundTrips()
    times.push(await timed(() => parts.refresh(0)))
    mostTrips = Math.max(mostTrips, proxy.roundTrips() - before)
  }
  await close()
  proxy.stop()
  const from = `${slowRefreshes} refreshes`
  return [
    atMost(1, { name: 'Round trips of a refresh, most', measured: mostTrips, unit: '', from }),
    atMost(100, {
      name: `Refresh with ${delayMs} ms of latency each way, p95`,
      measured: percentile(times, 0.95),
      unit: 'ms',
      from,
    }),
  ]
}

async function smallAgainstBig(small: RedisServer, big: RedisServer): Promise<Row[]> {
  const nowS = Math.floor(Date.now() / 1000)
  await big.command(...endpointIndex(nowS))
  const inSmall = await warmParts(small.url)
  const inBig = await warmParts(big.url)
  await big.command('DEL', 'stats:index:apis')
  const before = { small: await countCommands(small), big: await countCommands(big) }
  const { a, b } = await interleaved(
    pairs,
    () => inSmall.parts.refresh(0),
    () => inBig.parts.refresh(0),
  )
  const did = {
    small: describeDifference(before.small, await countCommands(small), pairs),
    big: describeDifference(before.big, await countCommands(big), pairs),
  }
  await inSmall.close()
  await inBig.close()
  const keysText = `${bigKeys.toLocaleString('en-US')} keys`
  const found = did.small === did.big ? did.small : `${did.small}; but ${did.big}`
  return [
    same(
      `Commands of a refresh, ${smallKeys.toLocaleString('en-US')} and ${keysText}`,
      did.small === did.big,
      found,
      `${pairs} refreshes each`,
    ),
    atMost(1.2, {
      name: `Refresh with ${keysText} against ${smallKeys.toLocaleString('en-US')}`,
      measured: median(b) / median(a),
      unit: '×',
      from: `${pairs} pairs`,
    }),
  ]
}
