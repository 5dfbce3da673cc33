import type { BarElement, Chart } from 'chart.js'

/** Where the bar of a bucket stands, all that is stacked in it taken together; null where there is none. */
export function barPlace(
  chart: Chart,
  index: number,
): { x: number; y: number; base: number; width: number } | null {
  const parts = chart.getSortedVisibleDatasetMetas().flatMap(({ type, data }) => {
    const element = type === 'bar' ? (data[index] as BarElement | undefined) : undefined
    if (!element) return []
    const { x, y, base, width } = element.getProps(['x', 'y', 'base', 'width'], true)
    return x === null || y === null || Number.isNaN(y) ? [] : [{ x, y, base, width }]
  })
  const [first] = parts
  if (!first) return null
  return {
    ...first,
    y: Math.min(...parts.map(({ y }) => y)),
    base: Math.max(...parts.map(({ base }) => base)),
  }
}
