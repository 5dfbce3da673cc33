import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface Certificate {
  cert: string
  key: string
  ca: string
  host: string
  remove(): Promise<void>
}

/** A self-signed certificate for localhost and 127.0.0.1, or for another host, valid for `days` days. */
export async function makeCertificate({ host = 'localhost', days = 2 } = {}): Promise<Certificate> {
  const dir = await mkdtemp(join(tmpdir(), 'tallyscope-tls-'))
  const cert = join(dir, 'cert.pem')
  const key = join(dir, 'key.pem')
  const names = host === 'localhost' ? 'DNS:localhost,IP:127.0.0.1' : `DNS:${host}`
  const shape = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', String(days)]
  const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=${names}`]
  await promisify(execFile)('openssl', ['req', '-x509', ...shape, ...subject, '-keyout', key, '-out', cert])
  return { cert, key, ca: cert, host, remove: () => rm(dir, { recursive: true, force: true }) }
}
