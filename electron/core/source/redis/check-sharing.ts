import type { ConnectionCheck, SourceInfo } from '../../../../shared/connection.ts'
import { lockKey, reportKey } from '../../../../shared/keys.ts'
import type { Send } from './link.ts'
import { command } from './commands.ts'
import { replyText, keyToWire } from './wire.ts'

/** Whether the account could write reports and the lock: asked of the server's rules, never tried. */
export async function checkSharing(
  send: Send,
  { reportPrefix }: Pick<SourceInfo, 'reportPrefix'>,
): Promise<ConnectionCheck> {
  const what = 'share'
  const [who] = await send([command('acl', 'WHOAMI')])
  const user = Buffer.isBuffer(who) ? who : null
  const unknown: ConnectionCheck = {
    what,
    ok: true,
    outcome: 'empty',
    message: 'Whether reports may be written is not known: it shows when the first one is.',
  }
  if (!user) return unknown
  const keys = [reportKey(reportPrefix, '2000-01-01'), lockKey(reportPrefix)].map(keyToWire)
  const asks = [
    ...keys.flatMap((key) => [
      ['SET', key, '0'],
      ['WATCH', key],
    ]),
    ['MULTI'],
    ['EXEC'],
  ]
  const answers = await send(asks.map((ask) => command('acl', 'DRYRUN', user, ...ask)))
  const verdicts = answers.map((answer) => replyText(answer))
  if (verdicts.includes(null)) return unknown
  if (verdicts.every((verdict) => verdict === 'OK'))
    return { what, ok: true, outcome: 'ok', message: 'Reports and their lock may be written.' }
  const message = 'Reports may not be written: they are kept on this disk alone, and everything else works.'
  return { what, ok: false, outcome: 'refused', message, code: 'no_permission' }
}
