const offsets = new Map<string, Intl.DateTimeFormat>()

/** The zone's distance from UTC at an instant: UTC, UTC+8, UTC+5:45. */
export function zoneOffset(zone: string, at: number): string {
  let format = offsets.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' })
    offsets.set(zone, format)
  }
  const part = format.formatToParts(new Date(at)).find(({ type }) => type === 'timeZoneName')
  // Some runtimes write UTC itself as GMT+0.
  return (part?.value ?? 'GMT').replace('GMT', 'UTC').replace(/\+0$/, '')
}

/** UTC+8 Asia/Shanghai; plain UTC for UTC itself. */
export function zoneLabel(zone: string, at: number): string {
  return zone === 'UTC' ? 'UTC' : `${zoneOffset(zone, at)} ${zone}`
}

/** Places that runtimes list by a name that is no longer theirs. */
const renamed: Record<string, string> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
}

/** Every zone of this runtime by its present name, UTC and the computer's first. */
export function allZones(own: string): string[] {
  const zones = Intl.supportedValuesOf('timeZone').map((zone) => {
    const present = renamed[zone]
    return present !== undefined && isZone(present) ? present : zone
  })
  return ['UTC', own, ...zones.sort()].filter((zone, i, all) => all.indexOf(zone) === i)
}

/** The computer's own zone. */
export function computerZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
}

/** Whether this runtime knows the zone: it may come from an address that a person typed. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return zone.length <= 64
  } catch {
    return false
  }
}

/** The zones whose name or offset holds every word of the search, those whose place begins with it first. */
export function searchZones(zones: string[], search: string, at: number): string[] {
  const words = search.toLowerCase().replaceAll('_', ' ').split(/\s+/).filter(Boolean)
  if (words.length === 0) return zones
  const found = zones.filter((zone) => {
    const text = zoneLabel(zone, at).toLowerCase().replaceAll('_', ' ')
    return words.every((word) => text.includes(word))
  })
  const isPlace = (zone: string): boolean => zone.split('/').at(-1)!.toLowerCase().startsWith(words[0]!)
  return [...found.filter(isPlace), ...found.filter((zone) => !isPlace(zone))]
}
