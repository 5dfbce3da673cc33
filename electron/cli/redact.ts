/**
 * A function that takes the secrets of an address out of any text: its password as written and decoded, one that was given
 * beside it, and whatever stands before the "@" of an address.
 */
export function createRedact(url: string | null, password: string | null = null): (text: string) => string {
  const given = [...(url === null ? [] : passwordsOf(url)), ...(password === null ? [] : [password])]
  // Shorter ones would only tear the words of the message apart.
  const secrets = given.filter((secret) => secret.length >= 3)
  return (text) => {
    let safe = text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s"']*@/gi, '$1')
    for (const secret of secrets) safe = safe.replaceAll(secret, '…')
    return safe
  }
}

function passwordsOf(url: string): string[] {
  const account = url.slice(url.indexOf('://') + 1, Math.max(0, url.lastIndexOf('@'))).replace(/^\/\//, '')
  const written = account.includes(':') ? account.slice(account.indexOf(':') + 1) : ''
  return [...new Set([written, decoded(written)])]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
