/** The pages, in the order of the side bar. */
export const pages = [
  'overview',
  'trends',
  'apis',
  'users',
  'reports',
  'health',
  'connections',
  'settings',
] as const
export type Page = (typeof pages)[number]

/** The page of a route's name; the first one where it is of none. */
export function pageOf(name: unknown): Page {
  return pages.find((page) => page === name) ?? 'overview'
}
