import { expect, test } from 'vitest'
import { spanOf } from '../../renderer/format/duration.ts'
import { formatTime } from '../../shared/format/time.ts'
import { allZones, isZone, searchZones, zoneLabel, zoneOffset } from '../../renderer/format/zone.ts'

const at = Date.parse('2026-11-24T07:21:04.000Z')

test('a time is told on the clock of the zone, with 24 hours', () => {
  expect(formatTime(at, 'Asia/Shanghai', 'en', 'minute')).toBe('15:21')
  expect(formatTime(at, 'Asia/Kathmandu', 'en', 'second')).toBe('13:06:04')
  expect(formatTime('2026-11-23T16:00:00.000Z', 'Asia/Shanghai', 'zh', 'minute')).toBe('00:00')
})

test('the distance from UTC is that of the instant', () => {
  expect(zoneOffset('Asia/Shanghai', at)).toBe('UTC+8')
  expect(zoneOffset('Asia/Kathmandu', at)).toBe('UTC+5:45')
  expect(zoneOffset('Europe/Berlin', at)).toBe('UTC+1')
  expect(zoneOffset('Europe/Berlin', Date.parse('2026-07-01T00:00:00Z'))).toBe('UTC+2')
})

test('UTC is named once', () => {
  expect(zoneLabel('UTC', at)).toBe('UTC')
  expect(zoneLabel('Asia/Shanghai', at)).toBe('UTC+8 Asia/Shanghai')
})

test("UTC and the computer's zone come first, and no zone comes twice", () => {
  const zones = allZones('Asia/Shanghai')
  expect(zones.slice(0, 2)).toEqual(['UTC', 'Asia/Shanghai'])
  expect(new Set(zones).size).toBe(zones.length)
  expect(zones.length).toBeGreaterThan(400)
})

test('zones are found by parts of their name and by their distance from UTC', () => {
  const zones = allZones('UTC')
  expect(searchZones(zones, 'new york', at)).toEqual(['America/New_York'])
  expect(searchZones(zones, 'utc+5:45', at)).toEqual(['Asia/Kathmandu'])
  expect(searchZones(zones, 'nowhere', at)).toEqual([])
  expect(searchZones(zones, 'ho', at)[0]).toBe('Asia/Ho_Chi_Minh')
  expect(searchZones(zones, 'kolkata', at)).toEqual(['Asia/Kolkata'])
})

test('what is no zone is not taken for one', () => {
  expect(isZone('Asia/Shanghai')).toBe(true)
  expect(isZone('Asia/Nowhere')).toBe(false)
  expect(isZone('<script>')).toBe(false)
})

test('a span is told in its largest unit, rounded down', () => {
  expect(spanOf(59_999)).toEqual({ unit: 'second', count: 59 })
  expect(spanOf(61_000)).toEqual({ unit: 'minute', count: 1 })
  expect(spanOf(7_300_000)).toEqual({ unit: 'hour', count: 2 })
  expect(spanOf(86_400_000 * 3)).toEqual({ unit: 'day', count: 3 })
  expect(spanOf(-5)).toEqual({ unit: 'second', count: 0 })
})
