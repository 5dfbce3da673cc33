import type { ConnectionTest, SourceInfo } from '../../../../shared/connection.ts'
import { counterKey, indexKey } from '../../../../shared/keys.ts'
import { bucketAt } from '../../../../shared/time.ts'
import type { Clock } from '../deps.ts'
import { inspectScheme } from '../scheme/inspect.ts'
import { createSampleSource } from './sample-source.ts'

/** The connection test of the sample data, which reads them as a test of a Redis would. */
export async function checkSample(info: SourceInfo, clock: Clock): Promise<ConnectionTest> {
  const source = createSampleSource(info, clock)
  await source.open()
  const day = bucketAt(clock.now(), 'day')
  const { totals } = await source.read({
    totals: [counterKey(info.prefix, 'day', day, { kind: 'total' })],
    parts: [],
  })
  const index = await source.index(indexKey(info.prefix, 'api'))
  const { keys } = await source.facts()
  const { report } = await inspectScheme(source, { info, clock, keys })
  await source.close()
  return {
    ok: true,
    source: info,
    server: null,
    serverVersion: null,
    latencyMs: 0,
    keys,
    endpointsSeen: index?.length ?? null,
    callsToday: typeof totals[0] === 'number' ? totals[0] : 0,
    mayWrite: false,
    aclRule: '',
    checks: [
      {
        what: 'connect',
        ok: true,
        outcome: 'ok',
        message: 'The sample data is built in and needs no server.',
      },
    ],
    scheme: report,
    issues: [],
  }
}
