/** Columns of the table of APIs beside the name, in their order. */
export const apiColumns = ['calls', 'share', 'change', 'line', 'first', 'last'] as const

export type ApiColumn = (typeof apiColumns)[number]
/** Beside a day that calls are compared with: its calls and the difference to them. */
export type ComparedColumn = 'previous' | 'difference'

/** The order of the rows: calls and differences begin with the largest. */
export type ApiOrder = 'calls' | 'name' | 'difference'

export const columnWidths: Record<ApiColumn | ComparedColumn, number> = {
  calls: 104,
  share: 92,
  change: 92,
  previous: 104,
  difference: 104,
  line: 80,
  first: 96,
  last: 96,
}
