import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Who may look: whoever exchanged the link's token, once, for the cookie of this run. */
export interface Session {
  /** The secret of the link. */
  readonly token: string
  /** The value of `Set-Cookie` for the first caller with the right token, else null. */
  exchange(token: string): string | null
  holdsCookie(cookieHeader: string | undefined): boolean
}

/** Cookies do not tell ports apart, so the port is part of the cookie's name. */
export function createSession(port: number): Session {
  const cookieName = `tallyscope-${port}`
  const token = secret()
  const cookie = secret()
  let isUsed = false
  return {
    token,
    exchange(given) {
      if (isUsed || !isSame(given, token)) return null
      isUsed = true
      return `${cookieName}=${cookie}; Path=/; HttpOnly; SameSite=Strict`
    },
    holdsCookie(header = '') {
      return header.split(';').some((pair) => {
        const [name, value = ''] = pair.trim().split('=', 2)
        return name === cookieName && isSame(value, cookie)
      })
    },
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url')
}

/** In constant time, whatever the lengths. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
