import type { SourceInfo } from '../../../../shared/connection.ts'

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

/** The smallest rule that serves the program, as an administrator types it; the password is a word to replace. */
export function aclRule(
  { prefix, reportPrefix }: Pick<SourceInfo, 'prefix' | 'reportPrefix'>,
  database: number,
): string {
  const keys = [prefix, reportPrefix].map((text) => word(`~${escapeForGlob(text)}:*`))
  const rights = [...commands, ...(database > 0 ? ['select'] : [])].map((name) => `+${name}`)
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
