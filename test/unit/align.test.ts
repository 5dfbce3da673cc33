import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alignCounts, type Counted } from '../../shared/align.ts'

test('three lists of one sum are walked by calls that they have in common', () => {
  const steps = alignCounts(
    [
      ['/a', 5],
      ['/b', 2],
    ],
    [
      ['ok', 3],
      ['error', 4],
    ],
    [
      ['1', 1],
      ['2', 6],
    ],
  )
  expect([...steps]).toEqual([
    { a: '/a', b: 'ok', c: '1', calls: 1 },
    { a: '/a', b: 'ok', c: '2', calls: 2 },
    { a: '/a', b: 'error', c: '2', calls: 2 },
    { a: '/b', b: 'error', c: '2', calls: 2 },
  ])
})

test('a thing without calls is left out', () => {
  const only: Counted<string>[] = [
    ['none', 0],
    ['some', 2],
    ['none again', 0],
  ]
  expect([...alignCounts(only, [['b', 2]], [['c', 2]])]).toEqual([{ a: 'some', b: 'b', c: 'c', calls: 2 }])
})

test('the steps add up to every thing of every list', () => {
  const parts = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(parts, parts, parts, (...lists) => {
      const sums = lists.map((list) => list.reduce((sum, calls) => sum + calls, 0))
      const most = Math.max(...sums)
      const filled = lists.map((list, i) =>
        [...list, most - sums[i]!].map((calls, thing): Counted<number> => [thing, calls]),
      )
      const counted = filled.map((list) => list.map(() => 0))
      for (const { a, b, c, calls } of alignCounts(filled[0]!, filled[1]!, filled[2]!)) {
        for (const [i, thing] of [a, b, c].entries()) counted[i]![thing]! += calls
      }
      expect(counted).toEqual(filled.map((list) => list.map(([, calls]) => calls)))
    }),
  )
})
