/** A Redis glob as a test: `*`, `?`, `[a-z]`, `[^a]` and a backslash before a literal sign. */
export function globTest(glob: string): (text: string) => boolean {
  if (/^[^*?[\]\\]*\*$/.test(glob)) {
    const head = glob.slice(0, -1)
    return (text) => text.startsWith(head)
  }
  let source = ''
  for (let i = 0; i < glob.length; i++) {
    const sign = glob[i]!
    if (sign === '*') source += '.*'
    else if (sign === '?') source += '.'
    else if (sign === '[') {
      const end = glob.indexOf(']', i + 1)
      const inner = glob.slice(i + 1, end < 0 ? glob.length : end)
      source += `[${inner.replace(/[\\[\]]/g, '\\$&')}]`
      i = end < 0 ? glob.length : end
    } else {
      if (sign === '\\' && i + 1 < glob.length) i += 1
      source += glob[i]!.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    }
  }
  const shape = new RegExp(`^${source}$`, 's')
  return (text) => shape.test(text)
}
