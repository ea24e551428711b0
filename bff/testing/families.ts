import type { Relation } from '@minsheng/shared/contracts/people'
import type { SignedIn } from './actors.ts'
import type { TestApp } from './app.ts'
import { seen } from './applications.ts'
import type { TestGrid } from './grid.ts'
import { agreeToBeKnown, bornFor, haveRealName, knownResident } from './known.ts'
import { member } from './people.ts'
import { resident, type SignedInResident } from './persons.ts'

/** Old enough to look after a child. */
export const GROWN = '1990-06-15'

/** Somebody with a home of their own who is proven to be it. */
export const parent = (app: TestApp, steward: SignedIn, grid: TestGrid) =>
  knownResident(app, steward, grid, { birthDate: GROWN, name: '李小芳' })

/** One more grown-up of a household, proven to be it. */
export async function another(
  app: TestApp,
  steward: SignedIn,
  householdId: string,
  relation: Relation,
): Promise<SignedInResident & { residentId: string }> {
  const record = await member(steward, householdId, { name: '赵小强', relation, birthDate: GROWN })
  const me = await resident(app, record.phone)
  await agreeToBeKnown(me)
  await haveRealName(app, me, record.residentId)
  return { ...me, residentId: record.residentId }
}

/** A child of one, born into a household; nothing is known of where they are registered. */
export const child = (steward: SignedIn, householdId: string, relation: Relation = 'child', birthDate = bornFor(1)) =>
  member(steward, householdId, { name: '李小宝', relation, birthDate })

/** What a clerk saw in the household book: the childcare subsidy is theirs. */
export const registeredHere = (steward: SignedIn, residentId: string) => seen(steward, residentId, 'registeredIn', 'district')
