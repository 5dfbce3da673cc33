import type { CheckedTopUsersInput, CheckedUsersInput, ChooseCensusInput } from '../../../shared/api.ts'
import type { CensusState } from '../../../shared/census.ts'
import type { Retention, TopUsers, Users } from '../../../shared/users.ts'
import type { Parts } from '../stats/parts.ts'
import { createCensus, type CensusOptions } from './census.ts'
import { answerRetention } from './retention-answer.ts'
import { answerTopUsers } from './top-users-answer.ts'
import { answerUsers } from './users-answer.ts'

/** The users of one source: their figures, and the census that counts them. */
export interface SourceUsers {
  users(input: CheckedUsersInput): Promise<Users>
  topUsers(input: CheckedTopUsersInput): Promise<TopUsers>
  retention(): Promise<Retention>
  census(): Promise<CensusState>
  startCensus(): Promise<CensusState>
  chooseCensus(input: ChooseCensusInput): Promise<CensusState>
  /** Counts the users of the days that have no count yet, and of the running day where that is asked for; waits for its end. */
  count(options: { withRunning: boolean }): Promise<void>
  /** Begins the census that is due, behind the answers. */
  tick(): void
  /** Begins no more, and waits for the end of a census that runs. */
  stop(): Promise<void>
}

/** Joins what counts users and what answers about them. */
export function openUsers(parts: Parts, options: CensusOptions): SourceUsers {
  const census = createCensus(parts, options)

  /** What is kept can be shown while the source is away. */
  const readyOrKept = async (): Promise<void> => {
    try {
      await parts.ready()
    } catch (error) {
      if (['ready', 'degraded'].includes(parts.source.status().state)) throw error
    }
  }

  return {
    async users(input) {
      await readyOrKept()
      return answerUsers(parts, input, { census: census.state(), running: census.running() })
    },
    async topUsers(input) {
      await readyOrKept()
      return answerTopUsers(parts, input)
    },
    async retention() {
      await readyOrKept()
      return answerRetention(parts)
    },
    async census() {
      await readyOrKept()
      return census.estimated()
    },
    async startCensus() {
      await parts.ready()
      return census.start()
    },
    async chooseCensus({ choice }) {
      await readyOrKept()
      return census.choose(choice)
    },
    async count({ withRunning }) {
      await parts.ready()
      await census.run({ isAsked: false, withRunning })
    },
    tick: census.tick,
    stop: census.stop,
  }
}
