import type { SourceInfo, SourceStatus } from '../../../shared/connection.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Source } from './source.ts'

/**
 * Stands in the place of a source that cannot be opened yet, for want of its password: everything that is asked of it is
 * refused with the reason that its status gives.
 */
export function createStandIn(info: SourceInfo, status: SourceStatus): Source {
  const refuse = (): Promise<never> =>
    Promise.reject(
      'why' in status
        ? new AppError(status.why, status.message)
        : new AppError('not_connected', 'The connection is being opened.'),
    )
  return {
    info,
    status: () => status,
    onStatus: () => () => undefined,
    open: refuse,
    retry: refuse,
    read: refuse,
    types: refuse,
    ttls: refuse,
    texts: refuse,
    index: refuse,
    scanStep: refuse,
    facts: refuse,
    close: () => Promise.resolve(),
  }
}
