import { granularities, type Granularity } from '../../../../shared/api.ts'
import type { ConnectionCheck, ConnectionTest } from '../../../../shared/connection.ts'
import { counterKey } from '../../../../shared/keys.ts'
import { bucketAt, bucketStart, tableRetentionMs } from '../../../../shared/time.ts'
import { rightCheck } from './check-server.ts'
import { command } from './commands.ts'
import { countFromReply } from './count.ts'
import type { Send } from './link.ts'
import { isNoPermission, isWrongType } from './server-errors.ts'
import { keyToWire, replyText, type Answer } from './wire.ts'

interface Total {
  key: string
  granularity: Granularity
  bucket: number
}

/** Whether totals can be read: GET, MGET, TYPE and TTL of the running day, hour and minute. */
export async function checkCounters(test: ConnectionTest, send: Send, nowMs: number): Promise<void> {
  const { prefix, bucketOffsetMinutes } = test.source
  const totals = granularities.map((granularity): Total => {
    const bucket = bucketAt(nowMs, granularity, bucketOffsetMinutes)
    return { key: counterKey(prefix, granularity, bucket, { kind: 'total' }), granularity, bucket }
  })
  const today = totals.find(({ granularity }) => granularity === 'day')!
  const keys = totals.map(({ key }) => keyToWire(key))
  const [get, mget, type, ...lives] = await send([
    command('get', keyToWire(today.key)),
    command('mget', ...keys),
    command('type', keyToWire(today.key)),
    ...keys.map((key) => command('ttl', key)),
  ])
  test.checks.push(
    countersCheck(test, get, today.key),
    rightCheck(
      'mget',
      mget,
      'Counters are read in bulk.',
      'MGET is refused: endpoints are read one by one, which loads the server more.',
    ),
    rightCheck(
      'type',
      type,
      'Types of keys can be asked.',
      'TYPE is refused: a key of another type looks like a missing one.',
    ),
    rightCheck(
      'ttl',
      lives[0],
      'Expiry of keys can be asked.',
      'TTL is refused: counters that never expire, or too soon, stay unseen.',
    ),
  )
  const typeName = replyText(type)
  if (typeName !== null && typeName !== 'none' && typeName !== 'string') {
    test.issues.push({
      code: 'wrong_type',
      message: `${today.key} is a ${typeName} and no counter.`,
      key: today.key,
    })
  }
  totals.forEach((total, i) => noteExpiry(test, total, lives[i], nowMs))
}

function countersCheck(test: ConnectionTest, get: Answer | undefined, key: string): ConnectionCheck {
  const what = 'counters'
  if (isNoPermission(get)) {
    const message = `GET is refused: no total can be read, so nothing can be shown. Grant GET on ${test.source.prefix}:*.`
    return { what, ok: false, outcome: 'refused', message, code: 'no_permission' }
  }
  if (get instanceof Error) {
    const message = isWrongType(get)
      ? `${key} is no counter: a key of another type stands there.`
      : 'GET does not work here.'
    return { what, ok: false, outcome: 'refused', message, code: 'not_supported' }
  }
  const reading = countFromReply(get)
  if (typeof reading === 'number') {
    test.callsToday = reading
    return { what, ok: true, outcome: 'ok', message: `${reading} calls were counted today (UTC).` }
  }
  if (reading === null) return { what, ok: true, outcome: 'empty', message: 'No call was counted today.' }
  test.issues.push({ code: 'bad_value', message: `${key} holds a text that is no counter.`, key })
  return { what, ok: true, outcome: 'ok', message: "Today's total holds a text that is no counter." }
}

/** An expiry is short where it ends well before the table of the counters says, counted from the bucket's start. */
function noteExpiry(test: ConnectionTest, total: Total, ttl: Answer | undefined, nowMs: number): void {
  if (typeof ttl !== 'number' || ttl === -2) return
  const { key, granularity, bucket } = total
  if (ttl === -1) {
    test.issues.push({
      code: 'no_expiry',
      message: `${key} has no expiry: counters of this kind stay for ever.`,
      key,
    })
    return
  }
  const keptMs = tableRetentionMs[granularity]
  const age = nowMs - bucketStart(bucket, granularity, test.source.bucketOffsetMinutes)
  if (age + ttl * 1_000 >= keptMs * 0.98) return
  const message = `${key} expires in ${ttl} s, sooner than counters of this kind should: older figures will be unknown.`
  test.issues.push({ code: 'short_expiry', message, key, params: { ttlSeconds: ttl } })
}
