import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../scripts/testing/database.ts'
import { type SignedIn, staff } from '../testing/actors.ts'
import { clientOf, heldClock, startTestApp, type TestApp } from '../testing/app.ts'
import { type TestGrid, testGrid } from '../testing/grid.ts'
import { freshPhone, member, person, type TestPerson } from '../testing/people.ts'
import { type KeyPlace, listKeys, reindexAll, renewDataKeys, resealAll, retireKey, rotateKey } from './key-commands.ts'
import { loadKeyRing } from './platform/crypto/keyring.ts'
import { isSealed, keyNumberOf } from './platform/protect/seal.ts'

/** Two processes on one database and one keyring, while the keys of people's records are changed. */
const clock = heldClock()
const folder = mkdtempSync(join(tmpdir(), 'personal-keys-'))
const database = freshDatabaseName()
let apps: [TestApp, TestApp]
let place: KeyPlace
let grid: TestGrid
/** One worker, at either process. */
let street: [SignedIn, SignedIn]
const people: TestPerson[] = []

beforeAll(async () => {
  const path = join(folder, 'keyring.json')
  loadKeyRing({ keysDir: folder })
  const environment = { KEYRING_FILE: path, KEYS_DIR: undefined }
  const one = await startTestApp(inject('bffEnvironment'), database, { clock, work: false, environment })
  const two = await startTestApp(inject('bffEnvironment'), database, { clock, work: false, environment })
  apps = [one, two]
  grid = await testGrid(one)
  const first = await staff(one, ['street'], null, [grid.streets[0]])
  street = [first, { ...first, call: clientOf(two.url, first.token) }]
  place = { path, mongodbUri: one.config.MONGODB_URI, mongodbName: database, clock }
  for (let at = 0; at < 6; at += 1) people.push(await person(first, grid, { name: `轮换${'甲乙丙丁戊己'[at]}`, grid: at % 3 }))
})
afterAll(async () => {
  await apps[1].stop()
  await apps[0].close()
  rmSync(folder, { recursive: true })
})

const by = (turn: number): SignedIn => street[(turn % 2) as 0 | 1]
const reload = (...which: (0 | 1)[]) => {
  for (const at of which) apps[at].app.keyring.reload()
}
/** Many workers, for each of them may search only so often in a minute. */
const searchers: SignedIn[] = []
let searches = 0
async function finds(turn: number, text: string, residentId: string): Promise<boolean> {
  searches += 1
  const at = Math.floor(searches / 50)
  searchers[at] ??= await staff(apps[0], ['street'], null, [grid.streets[0]])
  const { items } = await clientOf(apps[(turn % 2) as 0 | 1].url, searchers[at].token)('searchResidents', { body: { text, limit: 50 } })
  return items.some(({ id }) => id === residentId)
}

/** People who search, register and change phones at both processes until told to stop; every miss is noted. */
function work() {
  const missed: string[] = []
  const faults: unknown[] = []
  let rounds = 0
  let working = true
  async function reader(from: number) {
    for (let turn = from; working; turn += 1) {
      const one = people[turn % people.length]
      if (!one) continue
      const { phone } = one
      if (!(await finds(turn, one.idNumber, one.residentId))) missed.push(`ID number of ${one.name} at ${turn % 2}`)
      // A phone is changed by the writer meanwhile: only one that stayed the same must be found.
      if (phone !== '' && !(await finds(turn, phone, one.residentId)) && phone === one.phone)
        missed.push(`phone of ${one.name} at ${turn % 2}`)
      if (!(await finds(turn, one.name.slice(0, 2), one.residentId))) missed.push(`name of ${one.name} at ${turn % 2}`)
      rounds += 1
    }
  }
  async function writer() {
    for (let turn = 0; working; turn += 1) {
      const one = people[turn % people.length]
      if (!one) continue
      if (turn % 3 === 0 && people.length < 60)
        people.push(await member(by(turn), one.householdId, { name: `新来${'甲乙丙丁戊己庚辛壬癸'[turn % 10]}`, relation: 'child' }))
      else {
        const params = { residentId: one.residentId }
        const phone = freshPhone()
        const { rev } = await by(turn).call('getResident', { params })
        one.phone = ''
        await by(turn).call('updateResident', { params, body: { rev, facts: { phone }, why: '换了号码' } })
        one.phone = phone
      }
      const again = people[(turn * 7) % people.length]
      if (!again) continue
      const facts = { name: '冒名者', idNumber: again.idNumber, phone: null, birthDate: null, sex: null, registeredAddress: null }
      const told = await by(turn + 1)
        .call('createResident', {
          body: { householdId: one.householdId, relation: 'child', from: '2021-05-01', facts, source: 'visit' },
          idempotencyKey: `twice-${turn}-twice`,
        })
        .then(
          () => 'taken',
          (error: { code?: string }) => error.code,
        )
      if (told !== 'already_exists') missed.push(`the same ID number twice: ${told}`)
      rounds += 1
    }
  }
  const all = [reader(0), reader(1), writer()].map((one) => one.catch((error: unknown) => void faults.push(error)))
  return {
    missed,
    faults,
    goOn: async (more = 12) => {
      const at = rounds
      await expect.poll(() => rounds > at + more || faults.length > 0, { timeout: 20_000 }).toBe(true)
    },
    stop: async () => {
      working = false
      await Promise.all(all)
    },
  }
}

