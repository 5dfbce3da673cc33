import { open } from 'node:fs/promises'
import { placeError } from './place-error.ts'
import type { OutFile } from './format-writer.ts'

/** A file that is being written. */
export interface OpenFile extends OutFile {
  /** Brings all of it to the disk and closes it; gives its size. Errors: as `write`. */
  finish(): Promise<number>
  /** Closes it as it is. */
  drop(): Promise<void>
}

/** Text is collected to pieces of so many characters. */
const pieceLength = 128 * 1_024

/** Makes a file that is not there yet. `shown` is the name that errors call it by. */
export async function openFile(file: string, shown: string): Promise<OpenFile> {
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw placeError(error, shown)
    }
  }
  const handle = await guarded(() => open(file, 'wx'))
  let piece = ''
  let bytes = 0

  const put = async (chunk: Uint8Array): Promise<void> => {
    await guarded(() => handle.writeFile(chunk))
    bytes += chunk.byteLength
  }
  const putPiece = async (): Promise<void> => {
    if (piece === '') return
    const text = piece
    piece = ''
    await put(Buffer.from(text))
  }

  return {
    async write(chunk) {
      if (typeof chunk === 'string') {
        piece += chunk
        if (piece.length >= pieceLength) await putPiece()
      } else {
        await putPiece()
        await put(chunk)
      }
    },
    async finish() {
      await putPiece()
      await guarded(() => handle.sync())
      await guarded(() => handle.close())
      return bytes
    },
    // It is removed next: what cannot be closed is no loss.
    drop: () => handle.close().catch(() => undefined),
  }
}
