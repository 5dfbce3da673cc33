// The asynchronous calls of safeStorage, which Electron 33 lacks. Loaded before the app; the app is written for the real ones.
const { createCipheriv, createDecipheriv, createHash, randomBytes } = require('node:crypto')
const { existsSync, readFileSync, writeFileSync } = require('node:fs')
const { safeStorage } = require('electron')

// Names the file that holds the key of a keyring of the test's own; where it is gone the keyring has another key.
const keyFile = process.env.TALLYSCOPE_TEST_KEYRING

const supplied = keyFile ? ownKeyring() : systemsOwn()
Object.assign(safeStorage, supplied)

function systemsOwn() {
  return {
    isAsyncEncryptionAvailable: async () => safeStorage.isEncryptionAvailable(),
    encryptStringAsync: async (text) => safeStorage.encryptString(text),
    decryptStringAsync: async (sealed) => ({
      result: safeStorage.decryptString(sealed),
      shouldReEncrypt: false,
    }),
  }
}

function ownKeyring() {
  if (!existsSync(keyFile)) writeFileSync(keyFile, randomBytes(32))
  const key = createHash('sha256').update(readFileSync(keyFile)).digest()
  return {
    getSelectedStorageBackend: () => 'gnome_libsecret',
    isAsyncEncryptionAvailable: async () => true,
    async encryptStringAsync(text) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), sealed])
    },
    async decryptStringAsync(sealed) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
      decipher.setAuthTag(sealed.subarray(12, 28))
      const text = Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()])
      return { result: text.toString('utf8'), shouldReEncrypt: false }
    },
  }
}
