import { systemClock } from '../../electron/core/clock.ts'
import { createSharedTurn } from '../../electron/core/reports/shared-turn.ts'
import { createReportStore } from '../../electron/core/source/create.ts'
import { inputFor, keptLog } from './source-kit.ts'

/** Takes the turn of the Redis named first and keeps it for ever, saying so: whoever kills this program knows that it had it. */
const [url = ''] = process.argv.slice(2)
const deps = { clock: systemClock(), log: keptLog() }
const turn = createSharedTurn({
  store: createReportStore(inputFor(url), deps)!,
  ...deps,
  secondsLeft: async () => null,
  onRefused: (why) => {
    throw why
  },
  onTaken: () => undefined,
})
// Its timers alone keep no process alive.
setInterval(() => undefined, 1_000)
await turn.run(
  () => {
    process.stdout.write('counting\n')
    return new Promise(() => undefined)
  },
  { signal: new AbortController().signal, onWaiting: () => undefined },
)
