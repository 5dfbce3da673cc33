import { expect, test } from 'vitest'
import {
  filterApis,
  nextSort,
  parseSort,
  sortApis,
  sortText,
} from '../../renderer/composables/hot-api-order.ts'
import type { HotApi } from '../../shared/figures.ts'

const api = (endpoint: string, calls: number | null, change: number | null = null): HotApi => ({
  endpoint,
  calls,
  atLeast: calls ?? 0,
  share: calls === null ? null : calls / 100,
  previous: null,
  change,
  isNew: false,
})

const names = (apis: readonly HotApi[]): string[] => apis.map(({ endpoint }) => endpoint)
const apis = [api('/b', 5, 0.2), api('/a', 5, -0.5), api('/c', null), api('/d', 9)]

test('most calls first, ties by name, unknown last', () => {
  expect(names(sortApis(apis, parseSort('-calls')))).toEqual(['/d', '/a', '/b', '/c'])
})

test('unknown figures are last in both directions', () => {
  expect(names(sortApis(apis, parseSort('calls')))).toEqual(['/a', '/b', '/d', '/c'])
  expect(names(sortApis(apis, parseSort('change')))).toEqual(['/a', '/b', '/d', '/c'])
  expect(names(sortApis(apis, parseSort('-change')))).toEqual(['/b', '/a', '/d', '/c'])
})

test('names sort by code point', () => {
  expect(names(sortApis([api('é', 1), api('z', 1), api('Z', 1)], parseSort('endpoint')))).toEqual([
    'Z',
    'z',
    'é',
  ])
})

test('an order in the address that does not exist is the first order', () => {
  expect(sortText(parseSort('__proto__'))).toBe('-calls')
  expect(sortText(parseSort('-change'))).toBe('-change')
})

test('figures start with the largest, names with A, and a second press turns the order', () => {
  const first = parseSort('-calls')
  expect(sortText(nextSort(first, 'calls'))).toBe('calls')
  expect(sortText(nextSort(first, 'change'))).toBe('-change')
  expect(sortText(nextSort(first, 'endpoint'))).toBe('endpoint')
})

test('the filter takes the name as it is shown and no pattern', () => {
  const odd = [api('/API/Weather', 1), api('/a.b', 1), api('/line\nbreak', 1), api('__proto__', 1)]
  expect(names(filterApis(odd, ' weather '))).toEqual(['/API/Weather'])
  expect(names(filterApis(odd, '.'))).toEqual(['/a.b'])
  expect(names(filterApis(odd, '\\n'))).toEqual(['/line\nbreak'])
  expect(filterApis(odd, '')).toBe(odd)
})
