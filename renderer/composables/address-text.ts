/** Where a Redis is and who asks, as a form has it. */
export interface AddressParts {
  tls: boolean
  host: string
  port: string
  db: string
  user: string
  password: string
}

const shape = /^\s*(rediss?):\/\/(?:(.*)@)?(\[[^\]]*\]|[^:/@?#\s[\]]+)(?::(\d{1,5}))?(?:\/(\d{0,9}))?\s*$/i

/**
 * The parts of an address as far as it is typed, null while it is none; without "@" it says nothing of user and password. What
 * a host may be called is the app's to say.
 */
export function splitAddress(text: string): (Omit<AddressParts, 'user' | 'password'> & Account) | null {
  const match = shape.exec(text)
  if (!match) return null
  const [, scheme, account, host, port, db] = match
  const who = account === undefined ? {} : splitAccount(account)
  if (!who) return null
  return {
    tls: scheme!.toLowerCase() === 'rediss',
    host: host!.replace(/^\[|\]$/g, ''),
    port: port ?? '6379',
    db: db || '0',
    ...who,
  }
}

/** The address of the parts, with user and password only where they are asked for. */
export function joinAddress(
  { tls, host, port, db, user, password }: AddressParts,
  { isWithAccount = false } = {},
): string {
  if (host.trim() === '') return ''
  const name = host.includes(':') ? `[${host.trim()}]` : host.trim()
  const hasAccount = isWithAccount && (user !== '' || password !== '')
  const account = hasAccount ? `${encodeURIComponent(user)}:${encodeURIComponent(password)}@` : ''
  return `${tls ? 'rediss' : 'redis'}://${account}${name}:${port.trim()}/${db.trim()}`
}

/** Whether an address holds a password, also while it is being typed: what follows a colon and is no port. */
export function holdsPassword(url: string): boolean {
  return /^\s*[a-z]+:\/\/(?:[^/?#]*:[^/?#]*@|[^/?#@:]*:(?!\d*(?:[/?#]|\s*$)))/i.test(url)
}

type Account = Partial<Pick<AddressParts, 'user' | 'password'>>

function splitAccount(text: string): Account | null {
  if (text === '') return {}
  const colon = text.indexOf(':')
  if (colon < 0) return null
  try {
    return {
      user: decodeURIComponent(text.slice(0, colon)),
      password: decodeURIComponent(text.slice(colon + 1)),
    }
  } catch {
    return null
  }
}
