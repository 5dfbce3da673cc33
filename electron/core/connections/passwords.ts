import { AppError } from '../../../shared/errors.ts'
import type { PasswordState } from '../../../shared/saved-connection.ts'
import type { Log } from '../log.ts'
import type { KeptPassword, StoredConnection } from '../settings/stored-connection.ts'
import type { Vault } from '../vault.ts'

type Kept = Pick<StoredConnection, 'id' | 'password'>

/** The passwords of saved connections: sealed by the vault, or in memory until the app ends. */
export interface Passwords {
  storage: Vault['storage']
  stateOf(connection: Kept): Promise<PasswordState>
  /** The password, null where there is none. Errors: `password_needed`, `password_unreadable`. */
  of(connection: Kept): Promise<string | null>
  /** Takes a password over: what the settings file keeps of it. `isStored` asks for the keyring where there is one. */
  keep(id: string, password: string, isStored: boolean): Promise<KeptPassword>
  /** Lets another connection use what is in memory of one. */
  share(fromId: string, toId: string): void
  forget(id: string): void
}

export interface PasswordsDeps {
  vault: Vault
  log: Log
  /** Keeps a text that the vault sealed anew. */
  onResealed(id: string, password: KeptPassword): void
}

export function createPasswords({ vault, log, onResealed }: PasswordsDeps): Passwords {
  const inMemory = new Map<string, string>()
  const known = new Set<string>()

  /** Null where this host has no vault at all. */
  const unseal = async (id: string, sealed: string): Promise<string | null> => {
    const { why } = await vault.storage()
    if (why === 'host') return null
    const { secret, resealed } = await vault.open(sealed).catch((error: unknown) => {
      known.delete(sealed)
      log.warn(
        `The password of connection ${id} cannot be read from the keyring any more (${nameOf(error)}).`,
      )
      throw unreadable(error)
    })
    known.add(sealed)
    if (resealed !== null) keepResealed(id, resealed)
    return secret
  }

  /** The old text still opens: that the new one was not kept is no reason to fail. */
  const keepResealed = (id: string, sealed: string): void => {
    try {
      onResealed(id, { kept: 'sealed', sealed })
      known.add(sealed)
    } catch (error) {
      log.warn(`A password that was sealed anew could not be written (${nameOf(error)}).`)
    }
  }

  return {
    storage: vault.storage,
    async stateOf({ id, password }) {
      if (inMemory.has(id)) return 'session'
      if (password.kept !== 'sealed') return password.kept === 'asked' ? 'needed' : 'none'
      if (known.has(password.sealed)) return 'stored'
      try {
        return (await unseal(id, password.sealed)) === null ? 'needed' : 'stored'
      } catch {
        return 'unreadable'
      }
    },
    async of({ id, password }) {
      const typed = inMemory.get(id)
      if (typed !== undefined) return typed
      if (password.kept === 'none') return null
      const secret = password.kept === 'sealed' ? await unseal(id, password.sealed) : null
      if (secret === null) throw needed()
      return secret
    },
    async keep(id, password, isStored) {
      if (isStored && (await vault.storage()).canStore) {
        try {
          const sealed = await vault.seal(password)
          inMemory.delete(id)
          known.add(sealed)
          return { kept: 'sealed', sealed }
        } catch (error) {
          log.warn(
            `The keyring did not take a password (${nameOf(error)}); it stays in memory until the app ends.`,
          )
        }
      }
      inMemory.set(id, password)
      return { kept: 'asked' }
    },
    share(fromId, toId) {
      const typed = inMemory.get(fromId)
      if (typed !== undefined) inMemory.set(toId, typed)
    },
    forget: (id) => void inMemory.delete(id),
  }
}

/** The message of a keyring may hold anything. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}

function needed(): AppError {
  return new AppError('password_needed', 'The password of this connection is not stored here: type it.')
}

function unreadable(cause: unknown): AppError {
  return new AppError(
    'password_unreadable',
    'The password of this connection is stored, but the keyring of the system cannot read it any more: type it again.',
    { cause },
  )
}

/** The password, or null where it is not here: the server then says whether it wants one. Errors: `password_unreadable`. */
export async function passwordIfHere(passwords: Passwords, connection: Kept): Promise<string | null> {
  try {
    return await passwords.of(connection)
  } catch (error) {
    if (error instanceof AppError && error.code === 'password_needed') return null
    throw error
  }
}
