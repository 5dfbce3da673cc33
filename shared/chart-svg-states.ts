import type { ChartPicture } from './chart-picture.ts'
import { px, type Pen } from './chart-svg-marks.ts'
import { runsOf, type Run } from './neighbours.ts'

/** Runs of points that are over and of which nobody knows the figure that the picture is about. */
export function unknownRuns({ kind, series, labels }: ChartPicture): Run[] {
  const main = series.find(({ role }) => role === 'main')
  const isGone = (i: number): boolean => {
    if (main && kind !== 'stacked') return main.values[i] === null
    const isNull = ({ values }: { values: (number | null)[] }) => values[i] === null
    return series.length > 0 && (kind === 'stacked' ? series.some(isNull) : series.every(isNull))
  }
  // What comes after the bucket that still runs is not unknown: it has not begun.
  const running = Math.max(-1, ...series.flatMap(({ partial = [] }) => partial))
  return runsOf(labels, (_label, i) => isGone(i) && (running < 0 || i <= running))
}

/** A hatched band where nothing is known. */
export function unknownBands(picture: ChartPicture, { scale }: Pen, hatch: string): string {
  return unknownRuns(picture)
    .map(({ from, to }) => {
      const left = scale.x(from) - scale.band / 2
      const width = Math.max(1.5, scale.x(to) + scale.band / 2 - left)
      return `<rect x="${px(left)}" y="${px(scale.top)}" width="${px(width)}" height="${px(scale.bottom - scale.top)}" fill="url(#${hatch})"/>`
    })
    .join('')
}

/** Indexes that are approximate in what is shown, not in what it is compared with. */
export function approximateIndexes({ series }: ChartPicture): Set<number> {
  return new Set(series.flatMap(({ role, approximate = [] }) => (role === 'earlier' ? [] : approximate)))
}

/** "≈" over each figure that is approximate; where they stand close, one over each run of them. */
export function approximateSigns(picture: ChartPicture, { scale, paint }: Pen): string {
  const marked = approximateIndexes(picture)
  const shown = picture.series.filter(({ role }) => role !== 'earlier')
  const heightAt = (i: number): number => {
    const known = shown.map(({ values }) => values[i] ?? 0)
    return picture.kind === 'stacked' ? known.reduce((sum, value) => sum + value, 0) : Math.max(0, ...known)
  }
  return runsOf(picture.labels, (_label, i) => marked.has(i))
    .flatMap(({ from, to }) =>
      scale.band >= 9
        ? Array.from({ length: to - from + 1 }, (_, k) => ({
            x: scale.x(from + k),
            value: heightAt(from + k),
          }))
        : [{ x: (scale.x(from) + scale.x(to)) / 2, value: scale.lines.at(-1)! }],
    )
    .map(({ x, value }) => {
      const y = Math.max(scale.top + 9, scale.y(value) - 3)
      return `<text x="${px(x)}" y="${px(y)}" font-size="11" text-anchor="middle"${paint({ fill: 'muted' })}>≈</text>`
    })
    .join('')
}
