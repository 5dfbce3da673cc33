import type { RedisServer } from '../support/redis-server.ts'
import { startGetProbe } from './other-clients.ts'
import { pause } from './pause.ts'
import { atMost, reported, type BenchContext, type Row } from './row.ts'
import { median, percentile } from './samples.ts'

const windows = 8
const windowMs = 4_000

/**
 * How long another client's GET takes beside an idle app and beside what it does, window by window. `begin` starts that and
 * gives the way to end it.
 */
export async function othersBeside(
  context: BenchContext,
  redis: RedisServer,
  { what, begin }: { what: string; begin(): () => Promise<unknown> },
): Promise<Row[]> {
  const probe = await startGetProbe(context, redis.port)
  const idle: number[][] = []
  const during: number[][] = []
  for (let i = 0; i < windows; i++) {
    await probe.take()
    await pause(windowMs)
    idle.push(await probe.take())
    const end = begin()
    await pause(windowMs)
    during.push(await probe.take())
    await end()
  }
  probe.stop()
  const p99 = (of: number[][]): number => median(of.map((samples) => percentile(samples, 0.99)))
  const from = (of: number[][]): string =>
    `${of.length} windows, ${of.flat().length.toLocaleString('en-US')} GETs`
  const atRest = p99(idle)
  return [
    atMost(
      Math.max(2 * atRest, atRest + 1),
      {
        name: `Another client's GET during ${what}, p99`,
        measured: p99(during),
        unit: 'ms',
        from: from(during),
      },
      'twice the idle one, or 1 ms more',
    ),
    reported({ name: 'The same beside an idle app, p99', measured: atRest, unit: 'ms', from: from(idle) }),
  ]
}
