import * as v from 'valibot'
import { schemas, type Api, type EventName, type Events, type MethodName } from './api.ts'
import { AppError, toAppError, type ErrorCode } from './errors.ts'

/** What comes back over a wire: a domain error is a value, never an exception of the transport. */
export type Answer =
  { ok: true; value: unknown } | { ok: false; code: ErrorCode; message: string; hint?: string }

/** The single object that the page sees, as `window.bridge`. */
export interface Bridge {
  call(method: string, input: unknown): Promise<Answer>
  /** Calls `listener` at every event of that name; gives back the way to stop. */
  on(event: string, listener: (payload: unknown) => void): () => void
}

/** The largest message that a transport takes, in bytes of JSON. */
export const maxMessageBytes = 1_000_000

export type Dispatch = (method: unknown, input: unknown) => Promise<Answer>

/**
 * The Node side of every transport: checks the method against the contract and the input against its schema, calls it and
 * turns the result or the error into an answer. Never rejects. `onUnexpected` gets what nobody foresaw, for the log.
 */
export function createDispatch(api: Api, onUnexpected: (error: unknown) => void): Dispatch {
  return async (method, input) => {
    try {
      if (typeof method !== 'string' || !Object.hasOwn(schemas, method)) {
        throw new AppError('unknown_method', 'The app has no such method.')
      }
      const name = method as MethodName
      const parsed = v.safeParse(schemas[name], input ?? {})
      if (!parsed.success) throw new AppError('bad_input', describeFirstIssue(name, parsed.issues[0]))
      const call = api[name] as (value: unknown) => Promise<unknown>
      return { ok: true, value: await call(parsed.output) }
    } catch (error) {
      const known = toAppError(error)
      if (known.code === 'internal') onUnexpected(error)
      const answer: Answer = { ok: false, code: known.code, message: known.message }
      return known.hint === undefined ? answer : { ...answer, hint: known.hint }
    }
  }
}

/** The page's side: the contract as an object of methods over a bridge. Methods throw AppError. */
export function createClient(bridge: Bridge): Client {
  const api = new Proxy({} as Api, {
    get: (_target, name) => async (input?: unknown) => {
      const answer = await bridge.call(String(name), input ?? {})
      if (answer.ok) return answer.value
      throw new AppError(answer.code, answer.message, answer.hint === undefined ? {} : { hint: answer.hint })
    },
  })
  return { api, on: (event, listener) => bridge.on(event, (payload) => listener(payload as never)) }
}

export interface Client {
  api: Api
  on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void
}

function describeFirstIssue(method: string, issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue)
  return `The input of ${method} is not valid${path ? ` at "${path}"` : ''}: expected ${issue.expected ?? 'another value'}.`
}
