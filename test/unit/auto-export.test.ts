import { expect, it } from 'vitest'
import { isDue } from '../../shared/auto-export.ts'

const nowMs = Date.parse('2026-11-25T01:00:00Z')
const minute = 60_000
const at = (
  state: 'writing' | 'done' | 'skipped' | 'failed',
  nextTryMs: number | null = null,
  revision = 1,
): Parameters<typeof isDue>[0]['before'] => ({ revision, state, nextTryMs })

it('a day that was never exported is due', () => {
  expect(isDue({ revision: 1, before: null }, nowMs)).toBe(true)
})

it('a revision that is exported, or cannot be, is not due, and the next one is', () => {
  for (const state of ['done', 'skipped'] as const) {
    expect(isDue({ revision: 1, before: at(state) }, nowMs)).toBe(false)
    expect(isDue({ revision: 2, before: at(state) }, nowMs)).toBe(true)
  }
})

it('what failed is due at its next try, a new revision of it at once', () => {
  const failed = at('failed', nowMs + minute)
  expect(isDue({ revision: 1, before: failed }, nowMs)).toBe(false)
  expect(isDue({ revision: 1, before: failed }, nowMs + minute)).toBe(true)
  expect(isDue({ revision: 2, before: failed }, nowMs)).toBe(true)
  expect(isDue({ revision: 1, before: at('failed', nowMs + 61 * minute) }, nowMs)).toBe(true)
})

it('what another program writes is not begun before its time is over, not even for a new revision', () => {
  const writing = at('writing', nowMs + 5 * minute)
  expect(isDue({ revision: 1, before: writing }, nowMs)).toBe(false)
  expect(isDue({ revision: 2, before: writing }, nowMs)).toBe(false)
  expect(isDue({ revision: 1, before: writing }, nowMs + 5 * minute)).toBe(true)
})
