import { computed, inject, provide, shallowRef, watch, type InjectionKey, type Ref } from 'vue'
import type { ConnectionState } from '../../shared/connection.ts'
import type { OpenConnectionInput } from '../../shared/saved-connection.ts'
import { toFailure, type Failure } from './failure.ts'
import { useClient } from './useClient.ts'

type OpeningFacts = ReturnType<typeof createOpening>

/** What is to be opened: a saved connection, or the sample data where `id` is null. */
export interface Wanted {
  id: string | null
  name: string
}

/** What `busyId` is while the sample data is opened. */
export const sampleId = 'sample'

/** Why a password has to be typed. */
export type WhyPassword = 'needed' | 'unreadable' | 'wrong'

const whyOf: Partial<Record<string, WhyPassword>> = {
  password_needed: 'needed',
  password_unreadable: 'unreadable',
  wrong_password: 'wrong',
}

const key: InjectionKey<OpeningFacts> = Symbol('opening')

interface OpeningDeps {
  state: Readonly<Ref<ConnectionState | null>>
  accept(next: ConnectionState): void
}

/** How a saved connection is opened from anywhere: what is asked on the way, and why it failed. */
function createOpening({ state, accept }: OpeningDeps) {
  const { api } = useClient()
  const isChoosing = shallowRef(false)
  const busyId = shallowRef<string | null>(null)
  const asked = shallowRef<(Wanted & { why: WhyPassword }) | null>(null)
  const changed = shallowRef<Wanted | null>(null)
  const failed = shallowRef<(Wanted & { failure: Failure }) | null>(null)
  const opened = shallowRef<string | null>(null)
  // With the password that was typed, until the question of the archive is answered.
  let waiting: OpenConnectionInput | null = null

  async function run(wanted: Wanted, input: OpenConnectionInput | null): Promise<void> {
    busyId.value = wanted.id ?? sampleId
    failed.value = null
    opened.value = null
    try {
      accept(await (input ? api.openConnection(input) : api.useSample()))
      asked.value = null
      if (wanted.id !== null) opened.value = wanted.name
    } catch (error) {
      settle(wanted, input, toFailure(error))
    } finally {
      busyId.value = null
    }
  }

  function settle(wanted: Wanted, input: OpenConnectionInput | null, failure: Failure): void {
    const code = failure.kind === 'error' ? failure.code : ''
    const why = whyOf[code]
    asked.value = why ? { ...wanted, why } : null
    if (why) return
    if (code === 'source_changed') {
      waiting = input
      changed.value = wanted
    } else failed.value = { ...wanted, failure }
  }

  const open = (wanted: Wanted): Promise<void> => run(wanted, wanted.id === null ? null : { id: wanted.id })

  async function openWithPassword(password: string, storePassword: boolean): Promise<void> {
    const wanted = asked.value
    if (wanted?.id) await run(wanted, { id: wanted.id, password, storePassword })
  }

  async function answer(archive: 'new' | 'keep'): Promise<void> {
    const wanted = changed.value
    const input = waiting
    dropQuestion()
    if (wanted && input) await run(wanted, { ...input, archive })
  }

  function dropQuestion(): void {
    changed.value = null
    waiting = null
  }

  /** What the app took up at its start may wait for a password: it is asked for once, and again when it is opened. */
  const locked = computed(() => {
    const { source, status } = state.value ?? {}
    const why = status?.state === 'refused' ? whyOf[status.why] : undefined
    return source?.id && why && why !== 'wrong' ? { id: source.id, name: source.name, why } : null
  })
  const askedAtStart = new Set<string>()
  watch(
    () => locked.value?.id,
    (id, before) => {
      if (before !== undefined && asked.value?.id === before && busyId.value === null) asked.value = null
      if (id === undefined || askedAtStart.has(id)) return
      askedAtStart.add(id)
      asked.value = locked.value
    },
  )

  return {
    /** Whether the switcher is open. */
    isChoosing,
    busyId,
    asked,
    changed,
    failed,
    /** The name of what was opened last from here. */
    opened,
    open,
    openWithPassword,
    answer,
    dropQuestion,
    dropAsked: () => (asked.value = null),
    dropFailure: () => (failed.value = null),
  }
}

/** Once, in the frame: the way to open a connection, for everything below. */
export function provideOpening(connection: OpeningDeps): OpeningFacts {
  const facts = createOpening(connection)
  provide(key, facts)
  return facts
}

export function useOpening(): OpeningFacts {
  const facts = inject(key)
  if (!facts) throw new Error('The page cannot open connections: provideOpening() was not called.')
  return facts
}