describe('the index key', () => {
  test('is changed while people are registered, changed and looked for at two processes: nobody is missed', {
    timeout: 90_000,
  }, async () => {
    const under = work()
    const home = grid.flats[0]?.[0] ?? ''
    const households = async () => (await street[0].call('listHouseholds', { query: { placeId: home, limit: 100 } })).items.length
    const before = await households()
    expect(before).toBeGreaterThan(0)
    rotateKey(place, 'blindIndex', 60)
    await under.goOn()
    reload(0)
    await under.goOn()
    reload(1)
    await under.goOn()
    clock.advance(60_000)
    await under.goOn()
    await expect(retireKey(place, 'blindIndex', 'b1')).rejects.toThrow(/residents are found by it.*households are found by it.*reindex/)
    expect(await households()).toBe(before)
    const lines: string[] = []
    await Promise.all([reindexAll(place, (line) => lines.push(line)), under.goOn()])
    await under.goOn()
    // Whoever began to write before the key's time had come may have written after: a second walk finds none or few.
    expect(await reindexAll(place)).toMatch(/are now found by b2/)
    await retireKey(place, 'blindIndex', 'b1')
    reload(0)
    await under.goOn()
    reload(1)
    await under.goOn()
    await under.stop()
    expect(under.faults).toEqual([])
    expect(under.missed).toEqual([])
    expect(people.length).toBeGreaterThan(8)
    expect(await households()).toBe(before)
    expect(listKeys(place).filter((line) => line.startsWith('blindIndex'))).toEqual(['blindIndex b2: makes and checks'])
    expect(await reindexAll(place), 'repeated').toMatch(/residents: 0 of \d+, households: 0 of \d+/)
  })

  test('the test bites: without the walk, who was registered under the old key is not found by the new one alone', async () => {
    const someone = await person(street[0], grid, { name: '漏网者' })
    const value = someone.idNumber
    rotateKey(place, 'blindIndex', 0)
    reload(0, 1)
    expect(await finds(0, value, someone.residentId)).toBe(true)
    const kids = apps[0].app.keyring.keys.blindIndex.map(({ kid }) => kid)
    expect(kids).toEqual(['b3', 'b2'])
    const rows = apps[0].db.collection<{ _id: string; idNumberIndex: string }>('residents')
    const old = (await rows.findOne({ _id: someone.residentId }))?.idNumberIndex
    await reindexAll(place)
    expect((await rows.findOne({ _id: someone.residentId }))?.idNumberIndex).not.toBe(old)
    await rows.updateOne({ _id: someone.residentId }, { $set: { idNumberIndex: old } })
    expect(await finds(0, value, someone.residentId), 'by either').toBe(true)
    await expect(retireKey(place, 'blindIndex', 'b2')).rejects.toThrow('1 residents are found by it')
    await reindexAll(place)
    await retireKey(place, 'blindIndex', 'b2')
  })
})

describe('data keys', () => {
  const numbers = async () => {
    const found = new Map<number, number>()
    const walk = (value: unknown): void => {
      if (isSealed(value)) found.set(keyNumberOf(value), (found.get(keyNumberOf(value)) ?? 0) + 1)
      else if (typeof value === 'object' && value !== null && !(value instanceof Date))
        for (const inner of Object.values(value)) walk(inner)
    }
    for (const name of ['residents', 'households']) for (const row of await apps[0].db.collection(name).find({}).toArray()) walk(row)
    return found
  }

  test('every field is sealed anew while the product runs, former versions too; broken off and repeated it goes on', {
    timeout: 60_000,
  }, async () => {
    expect([...(await numbers()).keys()]).toEqual([1])
    expect(await renewDataKeys(place)).toMatch(/^\d+ collections have a new data key/)
    const under = work()
    await under.goOn()
    const lines: string[] = []
    const done = await Promise.all([resealAll(place, (line) => lines.push(line)), resealAll(place)])
    expect(done.map((line) => Number(/; (\d+) personal/.exec(line)?.[1])).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(40)
    expect(lines.some((line) => /^residents: \d+ looked at, \d+ fields sealed anew/.test(line))).toBe(true)
    await under.goOn()
    await under.stop()
    expect(under.faults).toEqual([])
    expect(under.missed).toEqual([])
    await resealAll(place)
    expect([...(await numbers()).keys()]).toEqual([2])
    expect(await resealAll(place), 'repeated').toContain('; 0 personal fields')
    const one = people[0]
    const seen = await street[1].call('revealResident', {
      params: { residentId: one?.residentId ?? '' },
      body: { field: 'idNumber', purpose: 'verify', note: null },
    })
    expect(seen.value).toBe(one?.idNumber)
  })

  test('what is sealed in a way nobody knows stays, and is named', async () => {
    const rows = apps[0].db.collection<{ _id: string; name: unknown }>('residents')
    const id = people[1]?.residentId ?? ''
    const before = await rows.findOne({ _id: id })
    const other = await rows.findOne({ _id: people[2]?.residentId ?? '' })
    await renewDataKeys(place)
    // Another person's name under this one's number: bound to its row, it can't be opened here.
    await rows.updateOne({ _id: id }, { $set: { name: other?.name } })
    await expect(resealAll(place)).rejects.toThrow('residents (1)')
    await rows.updateOne({ _id: id }, { $set: { name: before?.name } })
    await resealAll(place)
  })
})
