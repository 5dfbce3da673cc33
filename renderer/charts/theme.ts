/** The colours of the page as the canvas needs them. */
export interface ChartTheme {
  accent: string
  accentSoft: string
  earlier: string
  second: string
  up: string
  down: string
  line: string
  text: string
  muted: string
  surface: string
  font: string
}

export function readChartTheme(element: Element): ChartTheme {
  const style = getComputedStyle(element)
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim()
  return {
    accent: token('accent'),
    accentSoft: token('accent-area'),
    earlier: token('earlier'),
    second: token('second'),
    up: token('up'),
    down: token('down'),
    line: token('line'),
    text: token('text'),
    muted: token('muted'),
    surface: token('surface'),
    font: style.fontFamily,
  }
}
