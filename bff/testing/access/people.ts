import type { peopleContract } from '@minsheng/shared/contracts/people'
import { key, staff } from '../actors.ts'
import { dayFromToday } from '../bodies.ts'
import { accepted, uploaded } from '../imports.ts'
import { freshIdNumber, member, person } from '../people.ts'
import type { Rows } from './matrix.ts'
import type { World } from './world.ts'

/** Naming a household or place of others in a body is answered like naming none. */
const notNamed = [400, 403]

/** 一库集: what each operation is tried with. */
export function peopleRows({ app, grid, steward: clerk, stranger }: World): Rows<typeof peopleContract> {
  const today = dayFromToday(0)
  const own = () => person(clerk, grid)
  const ofPerson = async () => ({ subjectKind: 'person' as const, subjectId: (await own()).residentId })
  const newPlace = async () =>
    clerk.call('createPlace', {
      body: {
        kind: 'building',
        parentId: grid.grids[0],
        code: key(),
        name: '新楼',
        boundary: null,
        validFrom: '2021-01-01',
        reason: '新建',
      },
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
  const home = (index: number) => grid.flats[0]?.[index] ?? ''
  const ownImport = () => uploaded(app, clerk, 'household', `户号,户室编号\n${key()},${grid.codes.get(home(1)) ?? ''}\n`)
  const ofImport = async () => {
    const { id, rev } = await ownImport()
    return { params: { importId: id }, body: { rev } }
  }

  let dayCount = 100
  function nextDay(): string {
    dayCount += 1
    return dayFromToday(dayCount)
  }
  const ofGrid = () => staff(app, ['grid_worker'], null, [grid.grids[0]])
  async function turn() {
    const day = nextDay()
    const { accountId } = await ofGrid()
    const times = { from: day, to: day, days: 'every_day' as const, startsAt: '08:00', endsAt: '18:00' }
    return { placeId: grid.grids[0], workerId: accountId, ...times }
  }
  async function ownShift(): Promise<string> {
    const body = await turn()
    await clerk.call('planShifts', { body, idempotencyKey: key() })
    const roster = await clerk.call('getRoster', { params: { placeId: grid.grids[0] }, query: { from: body.from, days: 1 } })
    return roster.grids[0]?.shifts[0]?.id ?? 'missing'
  }
  const assignment = async () => ({ placeId: grid.grids[0], workerId: (await ofGrid()).accountId, from: today })

  return {
    listPlaceWorkers: async () => ({ params: { placeId: grid.grids[0] } }),
    assignWorker: async () => ({ body: await assignment() }),
    endAssignment: async () => {
      const { id } = await clerk.call('assignWorker', { body: await assignment(), idempotencyKey: key() })
      return { params: { assignmentId: id }, body: { rev: 0, on: today } }
    },
    getRoster: async () => ({ params: { placeId: grid.grids[0] }, query: { from: today } }),
    planShifts: async () => ({ body: await turn() }),
    substituteShift: async () => ({
      params: { shiftId: await ownShift() },
      body: { rev: 0, workerId: (await ofGrid()).accountId, why: '生病' },
    }),
    cancelShift: async () => ({ params: { shiftId: await ownShift() }, body: { rev: 0, why: '改期' } }),
    findOnDuty: async () => ({ params: { placeId: grid.grids[0] } }),
    getPlace: async () => ({ params: { placeId: grid.grids[0] } }),
    getPlaceMap: async () => ({ params: { placeId: grid.streets[0] }, query: { kind: 'grid' } }),
    findPlaceAt: async () => ({ body: { longitude: 120.18, latitude: 30.22, datum: 'wgs84' } }),
    createPlace: async () => ({
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
    changePlace: async () => ({
      params: { placeId: (await newPlace()).id },
      body: { rev: 0, name: '改名', validFrom: today, reason: '改名' },
    }),
    closePlace: async () => ({ params: { placeId: (await newPlace()).id }, body: { rev: 0, validTo: today, reason: '拆除' } }),
    searchResidents: async () => ({ body: {} }),
    getResident: async () => ({ params: { residentId: (await own()).residentId } }),
    createResident: {
      send: async () => ({
        body: { householdId: (await own()).householdId, relation: 'child', from: today, facts: facts(), source: 'visit' },
      }),
      refused: notNamed,
    },
    updateResident: async () => ({
      params: { residentId: (await own()).residentId },
      body: { rev: 0, facts: { name: '改名字' }, why: '更正' },
    }),
    moveResident: async () => ({
      params: { residentId: (await own()).residentId },
      body: { rev: 0, householdId: (await own()).householdId, relation: 'child', from: today, why: '搬家' },
    }),
    changeResidentState: async () => ({
      params: { residentId: (await own()).residentId },
      body: { rev: 0, to: 'moved_out', on: today, why: '迁出' },
    }),
    addGroup: async () => ({
      params: { residentId: (await own()).residentId },
      body: { rev: 0, kind: 'aged', source: 'visit', from: today, to: null },
    }),
    endGroup: async () => {
      const { residentId } = await own()
      await clerk.call('addGroup', {
        params: { residentId },
        body: { rev: 0, kind: 'aged', source: 'visit', from: today, to: null },
        idempotencyKey: key(),
      })
      return { params: { residentId }, body: { rev: 1, kind: 'aged', on: today, why: '更正' } }
    },
    revealResident: async () => ({
      params: { residentId: (await own()).residentId },
      body: { field: 'phone', purpose: 'visit', note: null },
    }),
    getHousehold: async () => ({ params: { householdId: (await own()).householdId } }),
    createHousehold: { send: async () => ({ body: { placeId: grid.flats[0]?.[0] } }), refused: notNamed },
    searchHouseholds: async () => ({ body: { text: '演示苑' } }),
    moveHousehold: async () => ({
      params: { householdId: (await own()).householdId },
      body: { rev: 0, placeId: home(1), from: today, why: '换房' },
    }),
    changeHead: async () => {
      const { householdId } = await own()
      const { residentId } = await member(clerk, householdId, { relation: 'spouse' })
      return { params: { householdId }, body: { rev: 0, residentId, formerHeadIs: 'spouse', from: today, why: '更换' } }
    },
    endHousehold: async () => {
      const { id } = await clerk.call('createHousehold', { body: { placeId: home(1) }, idempotencyKey: key() })
      return { params: { householdId: id }, body: { rev: 0, on: today, why: '空户' } }
    },
    listHomePeople: async () => ({ params: { placeId: home(1) }, query: { on: today } }),
    uploadImport: async () => ({ query: { kind: 'resident', filename: 'a.csv' }, body: Buffer.from('姓名\n'), contentType: 'text/csv' }),
    getImport: async () => ({ params: { importId: (await ownImport()).id } }),
    acceptImport: async () => {
      const { params, body } = await ofImport()
      return { params, body: { ...body, take: 'all' } }
    },
    mapImport: async () => {
      const { params, body } = await ofImport()
      return { params, body: { ...body, headerRow: 1, fields: ['code', 'homeCode'] } }
    },
    dropImport: ofImport,
    undoImport: async () => {
      const { id, rev } = await accepted(app, clerk, await ownImport())
      return { params: { importId: id }, body: { rev, why: '试一试' } }
    },
    getImportTemplate: async () => ({ params: { kind: 'home' } }),
    mergeDuplicate: async () => {
      const duplicateId = await ownCase()
      const { items } = await clerk.call('listDuplicates', { query: { limit: 100 } })
      return {
        params: { duplicateId },
        body: { rev: 0, keepId: items.find((item) => item.id === duplicateId)?.records[0]?.id, note: '核实' },
      }
    },
    dismissDuplicate: async () => ({ params: { duplicateId: await ownCase() }, body: { rev: 0, note: '同名不同人' } }),
    undoMerge: async () => ({ params: { duplicateId: await ownMerge() }, body: { rev: 1, note: '并错了' } }),
    listFacts: async () => ({ params: await ofPerson() }),
    getFactHistory: async () => ({ params: { ...(await ofPerson()), fact: 'employment' } }),
    recordObservation: async () => ({
      params: { ...(await ofPerson()), fact: 'employment' },
      body: { value: 'retired', source: 'visit', observedOn: today, note: '上门看到' },
    }),
    revealFact: async () => ({ params: { ...(await ofPerson()), fact: 'careLevel' }, body: { purpose: 'visit', note: null } }),
    resolveFact: async () => {
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
  }
}
