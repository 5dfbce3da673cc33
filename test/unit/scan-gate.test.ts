import { describe, expect, it } from 'vitest'
import { createScanGate, type ScanTurn } from '../../electron/core/stats/scan-gate.ts'

const never = new AbortController().signal

function held(): { promise: Promise<void>; open(): void } {
  let open = (): void => undefined
  const promise = new Promise<void>((resolve) => (open = resolve))
  return { promise, open: () => open() }
}

describe('the gate of scans', () => {
  it('lets in one at a time, in the order in which they came', async () => {
    const gate = createScanGate()
    const first = held()
    const order: string[] = []
    const run = (name: string, until: Promise<void>): Promise<boolean> =>
      gate.run(async ({ hasWaited }) => {
        order.push(`${name} begins`)
        await until
        order.push(`${name} ends`)
        return hasWaited
      }, never)
    const all = [run('a', first.promise), run('b', Promise.resolve()), run('c', Promise.resolve())]
    first.open()
    expect(await Promise.all(all)).toEqual([false, true, true])
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  })

  it('lets those who wait pass a long one between its steps', async () => {
    const gate = createScanGate()
    const order: string[] = []
    const long = gate.run(async (turn: ScanTurn) => {
      for (const step of [1, 2, 3]) {
        order.push(`step ${step}`)
        await turn.letOthersPass()
      }
    }, never)
    const short = gate.run(async () => void order.push('short'), never)
    await Promise.all([long, short])
    expect(order).toEqual(['step 1', 'short', 'step 2', 'step 3'])
  })

  it('opens again after a failure, and for the others when one who waits gives up', async () => {
    const gate = createScanGate()
    const first = held()
    const failing = gate.run(async () => {
      await first.promise
      throw new Error('no')
    }, never)
    const abort = new AbortController()
    const givenUp = gate.run(async () => 'never', abort.signal)
    const last = gate.run(async () => 'last', never)
    abort.abort(new Error('given up'))
    await expect(givenUp).rejects.toThrow('given up')
    first.open()
    await expect(failing).rejects.toThrow('no')
    expect(await last).toBe('last')
  })

  it('stays shut for others when one that let them pass is cancelled meanwhile', async () => {
    const gate = createScanGate()
    const abort = new AbortController()
    const inside = held()
    const order: string[] = []
    const long = gate.run((turn) => turn.letOthersPass(), abort.signal)
    const other = gate.run(async () => {
      abort.abort(new Error('cancelled'))
      await inside.promise
      order.push('other ends')
    }, never)
    const third = gate.run(async () => void order.push('third'), never)
    await expect(long).rejects.toThrow('cancelled')
    inside.open()
    await Promise.all([other, third])
    expect(order).toEqual(['other ends', 'third'])
  })
})
