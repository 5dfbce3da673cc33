import type { SourceInfo } from '../../../../shared/connection.ts'
import { reportKey } from '../../../../shared/keys.ts'
import { reportKeys } from '../../../../shared/scheme-keys.ts'
import { widthMs } from '../../../../shared/time.ts'
import type { Source } from '../source.ts'

const datesBack = 14
const mostCandidates = 5

/** The prefix of stored daily reports: the one that was asked for where any stands there, else one of the sample's. */
export async function findReportPrefix(
  source: Pick<Source, 'types' | 'texts'>,
  { info, keys, nowMs }: { info: SourceInfo; keys: readonly string[]; nowMs: number },
): Promise<string | null> {
  const dates = Array.from({ length: datesBack }, (_, i) =>
    new Date(nowMs - (i + 1) * widthMs.day).toISOString().slice(0, 10),
  )
  const types = await source.types(dates.map((date) => reportKey(info.reportPrefix, date)))
  if (types.includes('string')) return info.reportPrefix
  const found = [...reportKeys(keys)].slice(0, mostCandidates)
  if (found.length === 0) return null
  const texts = await source.texts(found.map(([, [first]]) => first!))
  const at = texts.findIndex(isReport)
  return at < 0 ? null : found[at]![0]
}

function isReport(text: string | null): boolean {
  if (text === null) return false
  try {
    const report: unknown = JSON.parse(text)
    return typeof report === 'object' && report !== null && 'total_calls' in report
  } catch {
    return false
  }
}
