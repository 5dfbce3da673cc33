import { Redis } from 'ioredis'
import { createRecorder, type Loss, type RecorderStats } from '../../electron/recorder.ts'
import { makeCalls } from './calls.ts'

/**
 * A service of its own that records the calls of a list, some in each turn, until its parent says "stop" or the list ends;
 * then it closes its recorder and tells how many calls it recorded and what became of them.
 */
export interface RecordingResult {
  calls: number
  stats: RecorderStats
  losses: Loss[]
}

const [port = '', seed = ''] = process.argv.slice(2)
const fromMs = Date.parse('2096-02-29T12:00:00Z')
const calls = makeCalls({ seed, fromMs, toMs: fromMs + 3_600_000, count: 60_000, users: 3_000 })
const losses: Loss[] = []
const recorder = createRecorder({
  redis: new Redis({ port: Number(port), host: '127.0.0.1', lazyConnect: true }),
  flushIntervalMs: 20,
  timeoutMs: 2_000,
  onLoss: (loss) => void losses.push(loss),
})

let recorded = 0
let isStopped = false
process.once('message', () => (isStopped = true))
while (!isStopped && recorded < calls.length) {
  await new Promise((resolve) => setTimeout(resolve, 2))
  // The list must outlast the times in which Redis is away.
  if (recorder.stats().waiting > 2_000) continue
  for (const { user, endpoint, status, atMs } of calls.slice(recorded, recorded + 40)) {
    recorder.record(user, endpoint, status, atMs)
    recorded += 1
  }
}
const { waiting } = await recorder.flush()
// The parent has Redis up again by now: nothing is left where it answers.
for (let left = waiting; left > 0;) left = (await recorder.flush()).waiting
const stats = await recorder.close()
process.send!({ calls: recorded, stats, losses } satisfies RecordingResult, () => process.disconnect())
