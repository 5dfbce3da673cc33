import { clientFailure, displayAddress, trustedAuthorities } from '../core/index.ts'
import { connectClient } from '../recorder/client.ts'
import { createRecorder, type Recorder } from '../recorder.ts'
import type { WriteTarget } from './write-target.ts'

/** A Redis that calls are written to. */
export interface WriteClient {
  recorder: Recorder
  /** Keys of the database. */
  keys(): Promise<number>
  /** Ends both connections; what the recorder still holds is sent before. */
  close(): Promise<void>
}

/** Connects to a Redis for writing. Throws AppError where it cannot be reached. */
export async function openWriteClient({
  address,
  prefix,
  bucketOffsetMinutes,
}: WriteTarget): Promise<WriteClient> {
  const fail = (error: unknown): never => {
    throw clientFailure(error, displayAddress(address))
  }
  const redis = await connectClient(address, { authorities: trustedAuthorities() }).catch(fail)
  const recorder = createRecorder({ redis, prefix, bucketOffsetMinutes })
  return {
    recorder,
    keys: () => redis.dbsize().catch(fail),
    async close() {
      await recorder.close()
      redis.disconnect()
    },
  }
}
