import { describe, expect, it } from 'vitest'
import { createCallSpread } from '../../electron/core/users/call-spread.ts'
import { createTopList } from '../../electron/core/users/top-list.ts'
import { createUserCalls, type UserCalls } from '../../electron/core/users/user-calls.ts'
import { randomOf } from '../support/random.ts'

function settle(users: UserCalls): void {
  for (const _part of users.settle());
}

function callsOf(users: UserCalls): number[] {
  const calls: number[] = []
  for (const _part of users.each((one) => calls.push(one)));
  return calls.sort((a, b) => a - b)
}

describe('the users of a day', () => {
  it('count once each, with the larger of their readings', () => {
    const users = createUserCalls()
    users.add(1, 2, 5)
    users.add(1, 3, 6)
    users.add(1, 2, 9)
    users.add(1, 2, 7)
    settle(users)
    expect([users.users(), users.calls(), callsOf(users)]).toEqual([2, 15, [6, 9]])
    users.add(1, 3, 8)
    users.add(4, 4, 1)
    settle(users)
    expect([users.users(), users.calls(), callsOf(users)]).toEqual([3, 18, [1, 8, 9]])
  })

  it('keep counts that need more than 32 bits', () => {
    const users = createUserCalls()
    users.add(1, 1, 2 ** 32 - 1)
    users.add(2, 2, 2 ** 53 - 1)
    users.add(2, 2, 2 ** 40)
    settle(users)
    expect(callsOf(users)).toEqual([2 ** 32 - 1, 2 ** 53 - 1])
  })

  it('are all there where they are very many, each part in order', () => {
    const random = randomOf('users')
    const users = createUserCalls()
    const expected = new Map<bigint, number>()
    for (let i = 0; i < 300_000; i++) {
      const low = Math.floor(random() * 2 ** 32)
      // Alike low halves collide.
      const high = i % 3 === 0 ? 7 : Math.floor(random() * 2 ** 32)
      const calls = 1 + Math.floor(random() * 9)
      const hash = BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low))
      expected.set(hash, Math.max(calls, expected.get(hash) ?? 0))
      users.add(low, high, calls)
      if (i % 10 === 0) users.add(low, high, 1)
    }
    settle(users)
    const parts = [...users.hashes()].map((part) => [...part])
    const found = parts.flat()
    expect(users.users()).toBe(expected.size)
    expect(new Set(found)).toEqual(new Set(expected.keys()))
    expect(found.length).toBe(expected.size)
    expect(users.calls()).toBe([...expected.values()].reduce((sum, calls) => sum + calls, 0))
    for (const part of parts) expect(part.every((hash, i) => i === 0 || part[i - 1]! < hash)).toBe(true)
  })
})

describe('how calls fall to users', () => {
  it('tells the calls of the busiest', () => {
    const spread = createCallSpread()
    for (const calls of [3, 70_000, 1, 3, 9_000_000, 65_535, 3]) spread.add(calls)
    expect([0, 1, 2, 3, 4, 5, 7, 9].map((users) => spread.ofBusiest(users))).toEqual([
      0, 9_000_000, 9_070_000, 9_135_535, 9_135_538, 9_135_541, 9_135_545, 9_135_545,
    ])
  })
})

describe('the busiest users', () => {
  it('are those of most calls, ties in code point order, whatever order they come in', () => {
    const random = randomOf('top')
    const all = Array.from({ length: 200 }, (_, i) => ({
      user: i % 5 === 0 ? `😀${i}` : i % 7 === 0 ? `\uffff${i}` : `u${i}`,
      calls: Math.floor(random() * 12),
    }))
    const top = createTopList(20)
    for (const { user, calls } of all) {
      top.offer(user, calls)
      if (random() < 0.5) top.offer(user, calls)
      if (random() < 0.5) top.offer(user, calls - 1)
    }
    const points = (text: string): number[] => [...text].map((one) => one.codePointAt(0)!)
    const before = (a: number[], b: number[]): number => {
      const at = a.findIndex((point, i) => point !== b[i])
      return at < 0 ? a.length - b.length : a[at]! - (b[at] ?? -1)
    }
    const expected = all
      .toSorted((a, b) => b.calls - a.calls || before(points(a.user), points(b.user)))
      .slice(0, 20)
    expect(top.list()).toEqual(expected)
  })

  it('move up when a later reading of them is larger', () => {
    const top = createTopList(2)
    top.offer('a', 5)
    top.offer('b', 4)
    top.offer('b', 6)
    top.offer('c', 3)
    expect(top.list()).toEqual([
      { user: 'b', calls: 6 },
      { user: 'a', calls: 5 },
    ])
  })
})
