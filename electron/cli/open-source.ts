import type { Api, ConnectInput } from '../../shared/api.ts'
import type { SavedConnection } from '../../shared/saved-connection.ts'
import type { ChosenSource } from './choose-source.ts'
import { findConnection } from './find-connection.ts'
import { passwordFor } from './password.ts'

/** Makes a chosen source the one of a core; gives back the way to do it once more with an answer to `source_changed`. */
export async function openSource(
  api: Api,
  source: ChosenSource,
): Promise<(archive: ConnectInput['archive']) => Promise<unknown>> {
  if (source.kind === 'address') return (archive) => api.connect({ ...source.input, archive })
  const { items } = await api.connections()
  const connection: SavedConnection = findConnection(items, source.name)
  const password = await passwordFor(connection)
  return (archive) =>
    api.openConnection({ id: connection.id, archive, ...(password === null ? {} : { password }) })
}
