import { randomUUID } from 'node:crypto'
import { AppError } from '../../../shared/errors.ts'
import type { Connections, SavedConnection } from '../../../shared/saved-connection.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import {
  addressOf,
  isSameConnection,
  type KeptPassword,
  type StoredConnection,
} from '../settings/stored-connection.ts'
import type { Passwords } from './passwords.ts'

/** So many are a list, more are a mistake of a program. */
const mostConnections = 200

/** The list of saved connections, in the settings file. All changes throw `settings_unwritable` where that fails. */
export interface SavedConnections {
  all(): readonly StoredConnection[]
  /** Errors: `unknown_connection`. */
  find(id: string): StoredConnection
  same(connection: StoredConnection): StoredConnection | null
  /** Puts a connection in the place of the one with its id, or at the end. */
  put(connection: StoredConnection): void
  setPassword(id: string, password: KeptPassword): void
  duplicate(id: string): StoredConnection
  remove(id: string): void
  restore(id: string): StoredConnection
  shown(connection: StoredConnection): Promise<SavedConnection>
  list(openId: string | null): Promise<Connections>
}

export function createSavedConnections(settings: SettingsStore, passwords: Passwords): SavedConnections {
  const removed = new Map<string, { connection: StoredConnection; at: number }>()

  const all = (): readonly StoredConnection[] => settings.get().connections

  const change = (next: (connections: StoredConnection[]) => StoredConnection[]): void =>
    void settings.change((before) => {
      const connections = next(before.connections)
      if (connections.length > Math.max(mostConnections, before.connections.length))
        throw new AppError('bad_input', `More than ${mostConnections} connections cannot be saved.`)
      return { ...before, connections }
    })

  const find: SavedConnections['find'] = (id) => {
    const found = all().find((connection) => connection.id === id)
    if (found) return found
    throw new AppError('unknown_connection', 'That connection is not saved, or was deleted.')
  }

  const shown: SavedConnections['shown'] = async ({ password, ...connection }) => ({
    ...connection,
    address: addressOf(connection),
    password: await passwords.stateOf({ id: connection.id, password }),
  })

  return {
    all,
    find,
    same: (connection) => all().find((other) => isSameConnection(other, connection)) ?? null,
    put: (connection) =>
      change((connections) =>
        connections.some(({ id }) => id === connection.id)
          ? connections.map((other) => (other.id === connection.id ? connection : other))
          : [...connections, connection],
      ),
    setPassword: (id, password) =>
      change((connections) => connections.map((other) => (other.id === id ? { ...other, password } : other))),
    duplicate(id) {
      const original = find(id)
      const copy = { ...original, id: randomUUID(), name: freeName(original, all()) }
      change((connections) => connections.flatMap((other) => (other.id === id ? [other, copy] : [other])))
      passwords.share(id, copy.id)
      return copy
    },
    remove(id) {
      const connection = find(id)
      const at = all().findIndex((other) => other.id === id)
      change((connections) => connections.filter((other) => other.id !== id))
      removed.set(id, { connection, at })
    },
    restore(id) {
      const last = removed.get(id)
      if (!last) return find(id)
      change((connections) => connections.toSpliced(last.at, 0, last.connection))
      removed.delete(id)
      return last.connection
    },
    shown,
    list: async (openId) => ({
      items: await Promise.all(all().map(shown)),
      openId,
      storage: await passwords.storage(),
    }),
  }
}

/** The name of a copy: that of the original with the next number. */
function freeName(original: StoredConnection, all: readonly StoredConnection[]): string {
  const stem = (original.name || addressOf(original)).replace(/ [0-9]{1,3}$/, '').slice(0, 95)
  const names = new Set(all.map(({ name }) => name))
  for (let number = 2; ; number += 1) {
    const name = `${stem} ${number}`
    if (!names.has(name)) return name
  }
}
