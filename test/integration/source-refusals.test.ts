import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { Source } from '../../electron/core/source/source.ts'
import { freePort, startRedis, type RedisServerOptions } from '../support/redis-server.ts'
import { hello, plainAnswers, startScriptedPeer, type Script } from '../support/scripted-peer.ts'
import { errorOf, inputFor, keptLog, sourceFor, until, within } from '../support/source-kit.ts'
import { createSource } from '../../electron/core/source/create.ts'
import { createManualClock } from '../support/manual-clock.ts'

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

async function server(options?: RedisServerOptions): ReturnType<typeof startRedis> {
  const started = await startRedis(options)
  cleanUps.push(() => started.stop())
  return started
}

async function peer(
  script: Script,
  options?: Parameters<typeof startScriptedPeer>[1],
): ReturnType<typeof startScriptedPeer> {
  const started = await startScriptedPeer(script, options)
  cleanUps.push(() => started.stop())
  return started
}

function source(url: string): Source {
  const made = sourceFor(url)
  cleanUps.push(() => made.close())
  return made
}

/** Opens, and gives the code of the failure and of the status after it. */
async function refusal(url: string): Promise<{ code: string; state: string; message: string }> {
  const made = source(url)
  const { code, message } = await within(6_000, errorOf(made.open()))
  const status = made.status()
  expect('why' in status && status.why).toBe(code)
  expect((await errorOf(made.read({ totals: ['a'], parts: [] }))).code).toBe(code)
  return { code, state: status.state, message }
}

describe('what only a person can mend is refused', () => {
  test('a wrong password', async () => {
    const { url, port } = await server({ password: 'right' })
    expect(await refusal(url.replace('//', '//:wrong@'))).toMatchObject({
      code: 'wrong_password',
      state: 'refused',
    })
    expect(await refusal(`redis://nobody:wrong@127.0.0.1:${port}`)).toMatchObject({ code: 'wrong_password' })
  })

  test('no password where one is needed', async () => {
    const { url } = await server({ password: 'right' })
    expect(await refusal(url)).toMatchObject({ code: 'password_needed', state: 'refused' })
  })

  test('a database number that the server does not have', async () => {
    const { url } = await server()
    expect(await refusal(`${url}/999`)).toMatchObject({ code: 'wrong_database', state: 'refused' })
  })

  test('a cluster', async () => {
    const { url } = await server({ args: ['--cluster-enabled', 'yes'] })
    const { code, message } = await refusal(url)
    expect(code).toBe('is_cluster')
    expect(message).toContain('not supported yet')
  })

  test('a server that answers MOVED', async () => {
    const { url } = await peer((command, socket) =>
      command[0] === 'get' ? '-MOVED 3999 127.0.0.1:6381\r\n' : plainAnswers(command, socket),
    )
    expect(await refusal(url)).toMatchObject({ code: 'is_cluster', state: 'refused' })
  })

  test('a sentinel', async () => {
    const { url } = await peer((command, socket) => {
      if (command[0] === 'hello') return hello('sentinel', 'sentinel')
      if (command[0] === 'get' || command[0] === 'mget') return `-ERR unknown command '${command[0]}'\r\n`
      return plainAnswers(command, socket)
    })
    expect(await refusal(url)).toMatchObject({ code: 'is_sentinel', state: 'refused' })
  })

  test('an HTTP server', async () => {
    const http = createServer((_request, response) => response.end('hello'))
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    cleanUps.push(() => http.close())
    const { port } = http.address() as AddressInfo
    expect(await refusal(`127.0.0.1:${port}`)).toMatchObject({ code: 'not_redis', state: 'refused' })
  })

  test.each([
    ['random bytes', Buffer.from([0x8f, 0x12, 0x00, 0xff, 0x33, 0x9a, 0x0d, 0x0a])],
    ['the greeting of a mail server', '220 mail.example.com ESMTP\r\n'],
    ['the greeting of a shell server', 'SSH-2.0-OpenSSH_9.2\r\n'],
  ])('a server that talks first: %s', async (_what, greeting) => {
    const { url } = await peer(() => null, { greeting })
    expect(await refusal(url)).toMatchObject({ code: 'not_redis', state: 'refused' })
  })

  test('protected mode', async () => {
    const { url } = await peer(() => null, {
      greeting: '-DENIED Redis is running in protected mode because protected mode is enabled\r\n',
    })
    expect(await refusal(url)).toMatchObject({ code: 'no_permission', state: 'refused' })
  })

  test('an address that cannot be read, before anything is sent', () => {
    const deps = { clock: createManualClock(0), log: keptLog() }
    expect(() => createSource(inputFor('redis://host:99999'), deps)).toThrow(/port/)
  })
})

