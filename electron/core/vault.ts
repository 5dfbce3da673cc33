import type { PasswordStorage } from '../../shared/saved-connection.ts'

/** A place that keeps secrets for the core: it seals them into text that only this account of this computer can open. */
export interface Vault {
  /** Whether it can seal now, and why not. */
  storage(): Promise<PasswordStorage>
  /** The secret as text for the settings file. Rejects where it cannot be sealed. */
  seal(secret: string): Promise<string>
  /** The secret again, and its text sealed anew where the key has changed. Rejects where it can no longer be opened. */
  open(sealed: string): Promise<{ secret: string; resealed: string | null }>
}

/** The vault of hosts that store no secret: the browser host and the command line. */
export function noVault(): Vault {
  const refuse = (): Promise<never> => Promise.reject(new Error('This host stores no secrets.'))
  return {
    storage: () => Promise.resolve({ canStore: false, why: 'host' }),
    seal: refuse,
    open: refuse,
  }
}
