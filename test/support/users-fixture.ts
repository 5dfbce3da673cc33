import type { CensusState } from '../../shared/census.ts'
import type { Retention, TopUsers, UserDay, UserFigure, Users, UsersUnknown } from '../../shared/users.ts'

const head = { source: 'Production', sample: false, issues: [] }

export const known = (value: number): UserFigure => ({ value, why: null })
export const unknown = (why: UsersUnknown): UserFigure => ({ value: null, why })

/** A census that ran in the night, of a source that is counted each night. */
export function makeCensus(change: Partial<CensusState> = {}): CensusState {
  return {
    state: 'idle',
    waitsFor: null,
    choice: 'nightly',
    scanned: 0,
    keys: null,
    daysFound: 0,
    secondsLeft: null,
    startedAt: '2026-11-24T01:17:00.000Z',
    lastEndedAt: '2026-11-24T01:19:00.000Z',
    lastOutcome: 'done',
    lastMessage: null,
    nextAt: '2026-11-25T01:17:00.000Z',
    estimate: { keys: 1_234_567, seconds: 95, days: 0 },
    ...change,
  }
}

/** A source of which no person has said yet whether its users are counted. */
export function makeUnasked(change: Partial<CensusState> = {}): CensusState {
  return makeCensus({
    choice: 'ask',
    startedAt: null,
    lastEndedAt: null,
    lastOutcome: null,
    nextAt: null,
    estimate: { keys: 1_234_567, seconds: 95, days: 14 },
    ...change,
  })
}

/** A counted day: 1,000 users of whom 40 are new. */
export function makeUserDay(date: string, change: Partial<UserDay> = {}): UserDay {
  return {
    date,
    partial: false,
    active: known(1_000),
    approximateActive: null,
    new: known(40),
    returning: known(960),
    weekly: known(2_500),
    monthly: known(4_000),
    stickiness: known(0.25),
    top10Share: known(0.312),
    topPercentShare: known(0.284),
    coverage: 1,
    ...change,
  }
}

/** A day of which nothing is known, for one reason. */
export function makeUnknownDay(date: string, why: UsersUnknown, change: Partial<UserDay> = {}): UserDay {
  const none = unknown(why)
  return makeUserDay(date, {
    active: none,
    new: none,
    returning: none,
    weekly: unknown('window_incomplete'),
    monthly: unknown('window_incomplete'),
    stickiness: unknown('window_incomplete'),
    top10Share: none,
    topPercentShare: none,
    coverage: null,
    ...change,
  })
}

/** Six days of November that run up to the 24th, of which the running one is not counted. */
export function makeUsers(change: Partial<Users> = {}): Users {
  return {
    ...head,
    zone: 'UTC',
    from: '2026-11-19',
    to: '2026-11-24',
    asOf: '2026-11-24T07:21:04.000Z',
    days: [
      makeUserDay('2026-11-19', {
        new: unknown('days_before_missing'),
        returning: unknown('days_before_missing'),
        monthly: known(3_200),
      }),
      makeUserDay('2026-11-20', { active: known(1_250), returning: known(1_210) }),
      makeUnknownDay('2026-11-21', 'incomplete'),
      makeUserDay('2026-11-22', { active: known(800), returning: known(760) }),
      makeUserDay('2026-11-23', { coverage: 0.998 }),
      makeUnknownDay('2026-11-24', 'not_counted', { partial: true, approximateActive: 412 }),
    ],
    census: makeCensus(),
    ...change,
  }
}

export function makeTopUsers(change: Partial<TopUsers> = {}): TopUsers {
  return {
    ...head,
    from: '2026-10-26',
    to: '2026-11-24',
    knownDays: 28,
    days: 30,
    items: [
      { user: '42', calls: 30_991, days: 28, lastDate: '2026-11-23' },
      { user: 'tenant:7 <b>', calls: 12_000, days: 9, lastDate: '2026-11-20' },
      { user: '', calls: 17, days: 1, lastDate: '2026-11-02' },
    ],
    goneQuiet: [{ user: 'old-batch', calls: 5_400, lastDate: '2026-11-15' }],
    goneQuietCount: known(213),
    ...change,
  }
}

/** Three weeks: the first holds users of before, the last runs. */
export function makeRetention(change: Partial<Retention> = {}): Retention {
  return {
    ...head,
    cohorts: [
      { week: '2026-11-02', users: 3_000, active: [3_000, 1_500, 900, null], mayHoldOlder: true },
      { week: '2026-11-09', users: 200, active: [200, 84, null], mayHoldOlder: false },
      { week: '2026-11-16', users: 180, active: [180, null], mayHoldOlder: false },
    ],
    ...change,
  }
}
