import { describe, expect, it } from 'vitest'
import { readStoredReport } from '../../shared/read-stored-report.ts'
import { createZone } from '../../shared/time.ts'
import { plainReport } from '../support/fake-reports.ts'

const date = '2026-11-22'
const zone = createZone('UTC')
const good = plainReport('UTC', date, Date.parse('2026-11-23T01:00:04.112Z'))

const read = (document: unknown) => readStoredReport(JSON.stringify(document), { date, zone })

/** The example of the meaning of figures, word for word. */
const example = `{
  "date": "2026-11-22",
  "total_calls": 15234,
  "api_breakdown": { "/api/weather": 9000, "/api/news": 6234 },
  "success_rate": 0.973086517001444,

  "schema": 1, "zone": "UTC", "approximate": false,
  "status_breakdown": { "success": 14824, "error": 410 },
  "hourly": [{ "start": "2026-11-22T00:00:00.000Z", "minutes": 60, "calls": 812 }],
  "peak_hour": { "start": "2026-11-22T13:00:00.000Z", "calls": 1290 },
  "active_users": 812, "new_users": 40,
  "top_users": [{ "user": "42", "calls": 991 }],
  "previous_day": { "total_calls": 14001, "change": 0.08806513820441397 },
  "previous_week": { "total_calls": 16100, "change": -0.05378881987577639 },
  "quality": { "hours": 1, "apis": 1, "statuses": 1, "users": 1, "issues": [] },
  "generated_at": "2026-11-23T01:00:04.112Z", "generator": "tallyscope 0.1.0"
}`

describe('a stored report of the report zone', () => {
  it('is ours, as the document that it is', () => {
    expect(read(good)).toEqual({ kind: 'ours', report: good })
    const found = readStoredReport(example, { date, zone })
    expect(found).toMatchObject({ kind: 'ours', report: JSON.parse(example) as object })
  })

  it('keeps names that objects have a meaning for, in their place', () => {
    const names = ['__proto__', 'constructor', 'toString', '', '*', 'a\u0000b', '\\xff', '7', '😀']
    const text = JSON.stringify({ ...good, api_breakdown: 'HERE' }).replace(
      '"HERE"',
      `{${names.map((name, i) => `${JSON.stringify(name)}:${i + 1}`).join(',')}}`,
    )
    const found = readStoredReport(text, { date, zone })
    if (found.kind !== 'ours') throw new Error(`not ours: ${found.flaw}`)
    const kept = new Map(Object.entries(found.report.api_breakdown!))
    expect(kept).toEqual(new Map(names.map((name, i) => [name, i + 1])))
    expect(JSON.parse(JSON.stringify(found.report))).toEqual(JSON.parse(text))
  })

  it('of a later version loses the fields that nobody knows here, and an issue keeps its sentence', () => {
    const later = {
      ...good,
      mood: 'fine',
      quality: { ...good.quality, issues: [{ code: 'new_kind', message: 'Something new.' }] },
    }
    expect(read(later)).toEqual({
      kind: 'ours',
      report: {
        ...good,
        quality: { ...good.quality, issues: [{ code: 'incomplete', message: 'Something new.' }] },
      },
    })
  })
})

describe('a stored report that is not ours', () => {
  it.each([
    ['the old form', { date, total_calls: 7, api_breakdown: { a: 7 }, success_rate: 0.5 }, 'old'],
    ['another zone', { ...good, zone: 'Asia/Kathmandu' }, 'other_zone'],
    ['an unknown schema', { ...good, schema: 2 }, 'other_schema'],
    ['a schema that is no number', { ...good, schema: '1' }, 'other_schema'],
    ['a zone without a schema', { date, total_calls: 7, zone: 'UTC' }, 'other_schema'],
  ])('is foreign: %s', (_what, document, form) => {
    const found = read(document)
    expect(found).toMatchObject({ kind: 'foreign', form, flaw: null, calls: document.total_calls })
  })

  it.each<[string, object]>([
    ['another date', { date: '2026-11-21' }],
    ['a negative total', { total_calls: -1 }],
    ['a total that no double holds', { total_calls: 2 ** 53 }],
    ['half a call', { total_calls: 1.5 }],
    ['a total as text', { total_calls: '7' }],
    ['a negative endpoint', { api_breakdown: { a: -1 } }],
    ['endpoints in a list', { api_breakdown: [1] }],
    ['an endpoint that holds an object', { api_breakdown: { a: {} } }],
    ['a rate above 1', { success_rate: 1.5 }],
    ['an hour of another day', { hourly: [{ start: '2026-11-21T23:00:00.000Z', minutes: 60, calls: 1 }] }],
    [
      'hours out of order',
      {
        hourly: ['05', '04'].map((hour) => ({
          start: `2026-11-22T${hour}:00:00.000Z`,
          minutes: 60,
          calls: 1,
        })),
      },
    ],
    ['a negative hour', { hourly: [{ start: '2026-11-22T05:00:00.000Z', minutes: 60, calls: -1 }] }],
    ['too many top users', { top_users: Array.from({ length: 21 }, () => ({ user: 'a', calls: 1 })) }],
    ['an instant that is none', { generated_at: 'yesterday' }],
    ['an endless generator', { generator: 'x'.repeat(201) }],
    ['no quality', { quality: null }],
    ['no zone', { zone: null }],
  ])('and claims to be ours is not believed: %s', (_what, change) => {
    const found = read({ ...good, ...change })
    expect(found).toMatchObject({ kind: 'foreign', form: 'unreadable' })
    expect((found as { flaw: string }).flaw.length).toBeGreaterThan(5)
  })

  it.each(['', 'null', '7', '[]', '{', '"text"', '{"a":1}', '[[[[', '{}', '\u0000'])(
    'and is no report is not believed: %j',
    (text) => {
      expect(readStoredReport(text, { date, zone })).toMatchObject({ kind: 'foreign', form: 'unreadable' })
    },
  )

  it('and is nested as deep as a text can be breaks nothing', () => {
    const deep = `{"schema":1,"zone":"UTC","api_breakdown":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    expect(readStoredReport(deep, { date, zone }).kind).toBe('foreign')
  })

  it('changes nothing in what every object has', () => {
    readStoredReport('{"__proto__":{"zone":"UTC","schema":1,"polluted":true}}', { date, zone })
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    expect(read({}).kind).toBe('foreign')
  })

  it('is so where no report zone was chosen, too', () => {
    const found = readStoredReport(JSON.stringify(good), { date, zone: null })
    expect(found).toMatchObject({ kind: 'foreign', form: 'other_zone', zone: 'UTC' })
  })
})
