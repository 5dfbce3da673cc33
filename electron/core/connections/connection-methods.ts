import * as v from 'valibot'
import {
  schemas,
  type Api,
  type EventName,
  type Events,
  type TestConnectionInput,
} from '../../../shared/api.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { PresentSource } from '../present-source.ts'
import { testConnection } from '../source/connection-test.ts'
import type { SourceInput } from '../source/create.ts'
import { detectScheme } from '../source/detect-scheme.ts'
import { settleArchive } from './archive-question.ts'
import type { Opening } from './opening.ts'
import type { Passwords } from './passwords.ts'
import type { SavedConnections } from './saved-connections.ts'
import { editConnection } from './edit.ts'
import { sourceInputToTest } from './test-input.ts'

export interface ConnectionMethodsDeps {
  dataDir: string
  log: Log
  clock: Clock
  emit<E extends EventName>(event: E, payload: Events[E]): void
  present: PresentSource
  opening: Opening
  saved: SavedConnections
  passwords: Passwords
}

type Methods = Pick<
  Api,
  | 'connection'
  | 'connections'
  | 'saveConnection'
  | 'duplicateConnection'
  | 'deleteConnection'
  | 'restoreConnection'
  | 'openConnection'
  | 'testConnection'
  | 'detectScheme'
  | 'connect'
  | 'useSample'
  | 'retry'
>

/** The methods of the contract that are about connections. */
export function createConnectionMethods(deps: ConnectionMethodsDeps): Methods {
  const { dataDir, log, clock, emit, present, opening, saved, passwords } = deps

  const connections: Methods['connections'] = () => saved.list(present.state().source.id)

  /** Tells every page of the list as it is after `work`. */
  const telling = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work
    emit('connections', await connections())
    return result
  }

  const tested = (input: TestConnectionInput): Promise<SourceInput> =>
    sourceInputToTest(v.parse(schemas.testConnection, input), { saved, passwords })

  const save: Methods['saveConnection'] = async (input) => {
    const { id, archive: answer, storePassword, ...changes } = v.parse(schemas.saveConnection, input)
    const before = id === undefined ? null : saved.find(id)
    const { connection, password } = editConnection(before, changes, saved.all())
    const archive = before ? settleArchive(before, connection, { answer, dataDir, log }) : 'check'
    if (typeof password === 'string')
      connection.password = await passwords.keep(connection.id, password, storePassword)
    if (password === null) {
      passwords.forget(connection.id)
      connection.password = { kept: 'none' }
    }
    saved.put(connection)
    if (before) opening.follow(before, connection, { archive, isPasswordNew: password !== undefined })
    return saved.shown(connection)
  }

  return {
    connection: async () => present.state(),
    connections,
    saveConnection: (input) => telling(save(input)),
    duplicateConnection: ({ id }) => telling(Promise.resolve(id).then(saved.duplicate).then(saved.shown)),
    deleteConnection: async ({ id }) => {
      saved.find(id)
      if (present.state().source.id === id) await opening.useSample()
      saved.remove(id)
      const rest = await connections()
      emit('connections', rest)
      return rest
    },
    restoreConnection: ({ id }) => telling(Promise.resolve(id).then(saved.restore).then(saved.shown)),
    async openConnection(input) {
      await telling(opening.open(v.parse(schemas.openConnection, input)))
      return present.state()
    },
    testConnection: async (input) => testConnection(await tested(input), { clock, log }),
    detectScheme: async (input) => detectScheme(await tested(input), { clock, log }),
    async connect(input) {
      await telling(opening.connect(v.parse(schemas.connect, input)))
      return present.state()
    },
    async useSample() {
      await telling(opening.useSample())
      return present.state()
    },
    async retry() {
      await opening.retry()
      return present.state()
    },
  }
}
