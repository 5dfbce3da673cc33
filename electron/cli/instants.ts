/** How instants are written in one zone: outside UTC with the offset, so that a repeated hour is told apart. */
export interface InstantTexts {
  /** 2026-11-22 13:41:07 UTC */
  full(iso: string): string
  /** 2026-11-22 13:41, outside UTC with the offset */
  minute(iso: string): string
  /** 13:41 */
  time(iso: string): string
}

export function instantTexts(zone: string): InstantTexts {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  })
  const parts = (iso: string) => {
    const found = Object.fromEntries(
      format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]),
    )
    const { year, month, day, hour, minute, second, timeZoneName = '' } = found
    return {
      date: `${year}-${month}-${day}`,
      time: `${hour}:${minute}`,
      second,
      offset: zone === 'UTC' ? '' : ` ${timeZoneName.replace('GMT', '') || '+00:00'}`,
    }
  }
  return {
    full: (iso) => {
      const { date, time, second, offset } = parts(iso)
      return `${date} ${time}:${second}${offset} ${zone}`
    },
    minute: (iso) => {
      const { date, time, offset } = parts(iso)
      return `${date} ${time}${offset}`
    },
    time: (iso) => parts(iso).time,
  }
}
