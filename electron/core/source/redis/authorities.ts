import tls from 'node:tls'

/** The authorities whose certificates are trusted: those that come with Node, and those that the administrator added. */
export function trustedAuthorities(): string[] {
  return [...tls.getCACertificates('default'), ...tls.getCACertificates('system')]
}
