import type { Rematch } from '@minsheng/shared/contracts/policy'
import type { RematchJob } from './domain.ts'

export const presentRematch = ({
  _id,
  why,
  state,
  decidedFor,
  homesDone,
  homesAll,
  peopleChanged,
  createdAt,
  doneAt,
}: RematchJob): Rematch => ({
  id: _id,
  why,
  state,
  decidedFor,
  homesDone,
  homesAll,
  peopleChanged,
  startedAt: createdAt.toISOString(),
  doneAt: doneAt ? doneAt.toISOString() : null,
})
