import { fillPath } from '@minsheng/shared/client'
import { peopleContract } from '@minsheng/shared/contracts/people'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../../../testing/actors.ts'
import { send, startTestApp, type TestApp } from '../../../testing/app.ts'
import { dayFromToday } from '../../../testing/bodies.ts'
import { type TestGrid, testGrid } from '../../../testing/grid.ts'
import { freshIdNumber, member, person } from '../../../testing/people.ts'

let app: TestApp
let grid: TestGrid
let clerk: SignedIn
let stranger: SignedIn
const people = [
  'signedOut',
  'visitor',
  'auditor',
  'bureau',
  'charityOwner',
  'steward',
  'worker',
  'community',
  'street',
  'district',
  'otherWorker',
  'otherCommunity',
  'otherStreet',
  'placeless',
] as const
type Person = (typeof people)[number]
const tokens = {} as Record<Person, string | null>

beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false })
  grid = await testGrid(app)
  stranger = await staff(app, ['grid_worker'], null, [grid.grids[1]])
  clerk = await staff(app, ['data_steward'], null, [grid.district])
  const of = async (role: Parameters<typeof staff>[1][number], placeIds: string[]) => (await staff(app, [role], null, placeIds)).token
  tokens.signedOut = null
  tokens.visitor = (await guestH5(app)).token
  tokens.auditor = await of('auditor', [])
  tokens.bureau = await of('bureau', [])
  tokens.charityOwner = (await staff(app, ['charity_owner'], 'chr_any')).token
  tokens.steward = clerk.token
  tokens.worker = await of('grid_worker', [grid.grids[0]])
  tokens.community = await of('community', [grid.communities[0]])
  tokens.street = await of('street', [grid.streets[0]])
  tokens.district = await of('district_office', [grid.district])
  tokens.otherWorker = await of('grid_worker', [grid.grids[1]])
  tokens.otherCommunity = await of('community', [grid.communities[1]])
  tokens.otherStreet = await of('street', [grid.streets[1]])
  tokens.placeless = await of('street', [])
})
afterAll(() => app.close())

interface Sent {
  query?: Record<string, unknown>
  params?: Record<string, string>
  body?: unknown
  /** Instead of a body: the text of a file. */
  file?: string
}

const today = dayFromToday(0)
const none = async (): Promise<Sent> => ({})
const everyone: readonly Person[] = [
  'auditor',
  'bureau',
  'steward',
  'worker',
  'community',
  'street',
  'district',
  'otherWorker',
  'otherCommunity',
  'otherStreet',
  'placeless',
]
const working: readonly Person[] = [
  'steward',
  'worker',
  'community',
  'street',
  'district',
  'otherWorker',
  'otherCommunity',
  'otherStreet',
  'placeless',
]
/** Whose places the first grid is in. */
const here: readonly Person[] = ['steward', 'worker', 'community', 'street', 'district']
const writing: readonly Person[] = ['steward', 'worker', 'community', 'street']
const deciding: readonly Person[] = ['steward', 'community', 'street', 'district']
const planning: readonly Person[] = ['steward', 'community', 'street']
const merging: readonly Person[] = ['steward', 'street', 'district']
const stewards: readonly Person[] = ['steward', 'district']

const own = () => person(clerk, grid)
const ofPerson = async () => ({ subjectKind: 'person' as const, subjectId: (await own()).residentId })
const newPlace = async () =>
  clerk.call('createPlace', {
    body: { kind: 'building', parentId: grid.grids[0], code: key(), name: '新楼', boundary: null, validFrom: '2021-01-01', reason: '新建' },
    idempotencyKey: key(),
  })
const facts = () => ({ name: '新居民', idNumber: freshIdNumber(), phone: null, birthDate: null, sex: null, registeredAddress: null })
async function ownCase(): Promise<string> {
  const one = await own()
  const other = await member(clerk, one.householdId, { relation: 'child' })
  // Registered again elsewhere in the same district, where nobody could tell.
  const home = await person(stranger, grid, { grid: 1 })
  const twin = await stranger.call('createResident', {
    body: {
      householdId: home.householdId,
      relation: 'child',
      from: today,
      facts: { ...facts(), idNumber: other.idNumber },
      source: 'visit',
    },
    idempotencyKey: key(),
  })
  const { items } = await clerk.call('listDuplicates', { query: { state: 'open', limit: 100 } })
  return items.find((item) => item.records.some((record) => record.id === twin.id))?.id ?? 'missing'
}
async function ownMerge(): Promise<string> {
  const duplicateId = await ownCase()
  const { items } = await clerk.call('listDuplicates', { query: { state: 'open', limit: 100 } })
  const keepId = items.find((item) => item.id === duplicateId)?.records[0]?.id ?? ''
  await clerk.call('mergeDuplicate', { params: { duplicateId }, body: { rev: 0, keepId, note: '电话核实' } })
  return duplicateId
}

