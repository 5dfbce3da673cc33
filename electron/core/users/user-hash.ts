import { isPlainName, nameToBytes } from '../../../shared/names.ts'
import { createSipHash } from './siphash.ts'

/** Hashes user ids: the low half of 64 bits into `into[0]`, the high one into `into[1]`. */
export type UserHash = (id: string, into: Uint32Array) => void

/** Ids up to this long need no memory of their own. */
const usualLength = 256

/** The hash of an id's bytes under the key of an archive: it tells users apart without naming them. */
export function createUserHash(key: Uint8Array): UserHash {
  const hash = createSipHash(key)
  const usual = new Uint8Array(usualLength)

  const asAscii = (id: string): boolean => {
    if (id.length > usualLength || !isPlainName(id)) return false
    for (let i = 0; i < id.length; i++) {
      const unit = id.charCodeAt(i)
      if (unit > 0x7f) return false
      usual[i] = unit
    }
    return true
  }

  return (id, into) => {
    if (asAscii(id)) return hash(usual, id.length, into)
    const bytes = nameToBytes(id)
    hash(bytes, bytes.length, into)
  }
}
