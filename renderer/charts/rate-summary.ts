import type { RatePoint } from '../../shared/figures.ts'

/** What the line says, before it is put into words. */
export type RateSummary =
  | { kind: 'none' }
  | { kind: 'quiet' }
  | { kind: 'steady'; level: number; outlier: Outlier | null }
  | { kind: 'rising' | 'falling'; from: number; to: number }
  | { kind: 'varying'; low: number; high: number; outlier: Outlier | null }

export interface Outlier {
  kind: 'burst' | 'dip'
  value: number
  /** Epoch milliseconds of the extreme. */
  at: number
  seconds: number
}

interface Known {
  at: number
  value: number
}

/** The mean of a minute stands for at most so many seconds. */
const minuteSeconds = 60

/** A median filter of so many points takes the flicker of single seconds out. */
const smoothing = 5

/**
 * The last minutes in a few numbers. Level: the median. Outlier: the most extreme run of at most 60 s that stays 25% of the
 * level away from it, while at least half of the line is within 15%. Rising, falling: the last fifth against the first, by
 * more than 15%, with the middle in between.
 */
export function summariseRate(points: readonly RatePoint[], endMs: number): RateSummary {
  const known = eachSecond(points, endMs)
  if (known.length === 0) return { kind: 'none' }
  if (known.every(({ value }) => value === 0)) return { kind: 'quiet' }
  const smooth = known.map(({ at }, i) => ({ at, value: median(around(known, i)) }))
  const values = smooth.map(({ value }) => value)
  const level = median(values)
  const fifth = Math.max(1, Math.floor(values.length / 5))
  const from = median(values.slice(0, fifth))
  const to = median(values.slice(-fifth))
  const middle = median(values.slice(fifth, -fifth).length > 0 ? values.slice(fifth, -fifth) : values)
  const near = values.filter((value) => Math.abs(value - level) <= level * 0.15).length
  const outlier = near >= values.length / 2 ? findOutlier(smooth, known, level) : null
  if (level > 0 && near >= values.length * 0.7) return { kind: 'steady', level, outlier }
  if (Math.abs(to - from) > Math.max(from, to) * 0.15 && isBetween(middle, from, to) && !outlier) {
    return { kind: to > from ? 'rising' : 'falling', from, to }
  }
  const rest = outlier ? values.filter((value) => !isBeyond(value, level, outlier.kind)) : values
  return { kind: 'varying', low: Math.min(...rest), high: Math.max(...rest), outlier }
}

/** One value for about each second, so that the mean of a minute weighs as much as a minute of readings. */
function eachSecond(points: readonly RatePoint[], endMs: number): Known[] {
  return points.flatMap(({ at, callsPerSecond, from }, i) => {
    if (callsPerSecond === null) return []
    const startMs = Date.parse(at)
    if (from === 'refresh') return [{ at: startMs, value: callsPerSecond }]
    const next = points[i + 1]
    const seconds = Math.round(((next ? Date.parse(next.at) : endMs) - startMs) / 1_000)
    const length = Math.min(minuteSeconds, Math.max(1, seconds))
    return Array.from({ length }, (_one, second) => ({ at: startMs + second * 1_000, value: callsPerSecond }))
  })
}

function findOutlier(smooth: readonly Known[], known: readonly Known[], level: number): Outlier | null {
  if (level === 0) return null
  let best: Outlier | null = null
  for (const kind of ['burst', 'dip'] as const) {
    for (let i = 0; i < smooth.length; i++) {
      if (!isBeyond(smooth[i]!.value, level, kind)) continue
      let end = i
      while (end + 1 < smooth.length && isBeyond(smooth[end + 1]!.value, level, kind)) end += 1
      const run = known.slice(i, end + 1)
      const seconds = Math.round((known[Math.min(end + 1, known.length - 1)]!.at - run[0]!.at) / 1_000)
      const extreme = run.reduce((most, one) => (isFurther(one.value, most.value, kind) ? one : most))
      if (seconds >= 3 && seconds <= 60 && (!best || distance(extreme.value) > distance(best.value))) {
        best = { kind, value: extreme.value, at: extreme.at, seconds }
      }
      i = end
    }
  }
  return best

  function distance(value: number): number {
    return Math.abs(value - level)
  }
}

function isBeyond(value: number, level: number, kind: Outlier['kind']): boolean {
  return kind === 'burst' ? value > level * 1.25 : value < level * 0.75
}

function isFurther(value: number, than: number, kind: Outlier['kind']): boolean {
  return kind === 'burst' ? value > than : value < than
}

function isBetween(value: number, a: number, b: number): boolean {
  return value >= Math.min(a, b) && value <= Math.max(a, b)
}

function around(known: readonly Known[], i: number): number[] {
  const half = Math.floor(smoothing / 2)
  return known.slice(Math.max(0, i - half), i + half + 1).map(({ value }) => value)
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}
