import { AppError } from '../../../../shared/errors.ts'
import type { ConnectionCheck, ConnectionTest, SourceInfo } from '../../../../shared/connection.ts'
import type { Clock } from '../deps.ts'
import { aclRule } from './acl-rule.ts'
import { checkCounters } from './check-counters.ts'
import { checkNames } from './check-names.ts'
import { checkSharing } from './check-sharing.ts'
import { checkServer } from './check-server.ts'
import { contact } from './contact.ts'
import type { Standing } from './greet.ts'
import { connectionFailureAmong, type Dial, type Link, type Send } from './link.ts'
import { mayWrite } from './rights.ts'

export interface CheckOptions {
  info: SourceInfo
  dial: Dial
  database: number
  /** Whether reports are to be written. */
  isShared: boolean
  clock: Clock
}

/** The connection test over a Redis. Never rejects for a failure of the connection. */
export async function checkRedis({
  info,
  dial,
  database,
  isShared,
  clock,
}: CheckOptions): Promise<ConnectionTest> {
  const test: ConnectionTest = {
    ok: false,
    source: info,
    server: null,
    serverVersion: null,
    latencyMs: null,
    keys: null,
    endpointsSeen: null,
    callsToday: null,
    mayWrite: null,
    aclRule: aclRule(info, database, { isShared }),
    checks: [],
    scheme: null,
    issues: [],
  }
  let link: Link | null = null
  try {
    const { signal } = new AbortController()
    const made = await contact({ dial, where: info.address, prefix: info.prefix, clock, peek: true, signal })
    link = made.link
    test.latencyMs = made.latencyMs
    test.serverVersion = made.standing.version
    test.server = serverKind(made.standing)
    test.aclRule = aclRule(info, database, { isShared, version: test.serverVersion })
    await ask(test, link, { database, isShared, clock })
  } catch (error) {
    test.ok = false
    const check = failed(error)
    if (check.code === 'is_cluster') test.server = 'cluster'
    if (check.code === 'is_sentinel') test.server = 'sentinel'
    test.checks.push(check)
  } finally {
    link?.close()
  }
  return test
}

async function ask(
  test: ConnectionTest,
  link: Link,
  deps: { database: number; isShared: boolean; clock: Clock },
): Promise<void> {
  const { source: info } = test
  const { prefix, reportPrefix, address } = info
  test.checks.push({ what: 'connect', ok: true, outcome: 'ok', message: `Connected to ${address}.` })

  const send: Send = async (commands) => {
    const answers = await link.send(commands)
    const failure = connectionFailureAmong(answers)
    if (failure) throw failure
    return answers
  }
  const server = await checkServer(test, send)
  const nowMs = server.serverMs ?? deps.clock.now()
  await checkCounters(test, send, nowMs)
  const names = await checkNames(test, send, deps.clock)
  test.mayWrite = await mayWrite(send, [prefix, reportPrefix])
  if (deps.isShared) test.checks.push(await checkSharing(send, info))
  explainEmpty(test, { ...deps, ...names, keyspace: server.keyspace })
  test.ok =
    test.checks.every((check) => check.ok || check.outcome === 'refused') && !isRefused(test, 'counters')
}

/** Where no call of today was found, says what to look at: the database number, the prefix, or the services. */
function explainEmpty(
  test: ConnectionTest,
  { database, keysSeen, keyspace }: { database: number; keysSeen: number; keyspace: Map<number, number> },
): void {
  const check = test.checks.find(({ what }) => what === 'counters')
  if (check?.outcome !== 'empty') return
  const others = [...keyspace]
    .filter(([number]) => number !== database)
    .map(([number, keys]) => `${number} (${keys} keys)`)
  const elsewhere = others.length > 0 ? ` Other databases hold keys: ${others.join(', ')}.` : ''
  const { prefix } = test.source
  if (test.keys === 0) {
    check.message = `Database ${database} is empty: check the database number at the end of the address.${elsewhere}`
  } else if (keysSeen === 0 && !isRefused(test, 'scan')) {
    check.message = `No key that begins with "${prefix}:" was found: check the prefix and the database number.${elsewhere}`
  } else {
    check.message = `No call was counted today under "${prefix}:": check the prefix, the bucket offset and whether the services run.${elsewhere}`
  }
}

/** Clusters and Sentinels are turned away before: their failure names them. */
function serverKind({ mode, role }: Standing): ConnectionTest['server'] {
  if (role === 'replica') return 'replica'
  return mode === 'standalone' || role === 'master' ? 'standalone' : null
}

function isRefused(test: ConnectionTest, what: ConnectionCheck['what']): boolean {
  return test.checks.some((check) => check.what === what && check.outcome === 'refused')
}

function failed(error: unknown): ConnectionCheck {
  if (!(error instanceof AppError)) throw error
  const { code, message } = error
  return {
    what: code === 'no_permission' ? 'counters' : 'connect',
    ok: false,
    outcome: 'failed',
    message,
    code,
  }
}
