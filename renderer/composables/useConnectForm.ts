import { computed, ref, shallowRef, watch } from 'vue'
import type { ConnectionTest } from '../../shared/connection.ts'
import type { SchemeSettings } from '../../shared/scheme.ts'
import { checkFields, emptyFields, fieldsOf, toConnectInput, type ConnectFields } from './connect-fields.ts'
import { toFailure, type Failure } from './failure.ts'
import { useClient } from './useClient.ts'
import { useConnection } from './useConnection.ts'

/** The connect form: what is typed, what is wrong with it, and what the app answered. Keeps nothing after connecting. */
export function useConnectForm() {
  const { api } = useClient()
  const { state, accept } = useConnection()
  const fields = ref<ConnectFields>(fieldsOf(state.value?.source))
  const busy = shallowRef<'test' | 'connect' | 'sample' | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const result = shallowRef<ConnectionTest | null>(null)
  const isChecked = shallowRef(false)
  const isTouched = shallowRef(false)
  const connectedTo = shallowRef<string | null>(null)
  const errors = computed(() => (isChecked.value ? checkFields(fields.value) : {}))
  const isAskingArchive = computed(
    () => failure.value?.kind === 'error' && failure.value.code === 'source_changed',
  )

  // The page may open before the app said what is watched; what a person has typed since is not overwritten.
  watch(state, (now) => {
    if (!isTouched.value) fields.value = fieldsOf(now?.source)
  })

  /** Something was typed: what was said of the fields before holds no more. */
  function touch(): void {
    isTouched.value = true
    failure.value = null
    result.value = null
    connectedTo.value = null
  }

  /** Puts proposed settings into the fields, and does nothing else. */
  function fill({ prefix, reportPrefix, bucketOffsetMinutes }: SchemeSettings): void {
    isTouched.value = true
    fields.value = { ...fields.value, prefix, reportPrefix, offset: String(bucketOffsetMinutes) }
  }

  function isReady(): boolean {
    isChecked.value = true
    return Object.keys(errors.value).length === 0
  }

  async function run(kind: 'test' | 'connect' | 'sample', call: () => Promise<void>): Promise<void> {
    busy.value = kind
    failure.value = null
    connectedTo.value = null
    try {
      await call()
    } catch (error) {
      failure.value = toFailure(error)
    } finally {
      busy.value = null
    }
  }

  async function test(): Promise<void> {
    if (!isReady()) return
    result.value = null
    await run('test', async () => {
      result.value = await api.testConnection(toConnectInput(fields.value))
    })
  }

  async function connect(archive: 'check' | 'keep' | 'new' = 'check'): Promise<void> {
    if (!isReady()) return
    await run('connect', async () => {
      const now = await api.connect({ ...toConnectInput(fields.value), archive })
      accept(now)
      forget()
      connectedTo.value = now.source.name
    })
  }

  async function useSample(): Promise<void> {
    await run('sample', async () => {
      accept(await api.useSample())
      forget()
    })
  }

  /** The password was in the address: the field is filled anew from what the app tells. */
  function forget(): void {
    isTouched.value = false
    isChecked.value = false
    result.value = null
    fields.value = state.value?.source ? fieldsOf(state.value.source) : { ...emptyFields }
  }

  return {
    fields,
    errors,
    busy,
    failure,
    result,
    connectedTo,
    isAskingArchive,
    touch,
    fill,
    dropFailure: () => (failure.value = null),
    test,
    connect,
    useSample,
  }
}
