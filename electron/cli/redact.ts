/**
 * A function that takes the secrets of an address out of any text: its password as written and decoded, and whatever stands
 * before the "@" of an address.
 */
export function createRedact(url: string | null): (text: string) => string {
  const secrets = url === null ? [] : passwordsOf(url)
  return (text) => {
    let safe = text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s"']*@/gi, '$1')
    for (const secret of secrets) safe = safe.replaceAll(secret, '…')
    return safe
  }
}

function passwordsOf(url: string): string[] {
  const account = url.slice(url.indexOf('://') + 1, Math.max(0, url.lastIndexOf('@'))).replace(/^\/\//, '')
  const written = account.includes(':') ? account.slice(account.indexOf(':') + 1) : ''
  const forms = new Set([written, decoded(written)])
  // Shorter ones would only tear the words of the message apart.
  return [...forms].filter((form) => form.length >= 3)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
