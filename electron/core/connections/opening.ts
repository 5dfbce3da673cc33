import type { CheckedConnectInput } from '../../../shared/api.ts'
import { AppError } from '../../../shared/errors.ts'
import { defaultStatusLists } from '../../../shared/success.ts'
import { isoInstant } from '../../../shared/time.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { PresentInput, PresentSource } from '../present-source.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import { sourceInputOf, type StoredConnection } from '../settings/stored-connection.ts'
import { parseAddress } from '../source/address.ts'
import type { SourceInput } from '../source/create.ts'
import { defaultRules } from '../stats/reading-rules.ts'
import { editConnection } from './edit.ts'
import { passwordIfHere, type Passwords } from './passwords.ts'
import type { SavedConnections } from './saved-connections.ts'

type ArchiveAnswer = PresentInput['archive']

export interface OpeningDeps {
  present: PresentSource
  saved: SavedConnections
  passwords: Passwords
  settings: SettingsStore
  clock: Clock
  log: Log
  /** Whether what is opened is saved and taken up at the next start. */
  remembers: boolean
  /** Prefixes in place of those of the connection that is opened. */
  prefixes: { prefix?: string; reportPrefix?: string }
  /** The report zone in place of the one that is saved. */
  reportZoneFor?: ((saved: string | null) => string) | undefined
  /** Whether reports are shared, in place of the switch of the connection. */
  sharing?: PresentInput['sharing'] | undefined
}

/** How connections become the present source. */
export interface Opening {
  /** The last one again, whatever it answers; the sample data where there was none. */
  start(): Promise<void>
  /** Opens an address, then saves it. */
  connect(input: CheckedConnectInput): Promise<void>
  open(input: {
    id: string
    password?: string | undefined
    storePassword: boolean
    archive: ArchiveAnswer
  }): Promise<void>
  useSample(): Promise<void>
  /** Tries the present source again, and its password where that was not at hand. */
  retry(): Promise<void>
  /** Goes on with what was changed in the connection that is open. */
  follow(
    before: StoredConnection,
    next: StoredConnection,
    options: { archive: ArchiveAnswer; isPasswordNew: boolean },
  ): void
}

export const sampleSource: SourceInput = {
  address: { kind: 'sample' },
  name: 'Sample data',
  prefix: 'stats',
  reportPrefix: 'report:daily',
  bucketOffsetMinutes: 0,
}

