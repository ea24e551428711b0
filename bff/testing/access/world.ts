import { reachOfRole, type StaffRole, staffRoles } from '@minsheng/shared/access/role'
import { guestH5, type SignedIn, staff } from '../actors.ts'
import { startTestApp, type TestApp } from '../app.ts'
import { type District, district } from '../district.ts'
import { type TestGrid, testGrid } from '../grid.ts'
import { resident } from '../street.ts'

/** Someone who tries every operation; `own` things are those of the first charity, the first places and the first visitor. */
export interface Person {
  name: string
  kind: 'anonymous' | 'visitor' | 'staff'
  role: StaffRole | null
  scope: 'own' | 'other'
  token: string | null
  /** Somebody just like them, for operations that end sessions. */
  fresh(): Promise<string | null>
}

export interface World {
  app: TestApp
  place: District
  elsewhere: District
  grid: TestGrid
  people: readonly Person[]
  /** The signed-in staff of the first charity, who make what is tried; and the steward of the whole grid. */
  owner: SignedIn
  finance: SignedIn
  editor: SignedIn
  bureau: SignedIn
  steward: SignedIn
  administrator: SignedIn
  /** A grid worker of the second grid. */
  stranger: SignedIn
  visitor: SignedIn
}

/** Where each place role answers for: the place that holds the first grid, and one that doesn't. */
function placesOf(role: StaffRole, { district: whole, streets, communities, grids }: TestGrid): Record<Person['scope'], string> {
  if (role === 'grid_worker') return { own: grids[0], other: grids[1] }
  if (role === 'community') return { own: communities[0], other: communities[1] }
  if (role === 'street') return { own: streets[0], other: streets[1] }
  return { own: whole, other: streets[1] }
}

/** One app with two charities, a grid of places, and everybody there can be: each role with its own scope and with another's. */
export async function startWorld(environment: Record<string, string>, databaseName: string): Promise<World> {
  // Many people sign in from one address.
  const app = await startTestApp(environment, databaseName, { environment: { SIGN_IN_LIMIT_FACTOR: '100' } })
  const place = await district(app)
  const elsewhere = await district(app)
  const grid = await testGrid(app)
  const people: Person[] = []
  const add = async (name: string, role: StaffRole, scope: Person['scope'], charityId: string | null, placeIds: string[]) => {
    const one = () => staff(app, [role], charityId, placeIds)
    const who = await one()
    people.push({ name, kind: 'staff', role, scope, token: who.token, fresh: async () => (await one()).token })
    return who
  }
  const signedIn = new Map<StaffRole, SignedIn>()
  for (const role of staffRoles) {
    const reach = reachOfRole[role]
    for (const scope of ['own', 'other'] as const) {
      if (scope === 'other' && (reach === 'district' || reach === 'provider')) continue
      const charityId = reach === 'charity' ? { own: place, other: elsewhere }[scope].charityId : null
      const placeIds = reach === 'place' ? [placesOf(role, grid)[scope]] : []
      const who = await add(`${role} of ${scope}`, role, scope, charityId, placeIds)
      if (scope === 'own') signedIn.set(role, who)
    }
  }
  await add('street without places', 'street', 'other', null, [])
  const of = (role: StaffRole) => {
    const who = signedIn.get(role)
    if (!who) throw new Error(`${role} is in the world`)
    return who
  }
  const visitor = await resident(app)
  const visitors = { own: visitor, other: await guestH5(app) }
  for (const scope of ['own', 'other'] as const)
    people.push({
      name: `visitor, ${scope}`,
      kind: 'visitor',
      role: null,
      scope,
      token: visitors[scope].token,
      fresh: async () => (await guestH5(app)).token,
    })
  people.push({ name: 'signed out', kind: 'anonymous', role: null, scope: 'other', token: null, fresh: async () => null })
  return {
    app,
    place,
    elsewhere,
    grid,
    people,
    owner: of('charity_owner'),
    finance: of('charity_finance'),
    editor: of('charity_editor'),
    bureau: of('bureau'),
    steward: of('data_steward'),
    administrator: of('administrator'),
    stranger: await staff(app, ['grid_worker'], null, [grid.grids[1]]),
    visitor,
  }
}
