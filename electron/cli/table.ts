import { textWidth } from './text-width.ts'

export interface Column {
  title: string
  align: 'left' | 'right'
}

/** Lines of a table with aligned columns, two spaces apart; without its heading where no column has a title. */
export function tableLines(columns: Column[], rows: string[][]): string[] {
  const titles = columns.map(({ title }) => title)
  const lines = titles.some((title) => title !== '') ? [titles, ...rows] : rows
  const widths = columns.map((_, i) => Math.max(0, ...lines.map((cells) => textWidth(cells[i] ?? ''))))
  return lines.map((cells) =>
    columns
      .map(({ align }, i) => {
        const text = cells[i] ?? ''
        const gap = ' '.repeat(widths[i]! - textWidth(text))
        return align === 'right' ? gap + text : text + gap
      })
      .join('  ')
      .trimEnd(),
  )
}
