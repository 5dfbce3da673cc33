import { describe, expect, it } from 'vitest'
import { groupOf, pathPrefix, withoutIds } from '../../shared/endpoint-groups.ts'

describe('a path without its ids', () => {
  it.each([
    ['/user/42', '/user/{id}'],
    ['/user/42/orders/007', '/user/{id}/orders/{id}'],
    ['GET /user/42', 'GET /user/{id}'],
    ['/file/42.json', '/file/{id}.json'],
    ['/u/3f2504e0-4f89-41d3-9a0c-0305e82c3301', '/u/{id}'],
    ['/u/3F2504E0-4F89-41D3-9A0C-0305E82C3301/x', '/u/{id}/x'],
    ['/o/507f1f77bcf86cd799439011', '/o/{id}'],
    ['/o/01ARZ3NDEKTSV4RRFFQ69G5FAV', '/o/{id}'],
    ['/user/42?full=1', '/user/{id}?full=1'],
  ])('%s is %s', (path, pattern) => expect(withoutIds(path)).toBe(pattern))

  it.each([
    '/api/v1/news',
    '/api/v2/geo:reverse',
    '/api/defaceddefaced',
    '/api/deadbeef12',
    '/o/81ARZ3NDEKTSV4RRFFQ69G5FAV',
    '/u/3f2504e0-4f89-41d3-9a0c',
    '/search?id=42',
    '',
    '__proto__',
    '/天气/预警',
    '/user/{id}',
    `/${'7'.repeat(201)}`,
  ])('%s stays as it is', (path) => expect(withoutIds(path)).toBe(path))
})

describe('a group', () => {
  it('by prefix takes the first segments without their ids', () => {
    expect(pathPrefix('/api/user/42/orders', 2)).toBe('/api/user')
    expect(pathPrefix('/api/user/42/orders', 3)).toBe('/api/user/{id}')
    expect(pathPrefix('/api', 2)).toBe('/api')
    expect(pathPrefix('/api/user?page=/2/3', 2)).toBe('/api/user')
    expect(pathPrefix('POST /api/user/1', 1)).toBe('POST /api')
    expect(pathPrefix('plain', 1)).toBe('plain')
  })

  it('is the endpoint itself where nothing is put together', () => {
    expect(groupOf('/user/42', 'none', 1)).toBe('/user/42')
    expect(groupOf('/user/42', 'pattern', 1)).toBe('/user/{id}')
    expect(groupOf('/user/42', 'prefix', 1)).toBe('/user')
  })
})
