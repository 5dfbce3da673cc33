import * as v from 'valibot'

/** Marks that tell saved connections apart at a glance, in the order in which new ones get them. */
export const connectionColours = ['teal', 'blue', 'amber', 'green', 'red', 'pink', 'sky', 'grey'] as const
export type ConnectionColour = (typeof connectionColours)[number]

/** The shapes of what a person says of a connection: in the contract and in the settings file alike. */
export const connectionFields = {
  id: v.pipe(v.string(), v.uuid()),
  /** A name of the user's own; the address where empty. */
  name: v.pipe(v.string(), v.maxLength(100)),
  user: v.pipe(v.string(), v.minLength(1), v.maxLength(1_000)),
  password: v.pipe(v.string(), v.minLength(1), v.maxLength(4_096)),
  colour: v.picklist(connectionColours),
  prefix: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  /** Minutes that the services' buckets are ahead of UTC. */
  bucketOffsetMinutes: v.pipe(v.number(), v.integer(), v.minValue(-1_080), v.maxValue(1_080)),
  /** IANA name of the zone whose days reports have. */
  zone: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  /** Statuses that mean success and error; case does not matter, none stands in both. */
  statusLists: v.pipe(
    v.strictObject({
      success: v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(200)),
      error: v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(200)),
    }),
    v.check(({ success, error }) => {
      const errors = new Set(error.map((status) => status.toLowerCase()))
      return !success.some((status) => errors.has(status.toLowerCase()))
    }),
  ),
  /** Days that Redis keeps counters, in place of what the expiry of a sample shows; null leaves it at that. */
  retentionDays: v.strictObject({
    minute: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3_660))),
    hour: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3_660))),
    day: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3_660))),
  }),
  /** The most keys a second that a discovery may look at. */
  scanLimit: v.pipe(v.number(), v.integer(), v.minValue(10), v.maxValue(10_000_000)),
}
