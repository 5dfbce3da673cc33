import type { SourceInfo } from '../../../../shared/connection.ts'
import { lockKey } from '../../../../shared/keys.ts'

const commands = [
  'get',
  'mget',
  'strlen',
  'type',
  'ttl',
  'zcard',
  'zrevrange',
  'scan',
  'time',
  'info',
  'dbsize',
  'role',
  'client|setname',
  'acl|whoami',
  'acl|dryrun',
]

/** What sharing reports adds: a report or the lock is set where none stands, or in a transaction while it is watched. */
const sharingCommands = ['set', 'watch', 'multi', 'exec']

/**
 * The smallest rule that serves the program, as an administrator types it; the password is a word to replace. Where reports are
 * shared a server from 7 on keeps the counters read-only beside them.
 */
export function aclRule(
  { prefix, reportPrefix }: Pick<SourceInfo, 'prefix' | 'reportPrefix'>,
  database: number,
  { isShared = false, version = null }: { isShared?: boolean; version?: string | null } = {},
): string {
  const counters = isShared && !/^[0-6]\./.test(version ?? '') ? '%R~' : '~'
  const keys = [
    word(`${counters}${escapeForGlob(prefix)}:*`),
    word(`~${escapeForGlob(reportPrefix)}:*`),
    ...(isShared ? [word(`~${escapeForGlob(lockKey(reportPrefix))}`)] : []),
  ]
  const names = [...commands, ...(isShared ? sharingCommands : []), ...(database > 0 ? ['select'] : [])]
  const rights = names.map((name) => `+${name}`)
  return ['ACL SETUSER tallyscope on >PASSWORD resetkeys', ...keys, 'resetchannels -@all', ...rights].join(
    ' ',
  )
}

function escapeForGlob(text: string): string {
  return text.replace(/[\\*?[\]]/g, '\\$&')
}

/** Quoted where the command line of Redis would cut or change it. */
function word(text: string): string {
  return /[\s"'\\]/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : text
}
