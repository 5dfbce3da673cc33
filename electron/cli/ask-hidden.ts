import { Interrupted } from './interrupt.ts'

/** A terminal that can stop echoing. */
export interface HiddenInput extends NodeJS.ReadableStream {
  setRawMode(isRaw: boolean): unknown
}

const enter = /[\r\n]/
const ctrlC = '\u0003'
const ctrlD = '\u0004'
const erase = /[\b\u007f]/

/** Asks for one line that does not show while it is typed. Ctrl-C throws Interrupted, Ctrl-D ends the line. */
export function askHidden(
  question: string,
  input: HiddenInput,
  output: NodeJS.WritableStream,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let typed: string[] = []
    // With the echo off before the question shows, nothing that is typed ahead of it appears.
    input.setRawMode(true)
    output.write(question)
    const end = (settle: () => void): void => {
      input.off('data', take)
      input.off('end', finish)
      input.setRawMode(false)
      input.pause()
      output.write('\n')
      settle()
    }
    const finish = (): void => end(() => resolve(typed.join('')))
    const take = (chunk: Buffer | string): void => {
      for (const sign of String(chunk)) {
        if (sign === ctrlC) return end(() => reject(new Interrupted(130)))
        if (enter.test(sign) || sign === ctrlD) return finish()
        typed = erase.test(sign) ? typed.slice(0, -1) : [...typed, sign]
      }
    }
    input.on('data', take)
    input.on('end', finish)
    input.resume()
  })
}
