import { afterEach, describe, expect, it } from 'vitest'
import { makeCalls, callsBetween } from '../support/calls.ts'
import { errorOf, until } from '../support/source-kit.ts'
import { expectOverview } from '../support/same-figures.ts'
import { codesOf } from '../support/watching.ts'
import { openWorld, type World } from '../support/world.ts'

const nowMs = Date.parse('2026-11-24T09:30:30Z')
const calls = makeCalls({ seed: 'restart', fromMs: nowMs - 3 * 86_400_000, toMs: nowMs, count: 2_000 })
let world: World

afterEach(() => world.close())

describe('a Redis that is restarted with its data while the app watches', () => {
  it('leaves no wrong figure: nothing answers while it is away, then every figure is right and the restart an issue', async () => {
    world = await openWorld(calls, { nowMs })
    expectOverview(await world.overview('Asia/Shanghai'), calls, nowMs)
    await world.redis.command('SAVE')
    await world.redis.kill('SIGKILL')
    await world.clock.advance(1_000)
    await until(async () => {
      const error = await errorOf(world.glance('Asia/Shanghai')).catch(() => null)
      return error !== null
    }, 'the loss of the connection is noticed')
    await world.redis.restart({ keep: true })
    const more = makeCalls({ seed: 'more', fromMs: nowMs, toMs: nowMs + 1_800_000, count: 200 })
    await world.count(more)
    await world.clock.advance(1_800_000)
    await world.source.retry()
    await until(() => world.source.status().state === 'ready', 'the source is back')
    const all = [...calls, ...more]
    const glance = await world.glance('Asia/Shanghai')
    const real = callsBetween(all, Date.parse(glance.today.start), Infinity).length
    expect([null, real]).toContain(glance.today.calls)
    await world.settled()
    expectOverview(await world.overview('Asia/Shanghai'), all, world.clock.now())
    await world.watch.tick()
    const last = await world.overview('Asia/Shanghai')
    expect(codesOf(last)).toEqual(['restarted'])
    expect(
      last.live.points.every(({ callsPerSecond }) => callsPerSecond === null || callsPerSecond >= 0),
    ).toBe(true)
  })
})
