import type { ConnectInput, TestConnectionInput } from '../../shared/api.ts'
import type { SaveConnectionInput } from '../../shared/saved-connection.ts'
import { defaultStatusLists } from '../../shared/success.ts'
import { joinAddress, splitAddress } from './address-text.ts'
import { statusesIn, type ConnectionFields } from './connection-fields.ts'

/** What `connect` takes of the fields; the rest is saved once it is connected. */
export function toConnectInput(fields: ConnectionFields): ConnectInput {
  const { name, storePassword } = fields
  const url = hasParts(fields) ? joinAddress(fields, { isWithAccount: true }) : fields.url.trim()
  return { url, name: name.trim(), ...readingOf(fields), storePassword }
}

/** What a new connection has beyond what `connect` takes; null where all of it is as usual. */
export function restAfterConnect(fields: ConnectionFields): SaveConnectionInput | null {
  const { colour, production, reportZone, statusLists, retentionDays, scanLimit } = toSaveInput(fields, false)
  const rest: SaveConnectionInput = {
    ...(colour ? { colour } : {}),
    ...(production ? { production } : {}),
    ...(reportZone ? { reportZone } : {}),
    ...(statusLists ? { statusLists } : {}),
    ...(retentionDays && Object.values(retentionDays).some((days) => days !== null) ? { retentionDays } : {}),
    ...(scanLimit ? { scanLimit } : {}),
  }
  return Object.keys(rest).length > 0 ? rest : null
}

/** Everything of the form. In an edited connection an empty password is that of before. */
export function toSaveInput(fields: ConnectionFields, isEdit: boolean): SaveConnectionInput {
  const { colour, production, reportZone, minuteDays, hourDays, dayDays } = fields
  return {
    ...placeOf(fields),
    ...passwordOf(fields, isEdit),
    storePassword: fields.storePassword,
    name: fields.name.trim(),
    ...(colour ? { colour } : {}),
    production,
    ...readingOf(fields),
    reportZone: reportZone || null,
    statusLists: statusListsOf(fields),
    retentionDays: { minute: numberIn(minuteDays), hour: numberIn(hourDays), day: numberIn(dayDays) },
    scanLimit: numberIn(fields.scanLimit),
  }
}

/** What a test tries: the fields, and the kept password of an edited connection. */
export function toTestInput(fields: ConnectionFields, id: string | null): TestConnectionInput {
  return {
    ...(id === null ? {} : { id }),
    ...placeOf(fields),
    ...passwordOf(fields, id !== null),
    ...readingOf(fields),
  }
}

/** Where the fields say that the counters are. */
export function whereIn(fields: ConnectionFields) {
  const { host, port, db } = fields
  return { place: { host, port: Number(port), db: Number(db) }, ...readingOf(fields) }
}

function hasParts(fields: ConnectionFields): boolean {
  return splitAddress(fields.url) !== null
}

/** What the page cannot read goes to the app as it was typed: it says what is wrong with it. */
function placeOf(fields: ConnectionFields): { url: string; user?: string | null } {
  if (!hasParts(fields)) return { url: fields.url.trim() }
  return { url: joinAddress(fields), user: fields.user || null }
}

function passwordOf(fields: ConnectionFields, isEdit: boolean): { password?: string | null } {
  if (fields.password !== '') return { password: fields.password }
  const isLeft = isEdit ? !fields.isPasswordRemoved : !hasParts(fields)
  return isLeft ? {} : { password: null }
}

function readingOf({ prefix, reportPrefix, offset }: ConnectionFields) {
  return { prefix, reportPrefix, bucketOffsetMinutes: Number(offset) }
}

function statusListsOf({ success, error }: ConnectionFields): SaveConnectionInput['statusLists'] {
  const lists = { success: statusesIn(success), error: statusesIn(error) }
  return JSON.stringify(lists) === JSON.stringify(defaultStatusLists) ? null : lists
}

function numberIn(text: string): number | null {
  return text.trim() === '' ? null : Number(text)
}
