import { safeStorage } from 'electron'
import type { Vault } from './core/vault.ts'

/** The keyring of the system. To be used once the app is ready. */
export function keyringVault(): Vault {
  const seal = async (secret: string): Promise<string> =>
    (await safeStorage.encryptStringAsync(secret)).toString('base64')
  return {
    async storage() {
      // Without a keyring Electron on Linux would seal with a key that stands in its source.
      const isPlain = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text'
      if (isPlain) return { canStore: false, why: 'plain_text' }
      const isAvailable = await safeStorage.isAsyncEncryptionAvailable()
      return isAvailable ? { canStore: true, why: null } : { canStore: false, why: 'no_keyring' }
    },
    seal,
    async open(sealed) {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(sealed, 'base64'))
      return { secret: result, resealed: shouldReEncrypt ? await seal(result) : null }
    },
  }
}
