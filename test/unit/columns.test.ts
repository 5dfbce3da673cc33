import { describe, expect, it } from 'vitest'
import { withColumns } from '../../electron/core/stats/columns.ts'
import { createMemory } from '../../electron/core/stats/memory.ts'

const dayMs = 86_400_000
const today = 20_781
const nowMs = today * dayMs + 9 * 3_600_000

function open(mostCells?: number) {
  const inner = createMemory(0)
  const memory = withColumns(inner, 0, mostCells)
  const put = (
    series: string,
    bucket: number,
    reading: number | null | 'bad_value',
    granularity = 'day' as const,
  ) => memory.put({ series, granularity, bucket }, reading, nowMs, 365 * dayMs)
  const isWanted = (series: string, bucket: number): boolean =>
    memory.isWanted(series, 'day', bucket, { nowMs, lifeMs: 0 })
  return { inner, memory, put, isWanted }
}

describe('old days of endpoints', () => {
  it('are kept beside the memory, missing ones too, and not asked for again', () => {
    const { inner, memory, put, isWanted } = open()
    put('api:/a', today - 10, 7)
    put('api:/b', today - 10, null)
    expect(inner.get('api:/a', 'day', today - 10)).toBeUndefined()
    expect(memory.get('api:/a', 'day', today - 10)).toBe(7)
    expect(memory.getAt('api:/b', 'day', today - 10, nowMs)).toBeNull()
    expect(memory.get('api:/c', 'day', today - 10)).toBeUndefined()
    expect(memory.floor('api:/a', 'day', today - 10)).toBe(7)
    expect(memory.floor('api:/b', 'day', today - 10)).toBe(0)
    expect([isWanted('api:/a', today - 10), isWanted('api:/b', today - 10)]).toEqual([false, false])
    expect(isWanted('api:/c', today - 10)).toBe(true)
  })

  it('that are doubted are read again, and what was known of them stays their lower bound', () => {
    const { memory, put, isWanted } = open()
    for (const day of [today - 10, today - 9]) put('api:/a', day, 7)
    put('api:/b', today - 10, null)
    memory.doubt((today - 10) * dayMs, (today - 9) * dayMs)
    expect([isWanted('api:/a', today - 10), isWanted('api:/b', today - 10)]).toEqual([true, true])
    expect(isWanted('api:/a', today - 9)).toBe(false)
    expect(memory.get('api:/a', 'day', today - 10)).toBe(7)
    expect(memory.floor('api:/a', 'day', today - 10)).toBe(7)
    put('api:/a', today - 10, 9)
    expect(memory.get('api:/a', 'day', today - 10)).toBe(9)
    expect(isWanted('api:/a', today - 10)).toBe(false)
  })

  it('keep the larger of two readings', () => {
    const { memory, put } = open()
    for (const reading of [7, null, 9, 8]) put('api:/a', today - 10, reading)
    expect(memory.get('api:/a', 'day', today - 10)).toBe(9)
  })

  it('of which Redis has less than before are told, unless they have expired', () => {
    const { memory, put } = open()
    expect(put('api:/a', today - 10, 7)).toBe(false)
    expect([put('api:/a', today - 10, 3), put('api:/a', today - 10, null)]).toEqual([true, true])
    expect(put('api:/a', today - 10, 8)).toBe(false)
    put('api:/b', today - 400, 5)
    expect(put('api:/b', today - 400, null)).toBe(false)
    expect([memory.get('api:/a', 'day', today - 10), memory.isFinal('api:/a', 'day', today - 10)]).toEqual([
      8,
      true,
    ])
  })

  it('are distinct by width, bucket and endpoint', () => {
    const { memory, put } = open()
    put('api:/a', 20_700, 1)
    memory.put({ series: 'api:/a', granularity: 'hour', bucket: 20_700 }, 2, nowMs, dayMs)
    put('api:/a', 20_701, 3)
    expect(memory.get('api:/a', 'day', 20_700)).toBe(1)
    expect(memory.get('api:/a', 'hour', 20_700)).toBe(2)
    expect(memory.get('api:/a', 'day', 20_701)).toBe(3)
  })

  it('that hold no counter, totals, and days that may still be verified stay in the memory', () => {
    const { inner, put } = open()
    put('api:/bad', today - 10, 'bad_value')
    put('total', today - 10, 5)
    put('api:/a', today - 1, 6)
    expect(inner.get('api:/bad', 'day', today - 10)).toBe('bad_value')
    expect(inner.get('total', 'day', today - 10)).toBe(5)
    expect(inner.get('api:/a', 'day', today - 1)).toBe(6)
  })

  it('make room for others when there are too many, the first read first', () => {
    const { isWanted, put } = open(3_000)
    for (const day of [today - 10, today - 11, today - 12]) put('api:/a', day, 1)
    expect([10, 11, 12].map((back) => isWanted('api:/a', today - back))).toEqual([true, false, false])
  })

  it('grow with the number of endpoints', () => {
    const { memory, put } = open()
    for (let i = 0; i < 3_000; i++) put(`api:/${i}`, today - 10, i)
    for (let i = 0; i < 3_000; i++) expect(memory.get(`api:/${i}`, 'day', today - 10)).toBe(i)
  })
})
