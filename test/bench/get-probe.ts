import { connect } from 'node:net'

/**
 * A client of its own process that GETs one counter about each millisecond over a plain connection. Sends the milliseconds
 * of each GET so far to its parent whenever it is asked, and forgets them.
 */
const socket = connect(Number(process.argv[2]), '127.0.0.1')
socket.setNoDelay(true)
const command = '*2\r\n$3\r\nGET\r\n$21\r\nstats:day:20000:total\r\n'
let samples: number[] = []
let sentAt = 0

function ask(): void {
  sentAt = performance.now()
  socket.write(command)
}

socket.on('connect', ask)
socket.on('data', () => {
  const now = performance.now()
  samples.push(now - sentAt)
  setTimeout(ask, Math.max(0, sentAt + 1 - now))
})
process.on('message', () => {
  process.send!(samples)
  samples = []
})
process.on('disconnect', () => process.exit())
