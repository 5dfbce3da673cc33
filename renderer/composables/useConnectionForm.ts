import { computed, ref, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { TestConnectionInput } from '../../shared/api.ts'
import type { SavedConnection } from '../../shared/saved-connection.ts'
import type { SchemeSettings } from '../../shared/scheme.ts'
import { checkFields } from './connection-fields-check.ts'
import { emptyFields, fieldsOf, urlOfParts, type ConnectionFields } from './connection-fields.ts'
import { restAfterConnect, toConnectInput, toSaveInput, toTestInput, whereIn } from './connection-inputs.ts'
import { toFailure, type Failure } from './failure.ts'
import { sourceChange } from './source-change.ts'
import { useClient } from './useClient.ts'
import { useConnection } from './useConnection.ts'
import { useConnectionTest } from './useConnectionTest.ts'

type Archive = 'check' | 'keep' | 'new'

/**
 * The form of a new connection, or of the one that is edited: what is typed, what is wrong with it, and what the app answered.
 * Nothing of it is kept once it was taken.
 */
export function useConnectionForm(edited: MaybeRefOrGetter<SavedConnection | null>) {
  const { api } = useClient()
  const { accept } = useConnection()
  const test = useConnectionTest()
  const fields = ref<ConnectionFields>({ ...emptyFields })
  const busy = shallowRef<'connect' | 'save' | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const isChecked = shallowRef(false)
  const done = shallowRef<{ kind: 'connected' | 'saved'; name: string } | null>(null)
  const asks = shallowRef<'connect' | 'save' | null>(null)
  /** What of an edit is in question. */
  const change = computed(() => {
    const before = toValue(edited)
    return before && asks.value === 'save' ? sourceChange(before, whereIn(fields.value)) : null
  })
  const errors = computed(() => (isChecked.value ? checkFields(fields.value) : {}))

  watch(
    () => toValue(edited)?.id,
    (id) => {
      if (id !== undefined) done.value = null
      forget()
    },
    { immediate: true },
  )

  function forget(): void {
    const now = toValue(edited)
    fields.value = now ? fieldsOf(now) : { ...emptyFields }
    failure.value = null
    isChecked.value = false
    test.drop()
  }

  /** Something was typed: what was said of the fields before holds no more. */
  function touch(): void {
    failure.value = null
    done.value = null
    test.drop()
  }

  /** Puts proposed settings into the fields, and does nothing else. */
  function fill({ prefix, reportPrefix, bucketOffsetMinutes }: SchemeSettings): void {
    fields.value = { ...fields.value, prefix, reportPrefix, offset: String(bucketOffsetMinutes) }
  }

  function isReady(): boolean {
    isChecked.value = true
    return Object.keys(errors.value).length === 0
  }

  async function run(kind: 'connect' | 'save', call: () => Promise<string>): Promise<void> {
    if (!isReady()) return
    busy.value = kind
    failure.value = null
    done.value = null
    asks.value = null
    try {
      const name = await call()
      forget()
      done.value = { kind: kind === 'connect' ? 'connected' : 'saved', name }
    } catch (error) {
      const why = toFailure(error)
      if (why.kind === 'error' && why.code === 'source_changed') asks.value = kind
      else failure.value = why
    } finally {
      busy.value = null
    }
  }

  const connect = (archive: Archive = 'check'): Promise<void> =>
    run('connect', async () => {
      const rest = restAfterConnect(fields.value)
      const now = await api.connect({ ...toConnectInput(fields.value), archive })
      accept(now)
      const { id, name } = now.source
      if (rest && id !== null) await api.saveConnection({ ...rest, id })
      return name
    })

  const save = (archive: Archive = 'check'): Promise<void> =>
    run('save', async () => {
      const id = toValue(edited)?.id
      const input = toSaveInput(fields.value, id !== undefined)
      const saved = await api.saveConnection({ ...input, ...(id === undefined ? {} : { id }), archive })
      return saved.name || saved.address
    })

  const testInput = (): TestConnectionInput => toTestInput(fields.value, toValue(edited)?.id ?? null)

  async function runTest(): Promise<void> {
    if (!isReady()) return
    failure.value = null
    done.value = null
    await test.run(testInput())
    failure.value = test.failure.value
  }

  return {
    fields,
    errors,
    busy,
    failure,
    done,
    /** What waits for the answer whether it is the same Redis. */
    asks,
    change,
    result: test.result,
    isTesting: test.isRunning,
    /** Without user and password. */
    testedAddress: computed(() => urlOfParts(fields.value)),
    /** What a test of the form tries. */
    testInput,
    touch,
    fill,
    connect,
    save,
    test: runTest,
    cancelTest: test.drop,
    answer: (archive: 'new' | 'keep') => (asks.value === 'save' ? save(archive) : connect(archive)),
    dropQuestion: () => (asks.value = null),
  }
}
