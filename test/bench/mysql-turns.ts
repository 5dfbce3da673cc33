import { sharedForMs } from '../../electron/core/stats/overview-answer.ts'
import type { Watch } from '../../electron/core/stats/watch.ts'
import { ask, pagesRead, queries } from './calls-table.ts'
import { endpointNames } from './endpoint-counters.ts'
import type { MariaDb } from './mariadb.ts'
import { pause } from './pause.ts'
import { median, timed } from './samples.ts'

export const turns = 5
export const overviewsATurn = 6
const top = endpointNames.length

export interface Turns {
  /** Medians, in milliseconds. */
  totalMs: number
  hotApisMs: number
  queriesMs: number
  overviewMs: number
  /** The answers that were not the same on both sides. */
  differences: number
}

/** Both queries and the overview in turns; the first turn warms and does not count. */
export async function askInTurns(mariadb: MariaDb, watch: Watch): Promise<Turns> {
  const samples = { total: [] as number[], hotApis: [] as number[], overview: [] as number[] }
  let differences = 0
  let readBefore = 0
  for (let turn = 0; turn <= turns; turn++) {
    const total = await ask(mariadb, queries.total)
    const hotApis = await ask(mariadb, queries.hotApis(top))
    const asked = JSON.stringify([total.rows[0], hotApis.rows])
    const overviewMs: number[] = []
    while (overviewMs.length < overviewsATurn) {
      await pause(sharedForMs + 50)
      overviewMs.push(
        await timed(async () => {
          const { today, hotApis } = await watch.overview({ zone: 'UTC', top, complete: false })
          const shown = hotApis.map(({ endpoint, calls }) => [endpoint, String(calls)])
          if (JSON.stringify([[String(today.calls)], shown]) !== asked) differences += 1
        }),
      )
    }
    if (turn === 0) {
      readBefore = await pagesRead(mariadb)
      continue
    }
    samples.total.push(total.ms)
    samples.hotApis.push(hotApis.ms)
    samples.overview.push(...overviewMs)
  }
  if ((await pagesRead(mariadb)) > readBefore) throw new Error('The table was not wholly in memory.')
  return {
    totalMs: median(samples.total),
    hotApisMs: median(samples.hotApis),
    queriesMs: median(samples.total.map((ms, i) => ms + samples.hotApis[i]!)),
    overviewMs: median(samples.overview),
    differences,
  }
}
