import { once } from 'node:events'
import { connect } from 'node:net'
import type { Entry } from './endpoint-counters.ts'

const entriesAWrite = 5_000

/** SETs entries of plain ASCII text through one pipelined connection, as fast as the server takes them. */
export async function setAll(port: number, entries: Iterable<Entry>): Promise<void> {
  await pipelined(port, commandsOf(entries), '+OK\r\n'.length)
}

/**
 * Looks up a missing key so often that a hash table of `keys` entries which is being enlarged ends it: the server itself
 * would take minutes, in which each of its answers is dearer.
 */
export async function settleTable(port: number, keys: number): Promise<void> {
  const lookups = 1_000
  const command = `*${lookups + 1}\r\n$4\r\nMGET\r\n${'$1\r\n-\r\n'.repeat(lookups)}`
  const replyBytes = `*${lookups}\r\n`.length + lookups * '$-1\r\n'.length
  const times = Math.ceil(keys / lookups)
  await pipelined(port, repeat(command, times), replyBytes)
}

function* repeat(text: string, times: number): Generator<{ text: string; commands: number }> {
  for (let i = 0; i < times; i++) yield { text, commands: 1 }
}

function* commandsOf(entries: Iterable<Entry>): Generator<{ text: string; commands: number }> {
  let text = ''
  let commands = 0
  for (const [key, value] of entries) {
    text += `*3\r\n$3\r\nSET\r\n$${key.length}\r\n${key}\r\n$${value.length}\r\n${value}\r\n`
    commands += 1
    if (commands < entriesAWrite) continue
    yield { text, commands }
    text = ''
    commands = 0
  }
  if (commands > 0) yield { text, commands }
}

/** Writes commands whose replies all have one length, and waits for the last reply. */
async function pipelined(
  port: number,
  batches: Iterable<{ text: string; commands: number }>,
  replyBytes: number,
): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  let sent = 0
  let received = 0
  let wake = (): void => undefined
  let failure: Error | null = null
  socket.on('data', (bytes) => {
    const error = bytes.indexOf(received === 0 && bytes[0] === 0x2d ? '-' : '\n-')
    if (error >= 0) failure = new Error(`The server refused: ${bytes.toString('latin1', error, error + 80)}`)
    received += bytes.length
    wake()
  })
  socket.on('error', (error) => (failure ??= error))
  socket.on('close', () => {
    failure ??= new Error('The server closed the connection.')
    wake()
  })
  const until = async (isReached: () => boolean): Promise<void> => {
    while (!isReached()) {
      if (failure) throw failure
      await new Promise<void>((resolve) => (wake = resolve))
    }
  }
  for (const { text, commands } of batches) {
    socket.write(text, 'latin1')
    sent += commands * replyBytes
    await until(() => sent - received < 20 * entriesAWrite * replyBytes)
  }
  await until(() => received >= sent)
  socket.removeAllListeners('close')
  socket.destroy()
}