describe('what may pass is down with a next try', () => {
  test('a port where nobody listens', async () => {
    expect(await refusal(`redis://127.0.0.1:${await freePort()}`)).toMatchObject({
      code: 'unreachable',
      state: 'down',
    })
  })

  // So long a label is no name that the resolver would ask anybody for.
  test('a host that does not exist', async () => {
    expect(await refusal(`redis://${'x'.repeat(64)}.invalid`)).toMatchObject({
      code: 'unknown_host',
      state: 'down',
    })
  })

  test.each([
    ['loading', '-LOADING Redis is loading the dataset in memory'],
    ['busy', '-BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.'],
    ['connection_lost', "-MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'."],
  ])('a server that is %s, and it heals by itself', async (code, reply) => {
    const scripted = await peer((command, socket) =>
      command[0] === 'get' || command[0] === 'mget' ? `${reply}\r\n` : plainAnswers(command, socket),
    )
    const made = source(scripted.url)
    expect((await errorOf(made.open())).code).toBe(code)
    expect(made.status()).toMatchObject({ state: 'down', why: code, nextTryAt: expect.any(String) as string })
    scripted.setScript(plainAnswers)
    await until(() => made.status().state === 'ready', 'the source is ready')
  })

  test('a server that is full', async () => {
    const full = await server({ args: ['--maxclients', '1'] })
    await full.command('PING')
    expect(await refusal(full.url)).toMatchObject({ code: 'too_many_clients', state: 'down' })
  })

  test('a server that takes the connection and says nothing', async () => {
    const { url } = await peer(() => null)
    expect(await refusal(url)).toMatchObject({ code: 'timeout', state: 'down' })
  })

  test('a server that closes at once', async () => {
    const { url } = await peer(() => null, { onConnect: (socket: Socket) => socket.destroy() })
    expect(await refusal(url)).toMatchObject({ code: 'connection_lost', state: 'down' })
  })
})

test('a wrong password is tried once and never again by itself', async () => {
  const clock = createManualClock(Date.now())
  const scripted = await peer((command, socket) =>
    command[0] === 'hello'
      ? '-WRONGPASS invalid username-password pair or user is disabled.\r\n'
      : plainAnswers(command, socket),
  )
  const made = sourceFor(scripted.url.replace('//', '//:wrong@'), { clock })
  cleanUps.push(() => made.close())
  expect((await errorOf(made.open())).code).toBe('wrong_password')
  await clock.advance(3_600_000)
  expect(scripted.connections()).toBe(1)
  scripted.setScript(plainAnswers)
  await made.retry()
  expect(made.status().state).toBe('ready')
})

test('no message, status or log line holds a password', async () => {
  const log = keptLog()
  const { url } = await server({ password: 'right' })
  const made = sourceFor(url.replace('//', '//ann:CANARY%2F@'), { log })
  cleanUps.push(() => made.close())
  const error = await errorOf(made.open())
  const said = [
    error.message,
    error.stack,
    JSON.stringify(made.status()),
    JSON.stringify(made.info),
    ...log.lines,
  ].join('\n')
  expect(said).not.toMatch(/CANARY|right/)
  expect(log.lines.length).toBeGreaterThan(0)
})

test('before it is opened a source is idle and reads nothing', async () => {
  const made = source('redis://127.0.0.1:1')
  expect(made.status()).toEqual({ state: 'idle' })
  expect((await errorOf(made.read({ totals: [], parts: ['a'] }))).code).toBe('not_connected')
})
