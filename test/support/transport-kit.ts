import assert from 'node:assert/strict'
import type { Api, AppInfo } from '../../shared/api.ts'
import { AppError } from '../../shared/errors.ts'
import type { Client } from '../../shared/rpc.ts'
import type { RedisServer } from './redis-server.ts'

export interface TransportContext {
  client: Client
  /** A Redis that holds `seedTransportRedis`. */
  redis: RedisServer
  host: AppInfo['host']
}

export type TransportCase = (context: TransportContext) => Promise<void>

export function connectTo(api: Api, redis: RedisServer): ReturnType<Api['connect']> {
  return api.connect({ url: redis.url, name: 'Transport', archive: 'new' })
}

export async function rejectsWith(code: string, call: Promise<unknown>): Promise<void> {
  await assert.rejects(call, (error: unknown) => error instanceof AppError && error.code === code)
}

export function daysNow(): number {
  return Math.floor(Date.now() / 86_400_000)
}
