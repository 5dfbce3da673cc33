import { AppError } from '../../shared/errors.ts'
import type { Recorder, RecorderStats } from '../recorder.ts'

/** Calls that may wait in memory. */
const mostWaiting = 20_000
const patienceMs = 30_000
/** What no waiting mends. */
const refusal = /^(NOPERM|NOAUTH|WRONGPASS|MOVED|CROSSSLOT|READONLY)\b/

/** Waits until few enough calls are left in memory. Throws AppError where Redis does not take them for too long. */
export async function makeRoom(recorder: Recorder): Promise<void> {
  if (recorder.stats().waiting >= mostWaiting) await sendAll(recorder)
}

/** Waits until Redis has taken all calls. Throws AppError where it does not for too long. */
export async function sendAll(recorder: Recorder): Promise<RecorderStats> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    const stats = await recorder.flush()
    if (stats.waiting === 0) return stats
    const isHopeless = refusal.test(stats.problem ?? '')
    if (isHopeless || performance.now() > deadline) throw notTaken(stats)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

function notTaken({ recorded, waiting, uncertain, problem }: RecorderStats): AppError {
  const perhaps = uncertain === 0 ? '' : `, of ${uncertain} it is not known`
  return new AppError(
    'connection_lost',
    `Redis does not take the calls: ${problem ?? 'no answer'}. ${recorded} were recorded, ${waiting} were not${perhaps}.`,
    { hint: 'Mend that and record the calls that are left.' },
  )
}
