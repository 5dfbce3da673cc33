import { BrowserWindow, session, type PrintToPDFOptions, type Session } from 'electron'
import type { Log } from './core/log.ts'
import { confineSession } from './security.ts'
import { AppError } from '../shared/errors.ts'

const scheme = 'printed'
const headers = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
  'X-Content-Type-Options': 'nosniff',
}

/** A4 with room for the page numbers; inches. */
const paper: PrintToPDFOptions = {
  pageSize: 'A4',
  margins: { top: 0.55, bottom: 0.65, left: 0.5, right: 0.5 },
  printBackground: true,
  displayHeaderFooter: true,
  headerTemplate: '<span></span>',
  footerTemplate:
    '<div style="width:100%;padding:0 0.5in;font:8px sans-serif;color:#5c6675;text-align:right"><span class="pageNumber"></span> / <span class="totalPages"></span></div>',
  generateTaggedPDF: true,
}

/**
 * Prints pages as PDF in windows that nobody sees: in a session of their own that loads the one page from memory and nothing
 * else, without scripts. Errors: `format_unavailable`.
 */
export function pagePrinter(log: Log): (html: string) => Promise<Uint8Array> {
  const pages = new Map<string, string>()
  let confined: Session | null = null
  let count = 0

  return async (html) => {
    confined ??= printSession(pages)
    const url = `${scheme}://page/${(count += 1)}`
    pages.set(url, html)
    const window = new BrowserWindow({ show: false, webPreferences: webPreferences(confined) })
    try {
      return await Promise.race([printed(window, url), gone(window)])
    } catch (error) {
      log.error('A page could not be printed.', error)
      throw new AppError(
        'format_unavailable',
        'The page could not be printed as PDF: export HTML, and print that.',
        { cause: error },
      )
    } finally {
      pages.delete(url)
      if (!window.isDestroyed()) window.destroy()
    }
  }
}

async function printed(window: BrowserWindow, url: string): Promise<Uint8Array> {
  await window.loadURL(url)
  return window.webContents.printToPDF(paper)
}

/** A page whose process ends is never printed. */
function gone({ webContents }: BrowserWindow): Promise<never> {
  return new Promise((_resolve, reject) => {
    webContents.once('render-process-gone', (_event, { reason }) =>
      reject(new Error(`The process of the page ended: ${reason}.`)),
    )
  })
}

/** One session for all pages, in memory. */
function printSession(pages: ReadonlyMap<string, string>): Session {
  const own = session.fromPartition('printed', { cache: false })
  confineSession(own, (url) => pages.has(url))
  own.protocol.handle(scheme, ({ url }) => {
    const html = pages.get(url)
    return html === undefined ? new Response(null, { status: 404 }) : new Response(html, { headers })
  })
  return own
}

function webPreferences(own: Session): Electron.WebPreferences {
  return {
    session: own,
    javascript: false,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    spellcheck: false,
    devTools: false,
    // A window that nobody sees is drawn all the same.
    backgroundThrottling: false,
  }
}
