import { AppError } from '../../shared/errors.ts'
import type { SavedConnection } from '../../shared/saved-connection.ts'
import { askHidden } from './ask-hidden.ts'
import { visible } from './safe-text.ts'

/** The password that stands in the environment. */
export function environmentPassword(): string | null {
  return process.env['TALLYSCOPE_PASSWORD'] || null
}

/** The password of a saved connection: of the environment, else asked for on a terminal; null where it has none. */
export async function passwordFor({ name, address, password }: SavedConnection): Promise<string | null> {
  const given = environmentPassword()
  if (given !== null || password === 'none') return given
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new AppError(
      'password_needed',
      'The command line does not read stored passwords: put the password of this connection into TALLYSCOPE_PASSWORD, or its whole address into TALLYSCOPE_URL.',
    )
  }
  const typed = await askHidden(`Password of ${visible(name || address)}: `, process.stdin, process.stderr)
  if (typed === '') throw new AppError('password_needed', 'No password was typed.')
  return typed
}
