/** Columns of the table of APIs beside the name, in their order. */
export const apiColumns = ['calls', 'share', 'change', 'line', 'first', 'last'] as const

export type ApiColumn = (typeof apiColumns)[number]

export const columnWidths: Record<ApiColumn, number> = {
  calls: 104,
  share: 92,
  change: 92,
  line: 80,
  first: 96,
  last: 96,
}
