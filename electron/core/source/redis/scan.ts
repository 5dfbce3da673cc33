import { AppError } from '../../../../shared/errors.ts'
import { nameFromBytes } from '../../../../shared/names.ts'
import type { ScanStep } from '../source.ts'
import { command } from './commands.ts'
import type { Send } from './link.ts'
import { isNoPermission, unexpectedReply } from './server-errors.ts'
import { globToWire, replyText } from './wire.ts'

/** One SCAN step. Errors: `bad_input` for a cursor that no step gave, `no_permission`. */
export async function scanStep(
  send: Send,
  { cursor, match, count }: { cursor: string | null; match: string; count: number },
): Promise<ScanStep> {
  if (cursor !== null && !/^[0-9]{1,20}$/.test(cursor))
    throw new AppError('bad_input', 'This is no cursor of a scan.')
  const startedAt = performance.now()
  const [answer] = await send([
    command('scan', cursor ?? '0', 'MATCH', globToWire(match), 'COUNT', String(count)),
  ])
  const tookMs = performance.now() - startedAt
  if (isNoPermission(answer)) {
    throw new AppError(
      'no_permission',
      'The account may not use SCAN: endpoints are found by an index or reports alone.',
    )
  }
  const next = Array.isArray(answer) ? replyText(answer[0]) : null
  const found = Array.isArray(answer) ? answer[1] : null
  if (next === null || !Array.isArray(found)) {
    throw unexpectedReply('scan', answer instanceof Error ? answer : new Error())
  }
  const keys: string[] = []
  for (const key of found) if (Buffer.isBuffer(key)) keys.push(nameFromBytes(key))
  return { cursor: next === '0' ? null : next, keys, tookMs }
}
