/** The fields of an INFO reply by name. */
export function parseInfo(text: string | null): Map<string, string> {
  const fields = new Map<string, string>()
  for (const line of (text ?? '').split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon > 0 && !line.startsWith('#')) fields.set(line.slice(0, colon), line.slice(colon + 1))
  }
  return fields
}

/** A field that is a whole number, else null. */
export function infoNumber(fields: Map<string, string>, name: string): number | null {
  const text = fields.get(name)
  return text !== undefined && /^[0-9]{1,16}$/.test(text) ? Number(text) : null
}
