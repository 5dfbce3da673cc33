import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../support/fake-clock.ts'
import { createMapSource } from '../support/map-source.ts'
import { settled, watching } from '../support/watching.ts'

// 2026-11-24 is day 20781.
const nowMs = Date.parse('2026-11-24T09:30:30Z')

/** A watch over endpoints that were called so often today. */
function over(calls: (readonly [name: string, count: number])[]) {
  const total = calls.reduce((sum, [, count]) => sum + count, 0)
  const clock = createFakeClock(nowMs)
  const source = createMapSource(clock, [
    ['stats:day:20781:total', total],
    ...calls.map(([name, count]) => [`stats:day:20781:api:${name}`, count] as const),
  ])
  const watched = watching(source, clock)
  const find = async (search: string, limit = 100) => (await watched.watch.endpoints({ search, limit })).names
  return { ...watched, source, find }
}

describe('endpoints', () => {
  it('are found by a part of their name in any case, those with most calls first', async () => {
    const world = over([
      ['/api/News', 5],
      ['/api/weather', 80],
      ['/v2/news', 40],
      ['/api/天气', 1],
    ])
    await world.overview()
    expect(await world.find('')).toEqual(['/api/weather', '/v2/news', '/api/News', '/api/天气'])
    expect(await world.find('NEWS')).toEqual(['/v2/news', '/api/News'])
    expect(await world.find(' 天气 ')).toEqual(['/api/天气'])
    expect(await world.find('nothing')).toEqual([])
  })

  it('with as many calls stand in code point order', async () => {
    const world = over(['/b', '/a', '/é', '/B'].map((name) => [name, 3] as const))
    await world.overview()
    expect(await world.find('')).toEqual(['/B', '/a', '/b', '/é'])
  })

  it('are found by what is shown of an odd name', async () => {
    const world = over(
      ['two\nlines', '__proto__', '/\u202etxt', 'a\\x', ''].map((name) => [name, 1] as const),
    )
    await world.overview()
    expect(await world.find('two\\n')).toEqual(['two\nlines'])
    expect(await world.find('\\u{202e}')).toEqual(['/\u202etxt'])
    expect(await world.find('proto')).toEqual(['__proto__'])
    expect(await world.find('')).toContain('')
  })

  it('of 10,000 are given as few as asked for, with how many match and how many there are', async () => {
    const names = Array.from({ length: 10_000 }, (_, i) => [`/api/${i}`, (i % 97) + 1] as const)
    const world = over(names)
    await world.overview('UTC', { top: 1 })
    const found = await world.watch.endpoints({ search: '/api/99', limit: 20 })
    expect(found).toMatchObject({ matches: 111, known: 10_000 })
    expect(found.names).toHaveLength(20)
  })

  it('are looked for behind the answer where none is known yet', async () => {
    const world = over([['/late', 7]])
    expect(await world.find('')).toEqual([])
    await settled()
    expect(await world.find('')).toEqual(['/late'])
  })
})
