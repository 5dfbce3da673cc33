import { connect } from 'node:net'

/**
 * A client of its own process that keeps a server busy until it is killed: over four connections, each with a pipeline of
 * 1,000 GETs after the other, so that some always wait.
 */
const lookups = 1_000
const command = '*2\r\n$3\r\nGET\r\n$21\r\nstats:day:20000:total\r\n'.repeat(lookups)
const replyBytes = lookups * '$-1\r\n'.length

for (let i = 0; i < 4; i++) {
  const socket = connect(Number(process.argv[2]), '127.0.0.1')
  let received = 0
  socket.on('connect', () => socket.write(command))
  socket.on('data', (bytes) => {
    received += bytes.length
    if (received % replyBytes === 0) socket.write(command)
  })
}
process.on('disconnect', () => process.exit())
