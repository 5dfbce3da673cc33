import type { HotApi } from '../../shared/figures.ts'
import { compareNames } from '../../shared/names.ts'
import { visibleName } from '../../shared/visible-name.ts'

export const sortColumns = ['endpoint', 'calls', 'share', 'change'] as const
export type SortColumn = (typeof sortColumns)[number]

export interface Sort {
  column: SortColumn
  direction: 'ascending' | 'descending'
}

export const firstSort: Sort = { column: 'calls', direction: 'descending' }

/** `calls` ascending, `-calls` descending; the first order for anything else. */
export function parseSort(text: string): Sort {
  const column = sortColumns.find((name) => name === text.replace(/^-/, ''))
  if (!column) return firstSort
  return { column, direction: text.startsWith('-') ? 'descending' : 'ascending' }
}

export function sortText({ column, direction }: Sort): string {
  return direction === 'descending' ? `-${column}` : column
}

/** The order after a header was pressed: figures start with the largest, names with A; a second press turns it. */
export function nextSort(sort: Sort, column: SortColumn): Sort {
  if (sort.column === column) {
    return { column, direction: sort.direction === 'ascending' ? 'descending' : 'ascending' }
  }
  return { column, direction: column === 'endpoint' ? 'ascending' : 'descending' }
}

/** A sorted copy: unknown figures last in both directions, ties by calls, then by name. */
export function sortApis(apis: readonly HotApi[], { column, direction }: Sort): HotApi[] {
  const turn = direction === 'ascending' ? 1 : -1
  return apis.toSorted((a, b) => {
    if (column === 'endpoint') return turn * compareNames(a.endpoint, b.endpoint)
    const [x, y] = [figure(a, column), figure(b, column)]
    if (x === null || y === null) {
      if (x !== y) return x === null ? 1 : -1
    } else if (x !== y) {
      return turn * (x - y)
    }
    return b.atLeast - a.atLeast || compareNames(a.endpoint, b.endpoint)
  })
}

/** Those whose name, as it is shown, holds the text; case does not matter. */
export function filterApis<Named extends { endpoint: string }>(
  apis: readonly Named[],
  filter: string,
): readonly Named[] {
  const text = filter.trim().toLowerCase()
  if (text === '') return apis
  return apis.filter(({ endpoint }) => visibleName(endpoint).toLowerCase().includes(text))
}

function figure(api: HotApi, column: Exclude<SortColumn, 'endpoint'>): number | null {
  if (column === 'calls') return api.calls ?? (api.atLeast > 0 ? api.atLeast : null)
  return api[column]
}
