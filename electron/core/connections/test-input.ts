import type { CheckedTestConnectionInput } from '../../../shared/api.ts'
import { sourceInputOf } from '../settings/stored-connection.ts'
import { parseAddress } from '../source/address.ts'
import type { SourceInput } from '../source/create.ts'
import { editConnection } from './edit.ts'
import { sampleSource } from './opening.ts'
import { passwordIfHere, type Passwords } from './passwords.ts'
import type { SavedConnections } from './saved-connections.ts'

/** What a connection test tries: the saved connection that it names, with what is given in place of its own. */
export async function sourceInputToTest(
  { id, ...changes }: CheckedTestConnectionInput,
  { saved, passwords }: { saved: SavedConnections; passwords: Passwords },
): Promise<SourceInput & { isShared?: boolean }> {
  if (changes.url !== undefined && parseAddress(changes.url).kind === 'sample') return sampleSource
  const before = id === undefined ? null : saved.find(id)
  const { connection, password } = editConnection(before, changes)
  const kept = before && password === undefined ? await passwordIfHere(passwords, before) : null
  return { ...sourceInputOf(connection, password ?? kept), isShared: connection.shareReports }
}
