import { afterAll, beforeAll, expect, test } from 'vitest'
import { testConnection } from '../../electron/core/source/connection-test.ts'
import { systemClock } from '../../electron/core/clock.ts'
import { startMonitor } from '../support/monitor.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { inputFor, keptLog, sourceFor, until } from '../support/source-kit.ts'

let server: RedisServer

beforeAll(async () => {
  server = await startRedis()
  await server.seed({ 'stats:day:1:total': '5', 'stats:day:1:api:/a': '5' })
  await server.command('ZADD', 'stats:index:apis', '1', '/a')
})
afterAll(() => server.stop())

const allowed =
  /^(time|get|mget|type|ttl|strlen|zcard|zrevrange|scan|info|dbsize|role|hello|select|acl whoami|client setname)$/

test('a monitor sees reading commands alone, whatever is asked of the source', async () => {
  const monitor = await startMonitor(server.port)
  const source = sourceFor(`${server.url}/0`)
  await source.open()
  await source.read({
    totals: ['stats:day:1:total'],
    parts: ['stats:day:1:api:/a'],
    again: ['stats:day:1:total'],
  })
  await source.types(['a'])
  await source.ttls(['a'])
  await source.texts(['stats:day:1:total'])
  await source.index('stats:index:apis')
  await source.scanStep({ cursor: null, match: 'stats:*', count: 10 })
  await source.facts()
  await source.close()
  const deps = { clock: systemClock(), log: keptLog() }
  expect((await testConnection(inputFor(`${server.url}/1`), deps)).ok).toBe(true)
  const seen = (): string[] =>
    monitor
      .commands()
      .map(({ name, args }) => (/^(acl|client)$/.test(name) ? `${name} ${args[0]?.toLowerCase()}` : name))
  const asked = (name: string): number => seen().filter((command) => command === name).length
  await until(() => asked('zcard') === 3, 'the last question that a monitor shows is seen')
  const commands = seen()
  monitor.stop()
  expect(commands.filter((command) => !allowed.test(command))).toEqual([])
  const administered = [
    ...String(await server.command('INFO', 'commandstats')).matchAll(/cmdstat_(acl[|a-z]*):/g),
  ]
  expect(administered.map(([, name]) => name).sort()).toEqual(['acl|dryrun', 'acl|getuser', 'acl|whoami'])
  expect(commands).toEqual(
    expect.arrayContaining(['time', 'get', 'mget', 'scan', 'select', 'client setname', 'zrevrange']),
  )
})