export function createOpening(deps: OpeningDeps): Opening {
  const { present, saved, passwords, settings, clock, log, remembers, prefixes, reportZoneFor, sharing } =
    deps

  const zoned = (source: SourceInput): SourceInput =>
    reportZoneFor ? { ...source, reportZone: reportZoneFor(source.label?.reportZone ?? null) } : source

  const inputOf = (
    connection: StoredConnection,
    password: string | null,
    archive: ArchiveAnswer,
  ): PresentInput => {
    const { label, ...source } = sourceInputOf(connection, password)
    const isSaved = remembers || saved.all().some(({ id }) => id === connection.id)
    return {
      source: zoned({ ...source, ...prefixes, ...(isSaved && label ? { label } : {}) }),
      rules: {
        statusLists: connection.statusLists ?? defaultStatusLists,
        retentionDays: connection.retentionDays,
        scanLimit: connection.scanLimit,
      },
      archive,
      sharing: sharing ?? (connection.shareReports ? 'on' : 'off'),
    }
  }

  /** A stand-in takes the place at once: a keyring may ask the person first. */
  const takeUp = async (connection: StoredConnection, archive: ArchiveAnswer): Promise<void> => {
    const input = inputOf(connection, null, archive)
    const stood = present.takeUp({
      ...input,
      standIn: { state: 'connecting', since: isoInstant(clock.now()) },
    })
    const standIn = present.state().source
    const isStillThere = (): boolean => present.state().source === standIn
    await stood
    try {
      const password = await passwords.of(connection)
      if (!isStillThere()) return
      // As it is now: what only changes its name or its limits does not begin anew.
      const latest = saved.all().find(({ id }) => id === connection.id) ?? connection
      await present.takeUp(inputOf(latest, password, archive))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const { code, message } = error
      log.info(`The connection waits for its password: ${message}`)
      if (isStillThere())
        await present.takeUp({ ...input, standIn: { state: 'refused', why: code, message } })
    }
  }

  const takeUpBehind = (connection: StoredConnection, archive: ArchiveAnswer): void =>
    void takeUp(connection, archive).catch((error: unknown) =>
      log.error('A connection could not be taken up.', error),
    )

  const keep = async (
    connection: StoredConnection,
    password: string,
    isStored: boolean,
  ): Promise<StoredConnection> => {
    const kept = await passwords.keep(connection.id, password, isStored)
    // What another host of the program can read stays: this one only lacks the keyring.
    const isOfOthers = connection.password.kept === 'sealed' && kept.kept === 'asked'
    if (isOfOthers && !(await passwords.storage()).canStore) return connection
    return { ...connection, password: kept }
  }

  const rememberOpen = (openId: string | null): void => {
    if (!remembers || settings.get().openId === openId) return
    settings.change((before) => ({ ...before, openId }))
  }

  const useSample = async (): Promise<void> => {
    await present.change({
      source: zoned(sampleSource),
      rules: defaultRules,
      archive: 'check',
      sharing: 'off',
    })
    rememberOpen(null)
  }

  return {
    useSample,
    async start() {
      const { openId } = settings.get()
      const last = remembers ? saved.all().find(({ id }) => id === openId) : undefined
      if (last) takeUpBehind(last, 'check')
      else await useSample()
    },
    async connect({ archive, storePassword, ...input }) {
      if (parseAddress(input.url).kind === 'sample') return useSample()
      const { connection: typed, password: typedPassword } = editConnection(null, input, saved.all())
      const known = remembers ? saved.same(typed) : null
      const password = typedPassword ?? (known ? await passwordIfHere(passwords, known) : null)
      const name = typed.name || (known?.name ?? '')
      const connection: StoredConnection = {
        ...(known ?? typed),
        place: typed.place,
        name,
        ...(password === null ? { password: { kept: 'none' } } : {}),
      }
      await present.change(inputOf(connection, password, archive))
      if (!remembers) return
      saved.put(typedPassword ? await keep(connection, typedPassword, storePassword) : connection)
      rememberOpen(connection.id)
    },
    async open({ id, password, storePassword, archive }) {
      const connection = saved.find(id)
      const secret = password ?? (await passwords.of(connection))
      await present.change(inputOf(connection, secret, archive))
      if (!remembers) return
      if (password !== undefined) {
        const { password: kept } = await keep(connection, password, storePassword)
        saved.setPassword(id, kept)
      }
      rememberOpen(id)
    },
    async retry() {
      const { source, status } = present.state()
      const isLocked = status.state === 'refused' && /^password_(needed|unreadable)$/.test(status.why)
      const connection = saved.all().find(({ id }) => id === source.id)
      if (!isLocked || !connection || connection.password.kept === 'none') return present.retry()
      await passwords.of(connection)
      await takeUp(connection, 'check')
    },
    follow(before, next, { archive, isPasswordNew }) {
      if (present.state().source.id !== next.id) return
      if (isPasswordNew || isReadAnew(before, next)) return takeUpBehind(next, archive)
      present.relabel(next)
      present.limitScan(next.scanLimit)
    },
  }
}

/** Whether a change touches more than what a connection is called and how fast it is searched. */
function isReadAnew(before: StoredConnection, next: StoredConnection): boolean {
  const light = {
    name: '',
    colour: 'grey',
    production: false,
    reportZone: null,
    password: null,
    scanLimit: null,
  }
  return JSON.stringify({ ...before, ...light }) !== JSON.stringify({ ...next, ...light })
}
