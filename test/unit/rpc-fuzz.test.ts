import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerMessage } from '../../electron/wire.ts'
import { schemas, type Api, type MethodName } from '../../shared/api.ts'
import { AppError } from '../../shared/errors.ts'
import { createDispatch, maxMessageBytes, type Answer } from '../../shared/rpc.ts'

const methods = Object.keys(schemas) as MethodName[]
const echo = Object.fromEntries(
  methods.map((name) => [name, async (input: unknown) => input]),
) as unknown as Api
const unexpected: unknown[] = []
const dispatch = createDispatch(echo, (error) => unexpected.push(error))

const anything = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
})
const text = fc.string({ unit: 'binary', maxLength: 60 })
const fieldName = fc.oneof(
  fc.constantFrom(
    'zone',
    'top',
    'complete',
    'endpoints',
    'range',
    'endpoint',
    'compare',
    'until',
    'search',
    'limit',
    'url',
    'name',
    'prefix',
    'id',
    'password',
    'statusLists',
    'retentionDays',
    'scanLimit',
    'lastView',
    'refreshSeconds',
    'from',
    'to',
    'group',
    'within',
    'search',
    'offset',
    'task',
    'date',
    'revision',
    'replace',
    'reportTime',
    'notifyReports',
    'kind',
    'until',
    'before',
    'outcome',
  ),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', ''),
  text,
)
const almostValid = fc.dictionary(
  fieldName,
  fc.oneof(text, fc.integer(), fc.double(), fc.array(text), anything),
)
const methodName = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...methods) },
  { weight: 1, arbitrary: anything },
)
const hostileInput = fc.oneof(anything, almostValid, fc.jsonValue())

function isProper(answer: Answer): boolean {
  if (answer.ok) return true
  return ['bad_input', 'unknown_method'].includes(answer.code) && answer.message.length < 1_000
}

test('20,000 hostile inputs over all methods are answered, each with a value or a typed refusal', async () => {
  await fc.assert(
    fc.asyncProperty(methodName, hostileInput, async (method, input) => {
      expect(isProper(await dispatch(method, input))).toBe(true)
    }),
    { numRuns: 20_000 },
  )
  expect(unexpected).toEqual([])
})

test('every method refuses an input with a field that it does not know', async () => {
  for (const method of methods) {
    expect(await dispatch(method, { unheardOf: 1 })).toMatchObject({ ok: false, code: 'bad_input' })
  }
})

test('the names of an object are no methods', async () => {
  for (const method of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then', '', null, 1, {}]) {
    expect(await dispatch(method, {})).toMatchObject({ ok: false, code: 'unknown_method' })
  }
})

test('10,000 hostile messages are answered without an exception', async () => {
  const call = fc.record({ id: fc.oneof(fc.integer(), text), method: methodName, input: fc.jsonValue() })
  const json = call.map((value) =>
    JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? 0 : part)),
  )
  await fc.assert(
    fc.asyncProperty(fc.oneof(json, text, anything), async (message) => {
      const { answer } = await answerMessage(dispatch, message)
      expect(isProper(answer)).toBe(true)
    }),
    { numRuns: 10_000 },
  )
})

test('a message above 1 MB is refused before it is parsed', async () => {
  const { answer } = await answerMessage(dispatch, ' '.repeat(maxMessageBytes + 1))
  expect(answer).toMatchObject({ ok: false, code: 'too_large' })
})

test('the size of a message is counted in bytes, not in characters', async () => {
  const { answer } = await answerMessage(dispatch, '天'.repeat(maxMessageBytes / 2))
  expect(answer).toMatchObject({ ok: false, code: 'too_large' })
})

test('whatever a method throws becomes one harmless sentence, and the log gets the thrown value', async () => {
  const thrown: unknown[] = [null, undefined, 'redis://u:secret@h', new Error('secret'), Object.create(null)]
  for (const value of thrown) {
    const seen: unknown[] = []
    const failing = { ...echo, appInfo: () => Promise.reject(value as Error) } as Api
    const answer = await createDispatch(failing, (error) => seen.push(error))('appInfo', {})
    expect(answer).toMatchObject({ ok: false, code: 'internal' })
    expect(JSON.stringify(answer)).not.toContain('secret')
    expect(seen).toEqual([value])
  }
})

test('an error that a person can act on keeps its code, sentence and hint', async () => {
  const failing = {
    ...echo,
    retry: () => Promise.reject(new AppError('timeout', 'No answer.', { hint: 'Try again.' })),
  } as Api
  expect(await createDispatch(failing, () => undefined)('retry', {})).toEqual({
    ok: false,
    code: 'timeout',
    message: 'No answer.',
    hint: 'Try again.',
  })
})
