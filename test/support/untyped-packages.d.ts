/** What the tests use of packages that bring no types. */
declare module 'express' {
  import type { RequestListener } from 'node:http'

  export interface Request {
    baseUrl: string
    route?: unknown
    params: Record<string, string>
    headers: Record<string, string | undefined>
    app: { enabled(setting: string): boolean }
  }
  export interface Response {
    statusCode: number
    on(event: 'finish', listener: () => void): unknown
    status(code: number): Response
    json(body: unknown): void
    send(body: string): void
  }
  export type Next = (error?: unknown) => void
  type Handler = (request: Request, response: Response, next: Next) => unknown
  type ErrorHandler = (error: unknown, request: Request, response: Response, next: Next) => unknown
  interface Router {
    use(handler: Handler | ErrorHandler | Router): void
    use(path: string, handler: Handler | Router): void
    get(path: string | RegExp, handler: Handler): void
    (request: Request, response: Response, next: Next): void
  }
  export function Router(): Router
  export default function express(): Router & RequestListener & { enable(setting: string): void }
}

declare module 'autocannon' {
  interface Options {
    url: string
    /** Requests in all; each waits for its answer. */
    amount: number
    connections: number
    requests?: { path: string; headers?: Record<string, string> }[]
  }
  interface Result {
    errors: number
    timeouts: number
    requests: { total: number }
    statusCodeStats: Record<string, { count: number }>
  }
  export default function autocannon(options: Options): Promise<Result>
}
