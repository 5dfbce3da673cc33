import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCore, type Core } from '../../electron/core/index.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { roomIn } from '../support/room-in.ts'
import { keptLog, until } from '../support/source-kit.ts'
import { codesOf } from '../support/watching.ts'

const endpoints = Array.from({ length: 40 }, (_, i) => `/api/${i}`)
const zones = ['UTC', 'Asia/Shanghai', 'Asia/Kolkata']

/** Services that count without a pause: what was sent and what was acknowledged. */
function busyServices(port: number) {
  const client = new Redis({ port, host: '127.0.0.1' })
  const done = { sent: 0, counted: 0 }
  let isStopped = false
  const count = async (calls: number, atMs: number): Promise<void> => {
    const pipeline = client.pipeline()
    const seconds = atMs / 1_000
    const [minute, hour, day] = [60, 3_600, 86_400].map((width) => Math.floor(seconds / width))
    for (let i = 0; i < calls; i++) {
      const endpoint = endpoints[Math.floor(Math.random() ** 2 * endpoints.length)]
      // One call is counted at once, total first, as a service does it.
      for (const head of [`day:${day}`, `hour:${hour}`, `minute:${minute}`]) {
        pipeline.incr(`stats:${head}:total`)
        pipeline.incr(`stats:${head}:api:${endpoint}`)
      }
      pipeline.incr(`stats:day:${day}:status:success`)
    }
    done.sent += calls
    await pipeline.exec()
    done.counted += calls
  }
  const loop = async (): Promise<void> => {
    while (!isStopped) await count(20, Date.now())
    client.disconnect()
  }
  return { done, count, run: () => loop(), stop: () => void (isStopped = true) }
}

describe('while services count without a pause', () => {
  let redis: RedisServer
  let core: Core
  const dataDir = mkdtempSync(join(tmpdir(), 'tallyscope-busy-'))

  beforeAll(async () => {
    redis = await startRedis()
    core = await startCore({
      host: 'command line',
      version: '0.0.0',
      dataDir,
      log: keptLog(),
      emit: () => undefined,
      remembersConnection: false,
    })
  })
  afterAll(async () => {
    await core.stop()
    await redis.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  it('each answer lies between what was counted before it and what was sent after it, and nothing flickers', async () => {
    const services = busyServices(redis.port)
    await roomIn('hour', 90_000)
    // Days without a gap, so that every zone's day can be known.
    const now = Date.now()
    const today = Math.floor(now / 86_400_000)
    let earlier = 0
    for (const hoursAgo of [72, 49, 30, 26, 23.9, 14, 3]) {
      const atMs = now - hoursAgo * 3_600_000
      await services.count(5, atMs)
      if (Math.floor(atMs / 86_400_000) < today) earlier += 5
    }
    const running = services.run()
    await core.api.connect({ url: redis.url })
    const perZone = { answers: 0, unknown: 0 }
    for (const zone of zones) await core.api.overview({ zone, top: 50, complete: true })
    const counts: { atMs: number; counted: number }[] = []
    const endMs = Date.now() + 4_000
    let i = 0
    while (Date.now() < endMs || perZone.answers < 150) {
      const zone = zones[i++ % zones.length]!
      counts.push({ atMs: Date.now(), counted: services.done.counted })
      const answer = await core.api.overview({ zone, top: 50 })
      // A window may share a reading that is older than its question.
      const { counted } = counts.findLast(({ atMs }) => atMs < Date.parse(answer.asOf)) ?? { counted: 0 }
      const { sent } = services.done
      perZone.answers++
      if (answer.today.calls === null) perZone.unknown++
      else {
        expect(answer.today.calls).toBeLessThanOrEqual(sent)
        if (zone === 'UTC') expect(answer.today.calls).toBeGreaterThanOrEqual(counted - earlier)
        expect(answer.hours.filter(({ future }) => !future).every(({ calls }) => calls !== null)).toBe(true)
      }
      const sum = answer.hotApis.reduce((all, { atLeast }) => all + atLeast, 0)
      expect(sum).toBeLessThanOrEqual(sent)
      expect(codesOf(answer).filter((code) => code !== 'no_expiry')).toEqual([])
      expect(answer.coverage.apis).toBeGreaterThan(0.99)
    }
    services.stop()
    await running
    expect(perZone.unknown / perZone.answers).toBeLessThan(0.02)
    const { counted } = services.done
    await until(async () => {
      const { points } = await core.api.trend({ range: 'day', zone: 'UTC' })
      return points.reduce((sum, { calls }) => sum + (calls ?? 0), 0) === counted
    }, 'all that was counted is shown')
    const whole = await core.api.overview({ zone: 'UTC', top: 50, complete: true })
    expect(whole.hotApis.reduce((sum, { calls }) => sum + calls!, 0)).toBe(whole.today.calls)
  })
})
