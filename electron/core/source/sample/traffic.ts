import { alignCounts, type Counted } from '../../../../shared/align.ts'
import { tableRetentionMs, widthMs } from '../../../../shared/time.ts'
import { createSampleCounts, sampleStatuses, type SampleCounts } from './counts.ts'

/** Calls of the sample data that are alike in everything. */
export interface SampleCalls {
  atMs: number
  user: string
  endpoint: string
  status: string
  calls: number
}

/**
 * The sample data as calls, oldest first, up to `nowMs`: counted by the table of the counters they come to what the sample
 * source shows at that instant. Calls of an hour whose minutes are not kept any more come at its start, those of a day
 * whose hours are not kept at the start of the day.
 */
export function* sampleTraffic(nowMs: number): Generator<SampleCalls> {
  const counts = createSampleCounts()
  const today = Math.floor(nowMs / widthMs.day)
  for (let day = counts.firstDay(nowMs); day <= today; day++) yield* callsOfDay(counts, day, nowMs)
}

function* callsOfDay(counts: SampleCounts, day: number, nowMs: number): Generator<SampleCalls> {
  const spans = [...spansOf(day, nowMs)]
  const { ids, calls } = counts.users(day)
  const total = counts.day(day).total(Math.min(widthMs.day, nowMs - day * widthMs.day))
  const users = ids.map((id, place): Counted<string> => [id, calls(place, total)])
  const steps = alignCounts(endpointsIn(counts, day, spans), statusesIn(counts, day, spans), users)
  for (const { a, b, c, calls: alike } of steps) {
    yield { atMs: a.atMs, endpoint: a.endpoint, status: b, user: c, calls: alike }
  }
}

/** A part of a day, in milliseconds from its start. */
interface Span {
  fromMs: number
  toMs: number
}

/** The minutes, hours or whole of a day, whichever counters are still kept. */
function* spansOf(day: number, nowMs: number): Generator<Span> {
  const startMs = day * widthMs.day
  const endMs = Math.min(widthMs.day, nowMs - startMs)
  for (let fromMs = 0; fromMs < endMs;) {
    const widestMs = startMs + widthMs.day + tableRetentionMs.hour <= nowMs ? widthMs.day : widthMs.hour
    const hourEndMs = startMs + fromMs + widthMs.hour
    const isByMinute = hourEndMs + tableRetentionMs.minute > nowMs
    const toMs = Math.min(endMs, fromMs + (isByMinute ? widthMs.minute : widestMs))
    yield { fromMs, toMs }
    fromMs = toMs
  }
}

function* endpointsIn(
  counts: SampleCounts,
  day: number,
  spans: Span[],
): Generator<Counted<{ atMs: number; endpoint: string }>> {
  const { names, endpoint: callsOf } = counts.day(day)
  for (const { fromMs, toMs } of spans) {
    const atMs = day * widthMs.day + fromMs
    for (const [place, endpoint] of names.entries()) {
      yield [{ atMs, endpoint }, callsOf(place, toMs) - callsOf(place, fromMs)]
    }
  }
}

function* statusesIn(counts: SampleCounts, day: number, spans: Span[]): Generator<Counted<string>> {
  for (const { fromMs, toMs } of spans) {
    for (const status of sampleStatuses) {
      yield [status, counts.statusCalls(status, day, toMs) - counts.statusCalls(status, day, fromMs)]
    }
  }
}
