/** The only addresses that the app ever hands to the system's browser. */
export const links = {
  redisAcl: 'https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/',
  redisUri: 'https://github.com/redis/redis-specifications/blob/master/uri/redis.txt',
  licence: 'https://opensource.org/license/mit',
} as const

/** Whether an address is one of the fixed list. */
export function isKnownLink(url: string): boolean {
  return (Object.values(links) as string[]).includes(url)
}
