/** Dates or instants, as they are told to a file's name and to each of its rows. */
export interface SavedRange {
  from: string
  to: string
}

/** From one to another, or of one alone. */
export function rangeOf(from: string, to = from): SavedRange {
  return { from, to }
}
