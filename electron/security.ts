import { app, shell, type Session, type WebContents } from 'electron'
import type { Log } from './core/log.ts'
import { isKnownLink } from './links.ts'
import { appOrigin, appPage } from './origin.ts'

const ownBlobs = `blob:${appOrigin}/`

/** Every page of this program: stays where it is, opens nothing, embeds nothing. */
export function confinePages(log: Log): void {
  app.on('web-contents-created', (_event, contents) => {
    const stay = (event: Electron.Event, url: string): void => {
      if (isOurPage(url)) return
      event.preventDefault()
      log.warn('The page was kept from leaving the app.')
    }
    contents.on('will-frame-navigate', (event) => stay(event, event.url))
    contents.on('will-redirect', (event) => stay(event, event.url))
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      if (isKnownLink(url)) void shell.openExternal(url)
      return { action: 'deny' }
    })
  })
}

/** No permission is ever given, no device handed out, nothing fetched from outside the app, or but what a session is for. */
export function confineSession(session: Session, mayLoad = isOfApp): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler(null)
  session.setSpellCheckerEnabled(false)
  session.on('will-download', (event, item, contents) => {
    if (!isOurFile(item, contents)) return event.preventDefault()
    // Where it goes is asked by the system's dialog.
    item.setSaveDialogOptions({ defaultPath: item.getFilename() })
  })
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !mayLoad(url) }))
}

/** Whether a message comes from the main frame of our own page. The one place where senders are checked. */
export function isTrustedSender(sender: WebContents, frame: Electron.WebFrameMain | null): boolean {
  return frame !== null && frame === sender.mainFrame && frame.origin === appOrigin
}

function isOurPage(url: string): boolean {
  return url === appPage || url.startsWith(`${appPage}#`)
}

/** Whether a file is one that our own page made, as its tables and charts are saved. */
function isOurFile(item: Electron.DownloadItem, contents: WebContents | undefined): boolean {
  if (!contents || !isOurPage(contents.getURL())) return false
  return [item.getURL(), ...item.getURLChain()].every((url) => url.startsWith(ownBlobs))
}

function isOfApp(url: string): boolean {
  return url.startsWith(appPage) || url.startsWith(ownBlobs) || /^(devtools|data):/.test(url)
}
