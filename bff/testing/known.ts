import type { SignedIn } from './actors.ts'
import type { TestApp } from './app.ts'
import { dayFromToday } from './bodies.ts'
import type { TestGrid } from './grid.ts'
import { person, type TestPerson } from './people.ts'
import { resident, type SignedInResident } from './persons.ts'

/** They agree that their account is matched with the bureau's record. */
export async function agreeToBeKnown(me: SignedIn): Promise<void> {
  const [consent] = (await me.call('listMyConsents')).items
  await me.call('giveConsent', { params: { kind: 'resident_link' }, body: { textVersion: consent?.text.version ?? '' } })
}

/** As if they had given their name and number, which have tests of their own. */
export async function haveRealName(app: TestApp, me: SignedIn, residentId: string): Promise<void> {
  await app.db
    .collection<{ _id: string; residentId: string; nameMasked: string; textVersion: string; by: string; verifiedAt: Date }>('real_names')
    .insertOne({ _id: me.accountId, residentId, nameMasked: '王*明', textVersion: 'test', by: 'form', verifiedAt: new Date() })
}

/** Someone of the bureau's records, signed in with the phone on record; nothing is agreed to yet. */
export async function registeredResident(
  app: TestApp,
  clerk: SignedIn,
  grid: TestGrid,
  of: Parameters<typeof person>[2] = {},
): Promise<{ me: SignedInResident; record: TestPerson }> {
  const record = await person(clerk, grid, of)
  return { me: await resident(app, record.phone), record }
}

/** Someone of the bureau's records, signed in with the phone on record, who agreed to be matched and is proven to be it. */
export async function knownResident(
  app: TestApp,
  clerk: SignedIn,
  grid: TestGrid,
  of: Parameters<typeof person>[2] = {},
): Promise<{ me: SignedInResident; record: TestPerson }> {
  const { me, record } = await registeredResident(app, clerk, grid, of)
  await agreeToBeKnown(me)
  await haveRealName(app, me, record.residentId)
  return { me, record }
}

/** Born so that they turned so many years old some days ago; negative: will turn in some days. */
export function bornFor(years: number, daysAgo = 30): string {
  const turned = dayFromToday(-daysAgo)
  const born = `${Number(turned.slice(0, 4)) - years}${turned.slice(4)}`
  // On 29 February of a year that has none: the day before, so that the age is reached all the same.
  return new Date(`${born}T00:00:00Z`).toISOString().startsWith(born) ? born : born.replace('02-29', '02-28')
}