const workImports = () => app.app.people.workImports(new AbortController().signal)
/** A file of this clerk's, looked at. */
async function ownImport() {
  const made = await clerk.call('uploadImport', {
    query: { kind: 'household', filename: 'a.csv' },
    body: Buffer.from(`户号,户室编号\n${key()},${grid.codes.get(grid.flats[0]?.[1] ?? '')}\n`),
    contentType: 'text/csv',
    idempotencyKey: key(),
  })
  await workImports()
  return clerk.call('getImport', { params: { importId: made.id } })
}

let dayCount = 100
function nextDay(): string {
  dayCount += 1
  return dayFromToday(dayCount)
}
const ofGrid = () => staff(app, ['grid_worker'], null, [grid.grids[0]])
async function ownShift() {
  const { accountId } = await ofGrid()
  const day = nextDay()
  const body = {
    placeId: grid.grids[0],
    workerId: accountId,
    from: day,
    to: day,
    days: 'every_day' as const,
    startsAt: '08:00',
    endsAt: '18:00',
  }
  await clerk.call('planShifts', { body, idempotencyKey: key() })
  const { grids } = await clerk.call('getRoster', { params: { placeId: grid.grids[0] }, query: { from: day, days: 1 } })
  return grids[0]?.shifts[0]?.id ?? 'missing'
}

