import type { Messages } from './en.ts'

type Leaves<T, Path extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}${K}` : Leaves<T[K], `${Path}${K}.`>
}[keyof T & string]

/** Every path to a message: a key that does not exist does not compile. */
export type MessageKey = Leaves<Messages>
