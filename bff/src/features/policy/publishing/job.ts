import type { PeriodicJob } from '../../../platform/jobs/periodic.ts'
import type { PolicyBooks } from './books.ts'

const CHECKED_EVERY_MS = 10 * 60_000

/** Looks again and again whether what was published is still as it was published. */
export const booksCheckJob = (books: PolicyBooks): PeriodicJob => ({
  name: 'policy-books-check',
  everyMs: CHECKED_EVERY_MS,
  run: async () => void (await books.check()),
})
