import type { Recorder } from './options.ts'
import { recordServed, type ServedOptions } from './served.ts'

export type { ServedOptions } from './served.ts'

/** What is used of Express' request, in versions 4 and 5. */
export interface ExpressRequest {
  baseUrl: string
  route?: unknown
  params?: unknown
  app?: { enabled(setting: string): boolean }
}

/** What is used of Express' response. */
export interface ExpressResponse {
  statusCode: number
  on(event: 'finish', listener: () => void): unknown
}

/** A middleware that records each call when its answer has been sent. Put it before the routes. */
export function expressRecorder<Request extends ExpressRequest>(
  recorder: Pick<Recorder, 'record'>,
  options: ServedOptions<Request> = {},
): (request: Request, response: ExpressResponse, next: () => void) => void {
  return (request, response, next) => {
    try {
      Object.defineProperty(request, 'route', notedRoute)
      response.on('finish', () => {
        recordServed(recorder, options, { request, pattern: patternOf(request), code: response.statusCode })
      })
    } catch {
      // A request that is none of Express' goes on uncounted.
    }
    next()
  }
}

const routeOf = Symbol('route')
const mountOf = Symbol('mount')

interface Noting extends ExpressRequest {
  [routeOf]?: unknown
  [mountOf]?: string
}

/**
 * Notes where the router of a route is mounted, as the route is set: Express keeps the path of that router only while it is
 * at work, and an error is answered outside of it. One pair of functions for all requests, so that they stay of one shape.
 */
const notedRoute: PropertyDescriptor & ThisType<Noting> = {
  configurable: true,
  enumerable: true,
  get() {
    return this[routeOf]
  },
  set(route: unknown) {
    // Express sets it once more when the parameters are already those of the route.
    if (route === this[routeOf]) return
    this[routeOf] = route
    this[mountOf] = mountPattern(this)
  },
}

/** The pattern of the route that took a request, null where none did. */
function patternOf({ [routeOf]: route, [mountOf]: mount = '' }: Noting): string | null {
  const path = (route as { path?: unknown } | undefined)?.path
  if (path === undefined) return null
  return mount !== '' && path === '/' ? mount : mount + String(path)
}

/** Where a router is mounted, its parameters by their names: Express tells the path as it was called. */
function mountPattern({ baseUrl, params, app }: ExpressRequest): string {
  if (baseUrl === '') return ''
  const isExact = app?.enabled('case sensitive routing') ?? false
  if (!mayHoldOneOf(params ?? {}, baseUrl)) return isExact ? baseUrl : baseUrl.toLowerCase()
  const parts = baseUrl.split('/').map(decoded)
  const pattern = isExact ? [...parts] : parts.map((part) => part.toLowerCase())
  for (const [name, value] of Object.entries(params ?? {})) {
    const at = parts.lastIndexOf(String(value))
    if (at > 0) pattern[at] = `:${name}`
  }
  return pattern.join('/')
}

/** Few routers are mounted below parameters, and taking a path apart is most of what a request would pay. */
function mayHoldOneOf(params: object, path: string): boolean {
  return path.includes('%') || Object.values(params).some((value) => path.includes(String(value)))
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
