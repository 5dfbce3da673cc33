import { alignCounts } from '../../shared/align.ts'
import type { Book } from './book.ts'
import { createDraft } from './draft.ts'
import type { Expiries } from './expiries.ts'
import { sharesOf, type ShareOptions } from './shares.ts'
import { maxSliceBytes, type Slice } from './slice.ts'

/**
 * Cuts a book into slices. Endpoints, statuses and users are walked side by side, so that each slice holds as many calls of
 * each kind and their totals grow by as many.
 */
export function* cutSlices(book: Book, expiries: Expiries, options: ShareOptions): Generator<Slice> {
  let draft = createDraft(expiries)
  for (const [apis, statuses, users] of sharesOf(book, options)) {
    for (const { a, b, c, calls } of alignCounts(apis, statuses, users)) {
      const shares = [a, b, c]
      if (draft.calls() > 0 && draft.bytes() + draft.costOf(shares) > maxSliceBytes) {
        yield draft.finish()
        draft = createDraft(expiries)
      }
      draft.add(shares, calls)
    }
  }
  if (draft.calls() > 0) yield draft.finish()
}
