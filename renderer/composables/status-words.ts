import { defaultStatusLists, type StatusLists } from '../../shared/success.ts'

/** Statuses as they are typed, one a line. */
export function wordsOfLines(text: string): string[] {
  const words = text.split('\n').map((line) => line.trim().toLowerCase())
  return [...new Set(words)].filter(Boolean)
}

/** The first status that stands in both lists. */
export function sharedWord({ success, error }: StatusLists): string | null {
  return success.find((word) => error.includes(word)) ?? null
}

/** Whether two lists hold the same statuses, in whatever order. */
export function hasSameWords(a: StatusLists, b: StatusLists): boolean {
  return (['success', 'error'] as const).every((kind) => {
    const [one, other] = [new Set(a[kind]), new Set(b[kind])]
    return one.size === other.size && [...one].every((word) => other.has(word))
  })
}

/** Null where the lists are those that hold unless a person says otherwise. */
export function listsToKeep(lists: StatusLists): StatusLists | null {
  return hasSameWords(lists, defaultStatusLists) ? null : lists
}
