import type { Command } from './slice.ts'

/** Whether an error is Redis' own word: what it answers to was read, and was not carried out. */
export function isReply(error: unknown): error is Error {
  return error instanceof Error && error.name === 'ReplyError'
}

/** What Redis said against one command, with the key. */
export function refusalText(error: Error, { args: [key = ''] }: Command): string {
  return `${error.message} (${JSON.stringify(key.slice(0, 200))})`
}

/** Whether it is about the key's value, so that sending the same again would end the same way. */
export function isForGood(error: Error): boolean {
  return /^(WRONGTYPE|ERR)\b/.test(error.message)
}

/** Whether a server that says this to a question will not take counters now. Without the right to ask it may all the same. */
export function isBusy(error: Error): boolean {
  return !/^(NOPERM|ERR)\b/.test(error.message)
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
