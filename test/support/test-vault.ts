import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Vault } from '../../electron/core/vault.ts'
import type { PasswordStorage } from '../../shared/saved-connection.ts'

export interface TestVault extends Vault {
  /** What it says of itself; a keyring that is open unless a test says otherwise. */
  says: PasswordStorage
  /** Takes a new key: what was sealed before cannot be opened any more, or is sealed anew where `keepsOld`. */
  changeKey(options?: { keepsOld: boolean }): void
}

/** A keyring of the test's own, which really encrypts. */
export function createTestVault(): TestVault {
  let key = randomBytes(32)
  let oldKey: Buffer | null = null

  const seal = (secret: string): string => {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, iv)
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')
  }
  const unseal = (text: string, with_: Buffer): string => {
    const bytes = Buffer.from(text, 'base64')
    const decipher = createDecipheriv('aes-256-gcm', with_, bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(12, 28))
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
  }
  const vault: TestVault = {
    says: { canStore: true, why: null },
    changeKey({ keepsOld } = { keepsOld: false }) {
      oldKey = keepsOld ? key : null
      key = randomBytes(32)
    },
    storage: async () => vault.says,
    seal: async (secret) => seal(secret),
    async open(text) {
      try {
        return { secret: unseal(text, key), resealed: null }
      } catch (error) {
        if (!oldKey) throw error
        const secret = unseal(text, oldKey)
        return { secret, resealed: seal(secret) }
      }
    },
  }
  return vault
}
