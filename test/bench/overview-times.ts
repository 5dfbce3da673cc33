import { createWatch } from '../../electron/core/stats/watch.ts'
import { sharedForMs } from '../../electron/core/stats/overview-answer.ts'
import { pause } from './pause.ts'
import { reported, type Row } from './row.ts'
import { median, percentile } from './samples.ts'
import { openSource, watchDeps } from './watched.ts'

const answers = 30

/** The whole answer with 500 rows, each with a reading of its own, as one window asks for it. */
export async function overviewTimes(url: string): Promise<Row[]> {
  const source = await openSource(url)
  const watch = createWatch(watchDeps(source))
  await watch.overview({ zone: 'UTC', top: 500, complete: true })
  const times: number[] = []
  for (let i = 0; i < answers; i++) {
    await pause(sharedForMs + 50)
    const startedAt = performance.now()
    const { hotApis } = await watch.overview({ zone: 'UTC', top: 500, complete: false })
    times.push(performance.now() - startedAt)
    if (hotApis.length !== 500) throw new Error(`The overview shows ${hotApis.length} endpoints, not 500.`)
  }
  watch.stop()
  await source.close()
  const from = `${answers} answers`
  return [
    reported({ name: 'Whole overview answer, median', measured: median(times), unit: 'ms', from }),
    reported({ name: 'Whole overview answer, p95', measured: percentile(times, 0.95), unit: 'ms', from }),
  ]
}
