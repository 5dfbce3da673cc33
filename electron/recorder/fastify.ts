import type { Recorder } from './options.ts'
import { recordServed, type ServedOptions } from './served.ts'

export type { ServedOptions } from './served.ts'

/** What is used of Fastify's request: `routeOptions` from version 4.10 on, `routerPath` before. */
export interface FastifyRequest {
  routeOptions?: { url?: string | undefined }
  routerPath?: string | undefined
}

/** What is used of Fastify's reply. */
export interface FastifyReply {
  statusCode: number
}

/** A hook that records each call when its answer has been sent: `app.addHook('onResponse', fastifyRecorder(recorder))`. */
export function fastifyRecorder<Request extends FastifyRequest>(
  recorder: Pick<Recorder, 'record'>,
  options: ServedOptions<Request> = {},
): (request: Request, reply: FastifyReply, done: () => void) => void {
  return (request, reply, done) => {
    const { routeOptions } = request
    // Fastify 4 warns of whoever looks at the older name.
    const pattern = (routeOptions ? routeOptions.url : request.routerPath) ?? null
    recordServed(recorder, options, { request, pattern, code: reply.statusCode })
    done()
  }
}
