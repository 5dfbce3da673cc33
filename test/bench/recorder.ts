import { middlewareTimes } from './recorder-middleware.ts'
import { heapOfWaiting } from './recorder-memory.ts'
import { recorderSpeed } from './recorder-speed.ts'
import type { Bench } from './row.ts'

/** The write side: how many calls it counts, what it holds in memory, and what a request pays for it. */
export const recorder: Bench = {
  name: 'recorder',
  title: 'The recorder',
  meaning:
    'A million calls of 100,000 users, 500 endpoints (Zipf) and 5 statuses, recorded in turns of the event loop and timed ' +
    'until flush() returns, in turns with one pipeline per call (8 INCR and 3 EXPIRE, 64 calls in flight) by the same ' +
    'client library against the same server; afterwards every counter is compared with an independent count. The heap is ' +
    'what a recorder without Redis adds for calls that wait, after a collection, by distinct counter of the table and ' +
    'beyond the texts of the names. The middleware is timed inside an Express server under load, request by request: its ' +
    'own call, the noting of the route and the recording when the answer is sent.',
  async run(context) {
    context.say('Recording a million calls in turns with pipelines …')
    const rows = await recorderSpeed(context)
    context.say('Weighing calls that wait …')
    rows.push(await heapOfWaiting())
    context.say('Timing the middleware under load …')
    rows.push(...(await middlewareTimes(context)))
    return rows
  },
}
