import { connect } from 'node:net'
import { until } from './source-kit.ts'

/** What a Redis is told by all its clients, as it comes. */
export interface Monitor {
  /** Names in small letters and arguments; bytes that are no text as Redis writes them. */
  commands(): { name: string; args: string[] }[]
  stop(): void
}

/** Commands that change what a Redis holds, or could. */
export const writing =
  /^(set|setex|psetex|setnx|getset|getdel|getex|mset|msetnx|append|setrange|incr|incrby|incrbyfloat|decr|decrby|del|unlink|expire|pexpire|expireat|pexpireat|persist|rename|renamenx|copy|move|restore|sort|(l|r)push|(l|r)pop|(s|z|pf|x|geo)add|(s|z)rem|hset|hdel|hincrby|eval|evalsha|fcall|script|function|multi|watch|flushdb|flushall|config|swapdb|publish)$/

export async function startMonitor(port: number): Promise<Monitor> {
  const socket = connect(port, '127.0.0.1')
  let text = ''
  socket.on('data', (bytes) => (text += bytes.toString('latin1')))
  socket.write('MONITOR\r\n')
  await until(() => text.startsWith('+OK'), 'the monitor runs')
  return {
    commands: () =>
      [...text.matchAll(/^\+[0-9.]+ \[[^\]]*\]((?: "(?:[^"\\]|\\.)*")+)\r?$/gm)].map(([, all = '']) => {
        const [name = '', ...args] = [...all.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = '']) => word)
        return { name: name.toLowerCase(), args }
      }),
    stop: () => socket.destroy(),
  }
}
