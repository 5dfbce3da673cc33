import type { Recorder } from './options.ts'

/** What the recorders of web frameworks have in common. */
export interface ServedOptions<Request> {
  /** Whose call it was. Where it gives nothing, or throws, the user is `anonymous`. */
  user?: (request: Request) => string | number | null | undefined
  /** The status `2xx` to `5xx`, or the code itself. Default: `class`. */
  status?: 'class' | 'code'
  /** The endpoint, given the route's pattern, null where no route fitted; null for a call that is not to be counted. */
  endpoint?: (request: Request, pattern: string | null) => string | null
}

/** The endpoint of calls that no route fitted: their paths are whatever anybody makes up. */
const noRoute = '(no route)'
const anonymous = 'anonymous'

const classes = ['0xx', '1xx', '2xx', '3xx', '4xx', '5xx']

/** Counts one answered request. Never throws. */
export function recordServed<Request>(
  recorder: Pick<Recorder, 'record'>,
  options: ServedOptions<Request>,
  { request, pattern, code }: { request: Request; pattern: string | null; code: number },
): void {
  try {
    const endpoint = options.endpoint ? options.endpoint(request, pattern) : (pattern ?? noRoute)
    if (endpoint === null) return
    const status =
      options.status === 'code' ? String(code) : (classes[Math.floor(code / 100)] ?? String(code))
    recorder.record(userOf(request, options), endpoint, status)
  } catch {
    // A function of the caller's failed after the answer was sent: nobody is left to tell.
  }
}

function userOf<Request>(request: Request, { user }: ServedOptions<Request>): string {
  try {
    return String(user?.(request) ?? anonymous)
  } catch {
    return anonymous
  }
}
