import { readFileSync } from 'node:fs'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Source } from '../../electron/core/source/source.ts'
import { makeCertificate, type Certificate } from '../support/certificate.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { errorOf, sourceFor, within } from '../support/source-kit.ts'

let own: Certificate
let foreign: Certificate
let secure: RedisServer
let wrongName: RedisServer
let plain: RedisServer
const made: Source[] = []
const trusted = getCACertificates('default')

beforeAll(async () => {
  own = await makeCertificate()
  foreign = await makeCertificate({ host: 'elsewhere.example' })
  secure = await startRedis({ tls: own })
  plain = await startRedis()
  wrongName = await startRedis({ tls: foreign })
})
afterEach(async () => {
  setDefaultCACertificates(trusted)
  for (const source of made.splice(0)) await source.close()
})
afterAll(async () => {
  for (const server of [secure, wrongName, plain]) await server.stop()
  await own.remove()
  await foreign.remove()
})

function source(url: string): Source {
  const one = sourceFor(url)
  made.push(one)
  return one
}

const trust = (certificate: Certificate): void => {
  setDefaultCACertificates([...trusted, readFileSync(certificate.cert, 'utf8')])
}

describe('TLS', () => {
  test('with a certificate that this computer trusts connects and reads', async () => {
    trust(own)
    await secure.seed({ 'stats:day:1:total': '8' })
    const one = source(secure.url)
    await one.open()
    expect((await one.read({ totals: ['stats:day:1:total'], parts: [] })).totals).toEqual([8])
    expect(one.info.address).toBe(`rediss://127.0.0.1:${secure.port}/0`)
  })

  test('with a self-signed certificate that nobody trusts is refused', async () => {
    const one = source(secure.url)
    const error = await within(6_000, errorOf(one.open()))
    expect(error.code).toBe('tls_certificate')
    expect(one.status()).toMatchObject({ state: 'refused', why: 'tls_certificate' })
  })

  test('with a trusted certificate of another host is refused', async () => {
    trust(foreign)
    const error = await within(6_000, errorOf(source(wrongName.url).open()))
    expect(error.code).toBe('tls_certificate')
  })

  test('asked of a server that speaks none is refused with what to write', async () => {
    const one = source(`rediss://127.0.0.1:${plain.port}`)
    const error = await within(6_000, errorOf(one.open()))
    expect(error.code).toBe('tls_not_spoken')
    expect(error.message).toContain('redis://')
    expect(one.status().state).toBe('refused')
  })

  test('not asked of a server that speaks nothing else is refused with what to write', async () => {
    const one = source(`redis://127.0.0.1:${secure.port}`)
    const error = await within(6_000, errorOf(one.open()))
    expect(error.code).toBe('tls_needed')
    expect(error.message).toContain('rediss://')
    expect(one.status().state).toBe('refused')
  })

  test('with a server that wants a client certificate is refused and says so', async () => {
    trust(own)
    await secure.command('CONFIG', 'SET', 'tls-auth-clients', 'yes')
    const error = await within(6_000, errorOf(source(secure.url).open()))
    await secure.command('CONFIG', 'SET', 'tls-auth-clients', 'no')
    expect(error.code).toBe('tls_certificate')
    expect(error.message).toContain('client certificate')
  })
})
