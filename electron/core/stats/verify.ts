import { bucketAt, bucketStart, graceMs } from '../../../shared/time.ts'
import type { Catalogue } from './catalogue.ts'
import type { Issues } from './issues.ts'
import type { CellId, Memory } from './memory.ts'
import type { Reader } from './reader.ts'

export interface VerifyDeps {
  reader: Reader
  memory: Memory
  catalogue: Catalogue
  issues: Issues
  offsetMinutes: number
}

/** The local yesterday of any zone begins so many hours ago at most, a changed clock included. */
const hoursBack = 50

/**
 * Reads the totals of yesterday's and today's hours and days again (at most 54 keys) and puts every hour in doubt that grew
 * since it was closed or to which its endpoints do not add up, so that it is read again. Days that do not add up to their
 * hours are an issue.
 */
export async function verifySums(deps: VerifyDeps): Promise<void> {
  const { reader, memory, issues, offsetMinutes } = deps
  const nowMs = reader.nowMs()
  const today = bucketAt(nowMs, 'day', offsetMinutes)
  const lastHour = bucketAt(nowMs, 'hour', offsetMinutes)
  const firstHour = lastHour - hoursBack
  const hours = Array.from({ length: lastHour - firstHour + 1 }, (_, i) => firstHour + i)
  const before = hours.map((hour) => memory.get('total', 'hour', hour))
  const days = [today - 2, today - 1, today]
  const daysBefore = days.map((day) => memory.get('total', 'day', day))
  const cells = days.map((bucket): CellId => ({ series: 'total', granularity: 'day', bucket }))
  await reader.load([
    ...cells,
    ...hours.map((bucket): CellId => ({ series: 'total', granularity: 'hour', bucket })),
  ])
  hours.forEach((hour, i) => {
    const startMs = bucketStart(hour, 'hour', offsetMinutes)
    const endMs = bucketStart(hour + 1, 'hour', offsetMinutes)
    if (endMs + graceMs > nowMs) return
    const hasGrown = before[i] !== undefined && before[i] !== memory.get('total', 'hour', hour)
    if (hasGrown || !endpointsAddUp(deps, hour)) memory.doubt(startMs, endMs)
  })
  days.slice(0, 2).forEach((day, i) => {
    if (daysBefore[i] === undefined || daysBefore[i] === memory.get('total', 'day', day)) return
    const startMs = bucketStart(day, 'day', offsetMinutes)
    memory.doubt(startMs, startMs + 1)
  })
  reportDay({ memory, issues, day: today - 1 })
}

/** Whether the endpoints of a closed hour that were read add up to its total; an hour that was not read is left alone. */
function endpointsAddUp({ memory, catalogue }: VerifyDeps, hour: number): boolean {
  const total = memory.get('total', 'hour', hour)
  if (typeof total !== 'number') return true
  let sum = 0
  let wasRead = false
  for (const name of catalogue.names('api')) {
    const reading = memory.get(`api:${name}`, 'hour', hour)
    if (reading === undefined) continue
    wasRead = true
    if (typeof reading === 'number') sum += reading
  }
  return !wasRead || sum === total
}

function reportDay({ memory, issues, day }: { memory: Memory; issues: Issues; day: number }): void {
  const total = memory.get('total', 'day', day)
  let sum = 0
  for (let hour = day * 24; hour < (day + 1) * 24; hour++) {
    const reading = memory.get('total', 'hour', hour)
    if (typeof reading === 'number') sum += reading
    else if (reading !== null) return issues.clear('sums')
  }
  if (typeof total !== 'number' || sum === total) return issues.clear('sums')
  issues.raise('sums', {
    code: 'sums_differ',
    message: `The hours of the UTC day before add up to ${sum} calls, its own counter says ${total}: missing hours are unknown.`,
    params: { hours: sum, total },
  })
}
