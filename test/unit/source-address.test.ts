import { describe, expect, test } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { displayAddress, parseAddress } from '../../electron/core/source/address.ts'

const redis = { kind: 'redis', tls: false, port: 6379, db: 0, user: null, password: null }

describe('an address', () => {
  test.each([
    ['redis://cache.example.com', { ...redis, host: 'cache.example.com' }],
    ['  redis://cache:7000/3  ', { ...redis, host: 'cache', port: 7000, db: 3 }],
    ['REDIS://Cache', { ...redis, host: 'cache' }],
    ['rediss://cache:6380', { ...redis, tls: true, host: 'cache', port: 6380 }],
    ['redis://[::1]:7000/2', { ...redis, host: '::1', port: 7000, db: 2 }],
    ['redis://[2001:db8::5]', { ...redis, host: '2001:db8::5' }],
    ['cache', { ...redis, host: 'cache' }],
    ['10.0.0.8:7001', { ...redis, host: '10.0.0.8', port: 7001 }],
    ['localhost:7001/4', { ...redis, host: 'localhost', port: 7001, db: 4 }],
    ['redis://cache/', { ...redis, host: 'cache' }],
    ['redis://my_redis-1.internal.', { ...redis, host: 'my_redis-1.internal.' }],
    ['redis://bücher.example', { ...redis, host: 'xn--bcher-kva.example' }],
    ['redis://:secret@cache', { ...redis, host: 'cache', password: 'secret' }],
    ['redis://ann:s%40%2Fc%25@cache', { ...redis, host: 'cache', user: 'ann', password: 's@/c%' }],
    [
      'redis://ann:a:b@c/d#e?f@cache:1/9',
      { ...redis, host: 'cache', port: 1, db: 9, user: 'ann', password: 'a:b@c/d#e?f' },
    ],
    ['redis://ann:@cache', { ...redis, host: 'cache', user: 'ann', password: '' }],
    ['redis://cache:65535', { ...redis, host: 'cache', port: 65_535 }],
    ['sample:', { kind: 'sample' }],
    [' Sample:// ', { kind: 'sample' }],
  ])('%s is understood', (text, expected) => {
    expect(parseAddress(text)).toEqual(expected)
  })

  test.each([
    ['', 'no host'],
    ['redis://', 'no host'],
    ['redis://:6379', 'no host'],
    ['http://cache:6379', 'scheme'],
    ['unix:///tmp/redis.sock', 'scheme'],
    ['redis://cache:0', 'port'],
    ['redis://cache:65536', 'port'],
    ['redis://cache:port', 'port'],
    ['redis://cache:-1', 'port'],
    ['cache:6379:1', 'cannot be read'],
    ['redis://cache/zero', 'database'],
    ['redis://cache/-1', 'database'],
    ['redis://cache/1.5', 'database'],
    ['redis://cache/1/2', 'database'],
    ['redis://cache?db=1', 'options'],
    ['redis://cache#1', 'options'],
    ['redis://::1', 'cannot be read'],
    ['redis://[::g]', 'IPv6'],
    ['redis://a b', 'host'],
    ['redis://300.1.1.1', 'host'],
    ['redis://exa mple.com:6379', 'host'],
    ['redis://password@cache', 'one word'],
    ['redis://:100%@cache', '%25'],
    ['sample:data', 'port'],
  ])('%s is refused with what to write', (text, says) => {
    try {
      parseAddress(text)
    } catch (error) {
      expect(error).toBeInstanceOf(AppError)
      expect((error as AppError).code).toBe('bad_url')
      expect((error as AppError).message).toContain(says)
      return
    }
    throw new Error('was accepted')
  })

  test('no refusal repeats a password', () => {
    const bad = [
      'http://ann:CANARY@h',
      'redis://ann:CANARY@h:x',
      'redis://CANARY@h',
      'redis://:CANARY%@h',
      'redis://u:CANARY@',
    ]
    for (const text of bad) {
      const error = (() => {
        try {
          return parseAddress(text)
        } catch (caught) {
          return caught as AppError
        }
      })()
      expect(error).toBeInstanceOf(AppError)
      expect(JSON.stringify(error) + (error as AppError).message + (error as AppError).stack).not.toContain(
        'CANARY',
      )
    }
  })

  test.each([
    ['redis://ann:secret@cache', 'redis://cache:6379/0'],
    ['rediss://:secret@[::1]:7000/2', 'rediss://[::1]:7000/2'],
    ['cache:7000', 'redis://cache:7000/0'],
    ['sample:', 'sample:'],
  ])('%s is shown without user and password', (text, shown) => {
    expect(displayAddress(parseAddress(text))).toBe(shown)
  })
})
