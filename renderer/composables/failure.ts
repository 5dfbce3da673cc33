import { AppError, type ErrorCode } from '../../shared/errors.ts'

/** Why a call gave nothing: the app is not there, or it said why. */
export type Failure = { kind: 'lost' } | { kind: 'error'; code: ErrorCode; message: string; hint?: string }

/** What became of a change of some fields: kept where `failure` is null. */
export interface ChangeOutcome<Patch> {
  patch: Patch
  failure: Failure | null
}

export function toFailure(error: unknown): Failure {
  if (!(error instanceof AppError)) return { kind: 'lost' }
  const failure: Failure = { kind: 'error', code: error.code, message: error.message }
  return error.hint === undefined ? failure : { ...failure, hint: error.hint }
}

/** Whether a person ended what was under way. */
export function isCancelled(failure: Failure | null): boolean {
  return failure?.kind === 'error' && failure.code === 'cancelled'
}
