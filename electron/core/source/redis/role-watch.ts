import type { ErrorCode } from '../../../../shared/errors.ts'
import type { Standing } from './greet.ts'

type Role = Pick<Standing, 'role' | 'primaryLinkUp'>

/** Remembers the role that a server had at first, so that a demoted primary is not taken for a fresh source. */
export interface RoleWatch {
  /** What the server is now. */
  note(now: Role): void
  /** Why figures from this server may be old, or null. */
  staleness(): { why: ErrorCode; message: string } | null
}

/** A demoted primary keeps answering readers with old data and never says READONLY to them. */
export function createRoleWatch(): RoleWatch {
  let first: Standing['role'] = null
  let present: Role = { role: null, primaryLinkUp: null }

  return {
    note: (now) => {
      first ??= now.role
      present = now
    },
    staleness: () => {
      if (present.role !== 'replica') return null
      if (present.primaryLinkUp === false) {
        return {
          why: 'connection_lost',
          message: 'This replica has lost its primary: its figures stand still until it is back.',
        }
      }
      if (first !== 'master') return null
      return {
        why: 'source_changed',
        message:
          'This server was the primary and is a replica now: connect to the new primary, its figures may lag.',
      }
    },
  }
}
