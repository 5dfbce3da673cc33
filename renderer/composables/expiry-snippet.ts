import type { Issue } from '../../shared/figures.ts'

export const snippetLanguages = ['Redis', 'Python', 'Node.js'] as const
export type SnippetLanguage = (typeof snippetLanguages)[number]

export interface Expiry {
  granularity: string
  seconds: number
}

const widths: Record<string, number> = { minute: 60, hour: 3_600, day: 86_400 }

/** What a finding about expiry wants set; null for every other finding. */
export function expiryOf({ code, params }: Issue): Expiry | null {
  if (code !== 'no_expiry' && code !== 'short_expiry') return null
  const [granularity, seconds] = [params?.['granularity'], params?.['seconds']]
  if (typeof granularity !== 'string' || typeof seconds !== 'number' || !(granularity in widths)) return null
  return { granularity, seconds }
}

/** How a service counts a call with the expiry on the counters themselves. The prefix is quoted as data. */
export function expirySnippet(
  language: SnippetLanguage,
  { granularity, seconds }: Expiry,
  prefix: string,
): string {
  const width = widths[granularity]!
  if (language === 'Redis') {
    const key = (part: string): string => quoted(`${prefix}:${granularity}:{n}:${part}`)
    return ['total', 'api:{endpoint}']
      .map((part) => `INCR ${key(part)}\nEXPIRE ${key(part)} ${seconds}`)
      .join('\n')
  }
  const text = JSON.stringify(prefix)
  if (language === 'Python') {
    return [
      `bucket = ${text} + f":${granularity}:{int(time.time()) // ${width}}"`,
      'with redis.pipeline(transaction=False) as pipe:',
      '    for key in (f"{bucket}:total", f"{bucket}:api:{endpoint}"):',
      '        pipe.incr(key)',
      `        pipe.expire(key, ${seconds})  # the counter, not the bucket`,
      '    pipe.execute()',
    ].join('\n')
  }
  return [
    `const bucket = ${text} + \`:${granularity}:\${Math.floor(Date.now() / ${width}_000)}\``,
    'const pipe = redis.pipeline()',
    'for (const key of [`${bucket}:total`, `${bucket}:api:${endpoint}`]) {',
    '  pipe.incr(key)',
    `  pipe.expire(key, ${seconds}) // the counter, not the bucket`,
    '}',
    'await pipe.exec()',
  ].join('\n')
}

/** As redis-cli reads it: in quotes where it is more than plain signs. */
function quoted(key: string): string {
  return /^[\w:{}./-]+$/.test(key) ? key : JSON.stringify(key)
}
