import type { RatePoint } from '../../shared/figures.ts'

export interface Span {
  fromMs: number
  toMs: number
}

/**
 * Where the live chart knows nothing, joined where they touch. A reading tells of the time before it, the mean of a minute
 * of the time after it.
 */
export function unknownSpans(points: readonly RatePoint[], startMs: number, endMs: number): Span[] {
  if (points.length === 0) return [{ fromMs: startMs, toMs: endMs }]
  const spans: Span[] = []
  points.forEach(({ at, callsPerSecond, from }, i) => {
    if (callsPerSecond !== null) return
    const ms = Date.parse(at)
    const before = points[i - 1]
    const after = points[i + 1]
    const span =
      from === 'minute'
        ? { fromMs: ms, toMs: after ? Date.parse(after.at) : endMs }
        : { fromMs: before ? Date.parse(before.at) : startMs, toMs: ms }
    const last = spans.at(-1)
    if (last && last.toMs >= span.fromMs) last.toMs = span.toMs
    else spans.push(span)
  })
  return spans
}
