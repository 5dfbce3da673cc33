import type { Page } from '@playwright/test'
import type { Answer, Bridge } from '../../shared/rpc.ts'

type PageWithBridge = { bridge: Bridge } & Record<string, (payload: unknown) => void>

/** The bridge of the running page, for use from a test. */
export function bridgeOf(page: Page): Bridge {
  const subscriptions: Promise<unknown>[] = []
  return {
    async call(method, input): Promise<Answer> {
      await Promise.all(subscriptions)
      return page.evaluate(
        ([name, value]) => (window as unknown as PageWithBridge).bridge.call(name, value),
        [method, input] as const,
      )
    },
    on(event, listener) {
      const name = `listener${subscriptions.length}`
      const subscribe = async (): Promise<void> => {
        await page.exposeFunction(name, listener)
        await page.evaluate(
          ([of, to]) => {
            const self = window as unknown as PageWithBridge
            self.bridge.on(of, (payload) => self[to]!(payload))
          },
          [event, name] as const,
        )
      }
      subscriptions.push(subscribe())
      return () => undefined
    },
  }
}
