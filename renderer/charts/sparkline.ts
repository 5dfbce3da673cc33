/** The line as pieces for SVG polylines: unknown hours leave a gap, a lone hour is a short dash. */
export function sparklinePieces(calls: readonly (number | null)[], width: number, height: number): string[] {
  const known = calls.filter((value) => value !== null)
  if (known.length === 0) return []
  const most = Math.max(...known, 1)
  const step = calls.length > 1 ? width / (calls.length - 1) : width
  const y = (value: number): string => (height - 1 - (value / most) * (height - 2)).toFixed(1)
  const pieces: string[][] = []
  calls.forEach((value, i) => {
    if (value === null) return
    const point = `${(i * step).toFixed(1)},${y(value)}`
    if (i > 0 && calls[i - 1] !== null) pieces.at(-1)!.push(point)
    else pieces.push([point])
  })
  return pieces.map((points) => {
    if (points.length > 1) return points.join(' ')
    const [x, at] = points[0]!.split(',') as [string, string]
    return `${Math.max(0, Number(x) - 1)},${at} ${Math.min(width, Number(x) + 1)},${at}`
  })
}
