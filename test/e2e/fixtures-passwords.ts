import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { createClient, type Client } from '../../shared/rpc.ts'
import { bridgeOf } from './fixtures-bridge.ts'
import { expect, type App } from './fixtures.ts'

export function clientOf(page: Page): Client {
  return createClient(bridgeOf(page))
}

/** How the passwords of the saved connections are kept. */
export async function passwordStates(page: Page): Promise<string[]> {
  return (await clientOf(page).api.connections()).items.map((item) => item.password)
}

/** Waits until the present source is in a state, such as `ready` or `refused password_needed`. */
export async function expectState(page: Page, state: string): Promise<void> {
  await expect
    .poll(async () => {
      const { status } = await clientOf(page).api.connection()
      return 'why' in status ? `${status.state} ${status.why}` : status.state
    })
    .toBe(state)
}

/** Fails if a file of the app holds the secret in clear. */
export async function expectInNoFile({ dataDir }: App, secret: string): Promise<void> {
  for (const name of await readdir(dataDir, { recursive: true })) {
    const bytes = await readFile(join(dataDir, name)).catch(() => Buffer.of())
    expect([name, bytes.includes(secret)]).toEqual([name, false])
  }
}
