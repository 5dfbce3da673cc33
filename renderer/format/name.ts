export interface NameParts {
  /** Gives way first where there is little room. */
  head: string
  /** Always in sight: the end of a path tells endpoints apart. */
  tail: string
}

const longestHead = 160
const tailLength = 12

/** The two ends of a visible name; of one that is very long its middle is left out. */
export function nameParts(visible: string): NameParts {
  const characters =
    visible.length > 1_000 ? [...visible.slice(0, 400), '…', ...visible.slice(-400)] : [...visible]
  if (characters.length <= tailLength + 4) return { head: visible, tail: '' }
  const head = characters.slice(0, -tailLength).join('')
  return {
    head: head.length > longestHead ? `${[...head.slice(0, longestHead)].join('')}…` : head,
    tail: characters.slice(-tailLength).join(''),
  }
}