/** Who may; everyone else is refused. `satisfies` and the test below both fail when an operation has no row. */
const matrix = {
  listPlaces: [everyone, none],
  getPlace: [everyone, async () => ({ params: { placeId: grid.grids[0] } })],
  getPlaceMap: [everyone, async () => ({ params: { placeId: grid.streets[0] }, query: { kind: 'grid' } })],
  findPlaceAt: [everyone, async () => ({ body: { longitude: 120.18, latitude: 30.22, datum: 'wgs84' } })],
  createPlace: [
    stewards,
    async () => ({
      body: {
        kind: 'building',
        parentId: grid.grids[0],
        code: key(),
        name: '新楼',
        boundary: null,
        validFrom: '2021-01-01',
        reason: '新建',
      },
    }),
  ],
  changePlace: [
    stewards,
    async () => ({ params: { placeId: (await newPlace()).id }, body: { rev: 0, name: '改名', validFrom: today, reason: '改名' } }),
  ],
  closePlace: [stewards, async () => ({ params: { placeId: (await newPlace()).id }, body: { rev: 0, validTo: today, reason: '拆除' } })],
  searchResidents: [working, async () => ({ body: {} })],
  getResident: [here, async () => ({ params: { residentId: (await own()).residentId } })],
  createResident: [
    writing,
    async () => ({ body: { householdId: (await own()).householdId, relation: 'child', from: today, facts: facts(), source: 'visit' } }),
  ],
  updateResident: [
    writing,
    async () => ({ params: { residentId: (await own()).residentId }, body: { rev: 0, facts: { name: '改名字' }, why: '更正' } }),
  ],
  moveResident: [
    writing,
    async () => ({
      params: { residentId: (await own()).residentId },
      body: { rev: 0, householdId: (await own()).householdId, relation: 'child', from: today, why: '搬家' },
    }),
  ],
  changeResidentState: [
    writing,
    async () => ({ params: { residentId: (await own()).residentId }, body: { rev: 0, to: 'moved_out', on: today, why: '迁出' } }),
  ],
  addGroup: [
    writing,
    async () => ({
      params: { residentId: (await own()).residentId },
      body: { rev: 0, kind: 'aged', source: 'visit', from: today, to: null },
    }),
  ],
  endGroup: [
    writing,
    async () => {
      const { residentId } = await own()
      await clerk.call('addGroup', {
        params: { residentId },
        body: { rev: 0, kind: 'aged', source: 'visit', from: today, to: null },
        idempotencyKey: key(),
      })
      return { params: { residentId }, body: { rev: 1, kind: 'aged', on: today, why: '更正' } }
    },
  ],
  revealResident: [
    here,
    async () => ({ params: { residentId: (await own()).residentId }, body: { field: 'phone', purpose: 'visit', note: null } }),
  ],
  listHouseholds: [working, none],
  getHousehold: [here, async () => ({ params: { householdId: (await own()).householdId } })],
  createHousehold: [writing, async () => ({ body: { placeId: grid.flats[0]?.[0] } })],
  searchHouseholds: [working, async () => ({ body: { text: '演示苑' } })],
  moveHousehold: [
    writing,
    async () => ({
      params: { householdId: (await own()).householdId },
      body: { rev: 0, placeId: grid.flats[0]?.[1], from: today, why: '换房' },
    }),
  ],
  changeHead: [
    writing,
    async () => {
      const { householdId } = await own()
      const { residentId } = await member(clerk, householdId, { relation: 'spouse' })
      return { params: { householdId }, body: { rev: 0, residentId, formerHeadIs: 'spouse', from: today, why: '更换' } }
    },
  ],
  endHousehold: [
    writing,
    async () => {
      const { id } = await clerk.call('createHousehold', { body: { placeId: grid.flats[0]?.[1] ?? '' }, idempotencyKey: key() })
      return { params: { householdId: id }, body: { rev: 0, on: today, why: '空户' } }
    },
  ],
  listHomePeople: [here, async () => ({ params: { placeId: grid.flats[0]?.[1] ?? '' }, query: { on: today } })],
  listDuplicates: [['steward', 'street', 'district', 'otherStreet', 'placeless'], none],
  mergeDuplicate: [
    merging,
    async () => {
      const duplicateId = await ownCase()
      const { items } = await clerk.call('listDuplicates', { query: { limit: 100 } })
      return {
        params: { duplicateId },
        body: { rev: 0, keepId: items.find((item) => item.id === duplicateId)?.records[0]?.id, note: '核实' },
      }
    },
  ],
  dismissDuplicate: [merging, async () => ({ params: { duplicateId: await ownCase() }, body: { rev: 0, note: '同名不同人' } })],
  listPlaceWorkers: [here, async () => ({ params: { placeId: grid.grids[0] } })],
  assignWorker: [planning, async () => ({ body: { placeId: grid.grids[0], workerId: (await ofGrid()).accountId, from: today } })],
  endAssignment: [
    planning,
    async () => {
      const body = { placeId: grid.grids[0], workerId: (await ofGrid()).accountId, from: today }
      const { id } = await clerk.call('assignWorker', { body, idempotencyKey: key() })
      return { params: { assignmentId: id }, body: { rev: 0, on: today } }
    },
  ],
  getRoster: [here, async () => ({ params: { placeId: grid.grids[0] }, query: { from: today } })],
  planShifts: [
    planning,
    async () => {
      const day = nextDay()
      const { accountId } = await ofGrid()
      const turn = { from: day, to: day, days: 'every_day', startsAt: '08:00', endsAt: '18:00' }
      return { body: { placeId: grid.grids[0], workerId: accountId, ...turn } }
    },
  ],
  substituteShift: [
    planning,
    async () => ({ params: { shiftId: await ownShift() }, body: { rev: 0, workerId: (await ofGrid()).accountId, why: '生病' } }),
  ],
  cancelShift: [planning, async () => ({ params: { shiftId: await ownShift() }, body: { rev: 0, why: '改期' } })],
  findOnDuty: [here, async () => ({ params: { placeId: grid.grids[0] } })],
  uploadImport: [
    [...writing, 'otherWorker', 'otherCommunity', 'otherStreet', 'placeless'],
    async () => ({ query: { kind: 'resident', filename: 'a.csv' }, file: '姓名\n' }),
  ],
  listImports: [[...writing, 'district', 'otherWorker', 'otherCommunity', 'otherStreet', 'placeless'], none],
  getImport: [['steward'], async () => ({ params: { importId: (await ownImport()).id } })],
  acceptImport: [
    ['steward'],
    async () => {
      const { id, rev } = await ownImport()
      return { params: { importId: id }, body: { rev, take: 'all' } }
    },
  ],
  dropImport: [
    ['steward'],
    async () => {
      const { id, rev } = await ownImport()
      return { params: { importId: id }, body: { rev } }
    },
  ],
  undoImport: [
    ['steward'],
    async () => {
      const { id, rev } = await ownImport()
      await clerk.call('acceptImport', { params: { importId: id }, body: { rev, take: 'all' } })
      await workImports()
      const done = await clerk.call('getImport', { params: { importId: id } })
      return { params: { importId: id }, body: { rev: done.rev, why: '试一试' } }
    },
  ],
  getImportTemplate: [stewards, async () => ({ params: { kind: 'home' } })],
  undoMerge: [merging, async () => ({ params: { duplicateId: await ownMerge() }, body: { rev: 1, note: '并错了' } })],
  listFacts: [here, async () => ({ params: await ofPerson() })],
  getFactHistory: [here, async () => ({ params: { ...(await ofPerson()), fact: 'employment' } })],
  recordObservation: [
    writing,
    async () => ({
      params: { ...(await ofPerson()), fact: 'employment' },
      body: { value: 'retired', source: 'visit', observedOn: today, note: '上门看到' },
    }),
  ],
  revealFact: [here, async () => ({ params: { ...(await ofPerson()), fact: 'careLevel' }, body: { purpose: 'visit', note: null } })],
  resolveFact: [
    deciding,
    async () => {
      const params = { ...(await ofPerson()), fact: 'employment' as const }
      const observed = { observedOn: today, note: '分别了解' }
      await clerk.call('recordObservation', { params, body: { ...observed, value: 'retired', source: 'visit' }, idempotencyKey: key() })
      const sheet = await clerk.call('recordObservation', {
        params,
        body: { ...observed, value: 'unable', source: 'declared' },
        idempotencyKey: key(),
      })
      const observationId = sheet.rows.find((row) => row.fact === 'employment')?.current?.observationId
      return { params, body: { rev: sheet.rev, observationId, reason: '电话核实' } }
    },
  ],
  listFactConflicts: [['steward', 'community', 'street', 'district', 'otherCommunity', 'otherStreet', 'placeless'], none],
} satisfies Record<keyof typeof peopleContract, [readonly Person[], () => Promise<Sent>]>

