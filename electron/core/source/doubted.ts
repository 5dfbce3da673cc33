import type { Source } from './source.ts'

/**
 * A source that is asked nothing after its connection was lost until `check` has found that the same counters answer again: behind
 * one address there may be another server. Whatever is asked rejects with what `check` rejects with.
 */
export function doubtAfterLoss(source: Source, check: () => Promise<void>): Source {
  let isDoubted = false
  let checking: Promise<void> | null = null

  source.onStatus(({ state }) => {
    if (state !== 'ready' && state !== 'degraded') isDoubted = true
  })

  const settle = async (): Promise<void> => {
    checking ??= check()
      .then(() => void (isDoubted = false))
      .finally(() => (checking = null))
    await checking
  }

  const surely =
    <Input extends unknown[], Output>(ask: (...input: Input) => Promise<Output>) =>
    async (...input: Input): Promise<Output> => {
      if (isDoubted) await settle()
      return ask(...input)
    }

  return {
    ...source,
    read: surely(source.read),
    types: surely(source.types),
    ttls: surely(source.ttls),
    texts: surely(source.texts),
    index: surely(source.index),
    scanStep: surely(source.scanStep),
    facts: surely(source.facts),
  }
}
