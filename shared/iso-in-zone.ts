const offsets = new Map<string, Intl.DateTimeFormat>()

/** An instant as ISO 8601 on the clock of a zone, with its distance from UTC: 2026-11-24T15:00:00+08:00. */
export function isoInZone(at: string | number, zone: string): string {
  let format = offsets.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    offsets.set(zone, format)
  }
  const date = new Date(at)
  const name = format.formatToParts(date).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT'
  const [, sign = '+', hours = '00', minutes = '00'] = /([+-])(\d\d):(\d\d)/.exec(name) ?? []
  const offsetMs = Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000
  return `${new Date(date.getTime() + offsetMs).toISOString().slice(0, 19)}${sign}${hours}:${minutes}`
}
