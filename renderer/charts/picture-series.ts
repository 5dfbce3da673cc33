import type { PictureSeries } from '../../shared/chart-picture.ts'
import type { RatePoint } from '../../shared/figures.ts'
import type { Bar } from './bar.ts'
import { rateSeries, type XY } from './rate-series.ts'

/** Bars, and the marks beside them where there are any. */
export function barSeries(
  bars: readonly Bar[],
  names: { calls: string; previous: string | null },
): PictureSeries[] {
  const main: PictureSeries = {
    name: names.calls,
    values: bars.map(({ calls }) => calls),
    role: 'main',
    ...statesOf(bars),
  }
  const values = bars.map(({ previous }) => previous)
  if (names.previous === null || values.every((value) => value === null)) return [main]
  return [main, { name: names.previous, values, role: 'earlier' }]
}

/** Parts that are piled up, each null where the whole is unknown; the running and the approximate bars are marked once. */
export function layerSeries(
  bars: readonly Bar[],
  layers: readonly { name: string; values: readonly number[]; role: PictureSeries['role'] }[],
): PictureSeries[] {
  return layers
    .filter(({ values }, i) => i === 0 || values.some((value) => value > 0))
    .map(({ name, values, role }) => ({
      name,
      values: bars.map(({ calls }, i) => (calls === null ? null : (values[i] ?? 0))),
      role,
      ...statesOf(bars),
    }))
}

function statesOf(bars: readonly Bar[]): { partial: number[]; approximate: number[] } {
  const indexes = (holds: (bar: Bar) => boolean): number[] =>
    bars.flatMap((bar, i) => (holds(bar) && bar.calls !== null ? [i] : []))
  return {
    partial: indexes(({ partial }) => partial),
    approximate: indexes(({ approximate }) => approximate),
  }
}

/** The live rate by the second: readings as a line, means of minutes as one of their own. */
export function rateValues(
  points: readonly RatePoint[],
  { startMs, endMs }: { startMs: number; endMs: number },
): { readings: (number | null)[]; minutes: (number | null)[] } {
  const { readings, minutes } = rateSeries(points, endMs)
  const seconds = Array.from(
    { length: Math.round((endMs - startMs) / 1_000) + 1 },
    (_one, i) => startMs + i * 1_000,
  )
  return {
    readings: seconds.map((at) => valueAt(readings, at, between)),
    minutes: seconds.map((at) => valueAt(minutes, at, (before) => before.y)),
  }
}

/** What a line says of an instant; null outside of it and in its gaps. */
function valueAt(
  line: readonly XY[],
  at: number,
  within: (a: XY, b: XY, at: number) => number,
): number | null {
  const next = line.findIndex(({ x }) => x >= at)
  if (next < 0) return null
  const after = line[next]!
  const value = after.x === at ? after.y : next === 0 ? Number.NaN : within(line[next - 1]!, after, at)
  return Number.isFinite(value) ? value : null
}

function between(a: XY, b: XY, at: number): number {
  return a.y + ((b.y - a.y) * (at - a.x)) / (b.x - a.x)
}
