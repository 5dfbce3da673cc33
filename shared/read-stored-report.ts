import * as v from 'valibot'
import type { DailyReport } from './daily-report.ts'
import type { ForeignForm } from './foreign-reports.ts'
import { reportDocumentSchema } from './report-document-schema.ts'
import type { Zone } from './time.ts'

/** What a stored report that is not ours says of itself; null where it says nothing that is one. */
export interface ForeignFacts {
  form: ForeignForm
  calls: number | null
  successRate: number | null
  zone: string | null
  generator: string | null
}

export type ReadReport =
  | { kind: 'ours'; report: DailyReport }
  /** `flaw` says why one that claims to be ours, or is no report at all, cannot be believed. */
  | ({ kind: 'foreign'; flaw: string | null } & ForeignFacts)

/**
 * What the text under the key of a date is (section 6 of the meaning of figures): ours where its `schema` is known, its `zone` is
 * the report zone and it holds what such a report must hold; else foreign. Without a zone nothing is ours.
 */
export function readStoredReport(
  text: string | null,
  { date, zone }: { date: string; zone: Zone | null },
): ReadReport {
  const document = documentIn(text)
  if (!document)
    return unreadable(null, text === null ? 'it is no text, or longer than 4 MB' : 'it is no JSON object')
  const facts = factsOf(document)
  const field = (name: string): unknown => (Object.hasOwn(document, name) ? document[name] : undefined)
  const schema = field('schema')
  if (schema === undefined && field('zone') === undefined) {
    const flaw = facts.calls === null ? 'it has no total_calls' : null
    return { kind: 'foreign', ...facts, form: flaw === null ? 'old' : 'unreadable', flaw }
  }
  if (schema !== 1) return { kind: 'foreign', ...facts, form: 'other_schema', flaw: null }
  if (facts.zone !== null && facts.zone !== zone?.id)
    return { kind: 'foreign', ...facts, form: 'other_zone', flaw: null }
  if (!zone) return unreadable(facts, 'its zone is none')
  const checked = v.safeParse(reportDocumentSchema(zone.day(date), zone.id), document)
  if (checked.success) return { kind: 'ours', report: checked.output }
  const [issue] = checked.issues
  const path = v.getDotPath(issue)?.slice(0, 100)
  return unreadable(facts, `${path ? `${path}: ` : ''}${issue.message.slice(0, 200)}`)
}

function unreadable(facts: ForeignFacts | null, flaw: string): ReadReport {
  const none: ForeignFacts = {
    form: 'unreadable',
    calls: null,
    successRate: null,
    zone: null,
    generator: null,
  }
  return { kind: 'foreign', ...(facts ?? none), form: 'unreadable', flaw }
}

function documentIn(text: string | null): Record<string, unknown> | null {
  if (text === null) return null
  try {
    const parsed: unknown = JSON.parse(text)
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    return isObject ? (parsed as Record<string, unknown>) : null
  } catch {
    return null
  }
}

const facts = {
  calls: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  successRate: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
}

function factsOf(document: Record<string, unknown>): ForeignFacts {
  const of = <T>(name: string, schema: v.GenericSchema<unknown, T>): T | null => {
    const checked = Object.hasOwn(document, name) ? v.safeParse(schema, document[name]) : null
    return checked?.success ? checked.output : null
  }
  return {
    form: 'old',
    calls: of('total_calls', facts.calls),
    successRate: of('success_rate', facts.successRate),
    zone: of('zone', facts.text),
    generator: of('generator', facts.text),
  }
}
