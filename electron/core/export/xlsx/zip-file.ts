import { Readable, finished } from 'node:stream'
import { ZipFile } from 'yazl'
import type { OutFile } from '../format-writer.ts'

/** Adds one part of a zip file and waits until all of it is read. */
export type AddPart = (name: string, content: Iterable<string> | AsyncIterable<string>) => Promise<void>

/** Writes a zip file part by part; no part is ever wholly in memory. */
export async function writeZip(
  out: OutFile,
  madeAt: Date,
  fill: (add: AddPart) => Promise<void>,
): Promise<void> {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  zip.on('error', (error: Error) => output.destroy(error))
  let current: Readable | null = null

  const add: AddPart = (name, content) =>
    new Promise((resolve, reject) => {
      const part = Readable.from(bytesOf(content), { highWaterMark: 1 })
      current = part
      finished(part, (error) => (error ? reject(error) : resolve()))
      zip.addReadStreamLazy(name, { mtime: madeAt }, (give) => give(null, part))
    })

  const filled = fill(add).then(
    () => zip.end(),
    (error: Error) => void output.destroy(error),
  )
  try {
    for await (const chunk of output) await out.write(chunk as Uint8Array)
  } finally {
    ;(current as Readable | null)?.destroy()
    await filled
  }
}

async function* bytesOf(content: Iterable<string> | AsyncIterable<string>): AsyncGenerator<Uint8Array, void> {
  for await (const text of content) yield Buffer.from(text)
}
