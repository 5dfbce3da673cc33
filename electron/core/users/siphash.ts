/**
 * SipHash-2-4 (https://www.aumasson.jp/siphash/siphash.pdf) under a key of 16 bytes: a keyed hash of 64 bits. Puts the low and
 * the high half into `into`. JavaScript has no 64-bit numbers that are quick, so each word is two halves here.
 */
export function createSipHash(
  key: Uint8Array,
): (bytes: ArrayLike<number>, length: number, into: Uint32Array) => void {
  const word = (bytes: ArrayLike<number>, at: number): number =>
    bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
  const k0 = word(key, 0)
  const k1 = word(key, 4)
  const k2 = word(key, 8)
  const k3 = word(key, 12)

  return (bytes, length, into) => {
    let a = k0 ^ 0x70736575
    let A = k1 ^ 0x736f6d65
    let b = k2 ^ 0x6e646f6d
    let B = k3 ^ 0x646f7261
    let c = k0 ^ 0x6e657261
    let C = k1 ^ 0x6c796765
    let d = k2 ^ 0x79746573
    let D = k3 ^ 0x74656462
    const whole = length >>> 3
    for (let at = 0; at <= whole + 1; at++) {
      const isEnd = at > whole
      let low = 0
      let high = 0
      if (at < whole) {
        low = word(bytes, at * 8)
        high = word(bytes, at * 8 + 4)
      } else if (!isEnd) {
        for (let i = at * 8; i < length; i++) {
          const place = i & 7
          if (place < 4) low |= bytes[i]! << (8 * place)
          else high |= bytes[i]! << (8 * (place - 4))
        }
        high |= length << 24
      }
      if (isEnd) c ^= 0xff
      d ^= low
      D ^= high
      for (let round = isEnd ? 4 : 2; round > 0; round--) {
        let sum = (a >>> 0) + (b >>> 0)
        A = (A + B + (sum > 0xffffffff ? 1 : 0)) | 0
        a = sum | 0
        sum = (c >>> 0) + (d >>> 0)
        C = (C + D + (sum > 0xffffffff ? 1 : 0)) | 0
        c = sum | 0
        let half = (b << 13) | (B >>> 19)
        B = ((B << 13) | (b >>> 19)) ^ A
        b = half ^ a
        half = (d << 16) | (D >>> 16)
        D = ((D << 16) | (d >>> 16)) ^ C
        d = half ^ c
        half = a
        a = A
        A = half
        sum = (c >>> 0) + (b >>> 0)
        C = (C + B + (sum > 0xffffffff ? 1 : 0)) | 0
        c = sum | 0
        sum = (a >>> 0) + (d >>> 0)
        A = (A + D + (sum > 0xffffffff ? 1 : 0)) | 0
        a = sum | 0
        half = (b << 17) | (B >>> 15)
        B = ((B << 17) | (b >>> 15)) ^ C
        b = half ^ c
        half = (d << 21) | (D >>> 11)
        D = ((D << 21) | (d >>> 11)) ^ A
        d = half ^ a
        half = c
        c = C
        C = half
      }
      a ^= low
      A ^= high
    }
    into[0] = a ^ b ^ c ^ d
    into[1] = A ^ B ^ C ^ D
  }
}
