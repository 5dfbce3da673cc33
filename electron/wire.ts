import { maxMessageBytes, type Answer, type Dispatch } from '../shared/rpc.ts'

/** A call as it stands on the wire, as JSON text: `{ id, method, input }`. The answer carries the same id. */
export interface WireAnswer {
  id: number | null
  answer: Answer
}

/** Reads one message of a page and answers it. Never rejects, whatever was sent. */
export async function answerMessage(dispatch: Dispatch, message: unknown): Promise<WireAnswer> {
  if (typeof message !== 'string') return refusal('bad_input', 'A message is a text.')
  if (Buffer.byteLength(message) > maxMessageBytes)
    return refusal('too_large', 'The message is larger than 1 MB.')
  const call = parse(message)
  if (call === null) return refusal('bad_input', 'A message is a JSON object with id, method and input.')
  return { id: call.id, answer: await dispatch(call.method, call.input) }
}

function refusal(code: 'bad_input' | 'too_large', message: string): WireAnswer {
  return { id: null, answer: { ok: false, code, message } }
}

function parse(message: string): { id: number; method: unknown; input: unknown } | null {
  try {
    const call = JSON.parse(message) as unknown
    if (typeof call !== 'object' || call === null) return null
    const { id, method, input } = call as Record<string, unknown>
    return typeof id === 'number' && Number.isSafeInteger(id) ? { id, method, input } : null
  } catch {
    return null
  }
}
