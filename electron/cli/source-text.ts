import type { AnswerHead } from '../../shared/figures.ts'
import { visible } from './safe-text.ts'

/** Whose figures these are; sample data is always called so. */
export function sourceText({ source, sample }: AnswerHead): string {
  return sample ? 'Sample data: made by the program, not read from a Redis' : visible(source)
}