async function attempt(name: keyof typeof peopleContract, person: Person, sent: Sent) {
  const operation = peopleContract[name]
  const token = tokens[person]
  return send(app.url, {
    method: operation.method,
    url: fillPath(operation.path, { params: sent.params, query: sent.query }),
    headers: {
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(sent.file === undefined ? {} : { 'Content-Type': 'text/csv' }),
      ...(sent.body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(operation.idempotency === 'key' ? { 'Idempotency-Key': key() } : {}),
    },
    body: sent.file ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body)),
  })
}

test('every operation has a row, is for staff alone, and no row is left over', () => {
  expect(Object.keys(matrix).sort()).toEqual(Object.keys(peopleContract).sort())
  expect(Object.values(peopleContract).every((operation) => operation.audience === 'staff')).toBe(true)
})

describe.each(Object.entries(matrix) as [keyof typeof peopleContract, [readonly Person[], () => Promise<Sent>]][])(
  '%s',
  (name, [allowed, prepare]) => {
    test.each(people)('%s', async (person) => {
      const answer = await attempt(name, person, await prepare())
      if (person === 'signedOut') expect(answer.status).toBe(401)
      else if (person === 'visitor') expect(answer.status).toBe(403)
      else if (allowed.includes(person)) expect(answer.status).toBe(peopleContract[name].status)
      // Naming a household or place of others in a body is answered like naming none.
      else if (['createResident', 'createHousehold'].includes(name)) expect([400, 403]).toContain(answer.status)
      else expect([403, 404]).toContain(answer.status)
    })
  },
)

test('without places nothing is seen', async () => {
  await own()
  for (const name of ['searchResidents', 'listHouseholds', 'listDuplicates', 'listFactConflicts'] as const)
    expect((await attempt(name, 'placeless', name === 'searchResidents' ? { body: {} } : {})).data).toMatchObject({ items: [] })
})
