import { Redis } from 'ioredis'
import { question } from './question.ts'

export interface ClientAddress {
  host: string
  port: number
  db: number
  user: string | null
  password: string | null
  tls: boolean
}

/**
 * A connected client for a program that has none of its own; a recorder is made of it. It does not try again: rejects with
 * the library's error where the server cannot be reached or refuses.
 */
export async function connectClient(
  { host, port, db, user, password, tls }: ClientAddress,
  { authorities, timeoutMs = 5_000 }: { authorities: string[]; timeoutMs?: number },
): Promise<Redis> {
  const redis = new Redis({
    host,
    port,
    db,
    ...(user === null ? {} : { username: user }),
    ...(password === null ? {} : { password }),
    ...(tls ? { tls: { ca: authorities } } : {}),
    lazyConnect: true,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    enableReadyCheck: false,
    disableClientInfo: true,
  })
  const failed = new Promise<never>((_resolve, reject) => redis.on('error', reject))
  failed.catch(() => undefined)
  try {
    await Promise.race([redis.connect(), failed])
    await Promise.race([question(redis, timeoutMs), failed])
    return redis
  } catch (error) {
    redis.disconnect()
    throw error
  }
}
