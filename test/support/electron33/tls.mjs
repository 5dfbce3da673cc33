import tls from 'node:tls'

export * from 'node:tls'
export default tls

export function getCACertificates() {
  return [...tls.rootCertificates]
}
