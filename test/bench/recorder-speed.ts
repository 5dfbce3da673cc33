import { Redis } from 'ioredis'
import { createRecorder } from '../../electron/recorder.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { makeCallList, statusNames, userNames, type CallList } from './call-list.ts'
import { endpointNames } from './endpoint-counters.ts'
import { atLeast, reported, same, type BenchContext, type Row } from './row.ts'
import { median } from './samples.ts'

const calls = 1_000_000
const pipelinedCalls = 50_000
const inFlight = 64
const rounds = 3
/** A turn of the event loop of a busy service. */
const callsATurn = 1_000

/** Calls a second of the recorder and of one pipeline per call, in turns. */
export async function recorderSpeed(context: BenchContext): Promise<Row[]> {
  const redis = await startRedis()
  context.atEnd(redis.stop)
  const list = makeCallList(calls)
  const recorded: number[] = []
  const pipelined: number[] = []
  let wrong = 0
  for (let round = 0; round < rounds; round++) {
    pipelined.push(await pipelinePerCall(redis, list, `pipelined-${round}`))
    const { callsPerSecond, differences } = await recordAll(redis, list, `recorded-${round}`)
    recorded.push(callsPerSecond)
    wrong += differences
  }
  const from = `${rounds} rounds`
  const million = calls.toLocaleString('en-US')
  return [
    atLeast(10, {
      name: 'Calls a second against one pipeline per call',
      measured: median(recorded) / median(pipelined),
      unit: '×',
      from,
    }),
    reported({ name: 'Recorder, median', measured: median(recorded), unit: 'calls/s', from }),
    reported({ name: 'One pipeline per call, median', measured: median(pipelined), unit: 'calls/s', from }),
    same(
      'Counters against an independent count',
      wrong === 0,
      `${wrong} differ`,
      `${from} of ${million} calls`,
    ),
  ]
}

async function recordAll(
  { port }: RedisServer,
  list: CallList,
  prefix: string,
): Promise<{ callsPerSecond: number; differences: number }> {
  const redis = new Redis(port, '127.0.0.1')
  const recorder = createRecorder({ redis, prefix })
  recorder.record('first', 'first', 'first')
  await recorder.flush()
  const startedMs = Date.now()
  const startedAt = performance.now()
  for (let i = 0; i < calls; i++) {
    recorder.record(
      userNames[list.user[i]!]!,
      endpointNames[list.endpoint[i]!]!,
      statusNames[list.status[i]!]!,
    )
    if (i % callsATurn === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  const { recorded, waiting } = await recorder.flush()
  const seconds = (performance.now() - startedAt) / 1_000
  await recorder.close()
  if (recorded !== calls + 1 || waiting > 0) throw new Error(`Of ${calls} calls ${recorded} were recorded.`)
  const differences = await countDifferences(redis, list, prefix, [startedMs, Date.now()])
  redis.disconnect()
  return { callsPerSecond: calls / seconds, differences }
}

/** How many counters are not what the list says, each summed over the buckets that the run may have reached into. */
async function countDifferences(
  redis: Redis,
  list: CallList,
  prefix: string,
  [fromMs, toMs]: [number, number],
): Promise<number> {
  const expected = new Map<string, number>()
  const add = (name: string): void => void expected.set(name, (expected.get(name) ?? 0) + 1)
  for (let i = 0; i < calls; i++) {
    add('total')
    add(`api:${endpointNames[list.endpoint[i]!]!}`)
    add(`status:${statusNames[list.status[i]!]!}`)
    add(`user:${userNames[list.user[i]!]!}`)
  }
  // The call with which the recorder connected.
  expected.set('total', calls + 1)
  const widths = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }
  let differences = 0
  for (const [width, ms] of Object.entries(widths)) {
    const names = [...expected.keys()].filter(
      (name) =>
        name === 'total' ||
        name.startsWith('api:') ||
        (width !== 'minute' && name.startsWith('status:')) ||
        width === 'day',
    )
    const sums = new Map<string, number>()
    for (let bucket = Math.floor(fromMs / ms) - 1; bucket <= Math.floor(toMs / ms); bucket++) {
      for (let at = 0; at < names.length; at += 5_000) {
        const some = names.slice(at, at + 5_000)
        const values = await redis.mget(some.map((name) => `${prefix}:${width}:${bucket}:${name}`))
        some.forEach((name, i) => sums.set(name, (sums.get(name) ?? 0) + Number(values[i])))
      }
    }
    for (const name of names) if (sums.get(name) !== expected.get(name)) differences += 1
  }
  return differences
}

async function pipelinePerCall({ port }: RedisServer, list: CallList, prefix: string): Promise<number> {
  const redis = new Redis(port, '127.0.0.1')
  await redis.ping()
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < pipelinedCalls) {
      const i = next++
      const endpoint = endpointNames[list.endpoint[i]!]!
      const seconds = Math.floor(Date.now() / 1_000)
      const [minute, hour, day] = [60, 3_600, 86_400].map((width) => Math.floor(seconds / width))
      const pipeline = redis.pipeline()
      for (const bucket of [`minute:${minute}`, `hour:${hour}`, `day:${day}`]) {
        pipeline.incr(`${prefix}:${bucket}:total`).incr(`${prefix}:${bucket}:api:${endpoint}`)
      }
      pipeline.incr(`${prefix}:day:${day}:status:${statusNames[list.status[i]!]!}`)
      pipeline.incr(`${prefix}:day:${day}:user:${userNames[list.user[i]!]!}`)
      pipeline.expire(`${prefix}:minute:${minute}:total`, 604_800)
      pipeline.expire(`${prefix}:hour:${hour}:total`, 2_592_000)
      pipeline.expire(`${prefix}:day:${day}:total`, 31_536_000)
      await pipeline.exec()
    }
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: inFlight }, lane))
  const seconds = (performance.now() - startedAt) / 1_000
  redis.disconnect()
  return pipelinedCalls / seconds
}
