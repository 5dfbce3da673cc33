import { ipcMain, webContents } from 'electron'
import type { EventName, Events } from '../shared/api.ts'
import type { Answer, Dispatch } from '../shared/rpc.ts'
import { isTrustedSender } from './security.ts'
import { answerMessage } from './wire.ts'

/** Takes calls of our own page over the one channel that there is; `dispatch` may still be on its way. */
export function answerCalls(dispatch: Promise<Dispatch>): void {
  // Whoever starts the core reports its failure.
  dispatch.catch(() => undefined)
  ipcMain.handle('tallyscope:call', async (event, message: unknown): Promise<Answer> => {
    if (!isTrustedSender(event.sender, event.senderFrame)) {
      return { ok: false, code: 'not_allowed', message: 'Only the page of the app may call it.' }
    }
    return (await answerMessage(await dispatch, message)).answer
  })
}

/** Tells every window of the app. */
export function emitToPages<E extends EventName>(event: E, payload: Events[E]): void {
  for (const contents of webContents.getAllWebContents()) {
    if (!contents.isDestroyed() && isTrustedSender(contents, contents.mainFrame)) {
      contents.send('tallyscope:event', event, payload)
    }
  }
}
