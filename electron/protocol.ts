import { readFile } from 'node:fs/promises'
import { protocol, type Session } from 'electron'
import type { FindAsset } from './assets.ts'
import { appOrigin, appScheme } from './origin.ts'
import { pageHeaders } from './page-headers.ts'

/** Makes `app://` a scheme with an origin of its own, as https is. Before the app is ready. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true }
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges }])
}

/** Gives the built page's files, and nothing else, to pages of `session`. */
export function serveAppScheme(session: Session, findAsset: FindAsset): void {
  session.protocol.handle(appScheme, async ({ url, method }) => {
    const asset = method === 'GET' && isOurs(url) ? findAsset(new URL(url).pathname) : undefined
    if (!asset)
      return new Response('There is no such page.', { status: 404, headers: pageHeaders('text/plain') })
    const body = new Uint8Array(await readFile(asset.file))
    return new Response(body, { headers: pageHeaders(asset.contentType) })
  })
}

function isOurs(url: string): boolean {
  return url.startsWith(`${appOrigin}/`)
}
