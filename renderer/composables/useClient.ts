import { inject, readonly, shallowRef, type App, type InjectionKey, type Ref } from 'vue'
import { createClient, type Answer, type Bridge, type Client } from '../../shared/rpc.ts'

export interface PageClient extends Client {
  /** True from a call that nobody was there to answer until one that somebody did. */
  isLost: Readonly<Ref<boolean>>
}

/** Under it the client is provided. */
export const clientKey: InjectionKey<PageClient> = Symbol('client')

/**
 * The contract over a bridge that is watched. A bridge without an app at its other end rejects, or says `not_connected`; as
 * the app itself may say so of its source, the question that an app always answers decides.
 */
export function createPageClient(bridge: Bridge): PageClient {
  const isLost = shallowRef(false)

  async function isUnanswered(answer: Answer, method: string): Promise<boolean> {
    if (answer.ok || answer.code !== 'not_connected') return false
    return method === 'connection' || isUnanswered(await bridge.call('connection', {}), 'connection')
  }

  const watched: Bridge = {
    on: (event, listener) => bridge.on(event, listener),
    async call(method, input) {
      try {
        const answer = await bridge.call(method, input)
        isLost.value = await isUnanswered(answer, method)
        return answer
      } catch (error) {
        isLost.value = true
        throw error
      }
    },
  }
  return { ...createClient(watched), isLost: readonly(isLost) }
}

export function provideClient(app: App, client: PageClient): void {
  app.provide(clientKey, client)
}

export function useClient(): PageClient {
  const client = inject(clientKey)
  if (!client) throw new Error('The page has no client: provideClient() was not called.')
  return client
}
