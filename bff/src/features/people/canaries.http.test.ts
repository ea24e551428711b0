import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { type SignedIn, staff } from '../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../testing/app.ts'
import { type TestGrid, testGrid } from '../../../testing/grid.ts'
import { member, person, rawDump } from '../../../testing/people.ts'
import { createLog } from '../../platform/log/index.ts'

let app: TestApp
let grid: TestGrid
let street: SignedIn
let logged = ''
beforeAll(async () => {
  const output = new PassThrough()
  output.on('data', (chunk: Buffer) => {
    logged += chunk.toString('utf8')
  })
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false, log: createLog('trace', output) })
  grid = await testGrid(app)
  street = await staff(app, ['street'], null, [grid.streets[0]])
})
afterAll(() => app.close())

/** Every collection of the database: one added later is looked through too. */
async function everything(): Promise<string> {
  const names = (await app.db.collectionNames()).filter((name) => name !== 'places')
  expect(names).toEqual(expect.arrayContaining(['residents', 'households', 'audit_log', 'idempotency_keys', 'reveals']))
  return rawDump(app, names)
}

test('a raw dump of the database and the log show no ID number, phone, address or name', async () => {
  const someone = await person(street, grid, { name: '金丝雀演示' })
  const other = await member(street, someone.householdId, { name: '夜莺演示', relation: 'spouse' })
  const { residentId } = someone
  await street.call('updateResident', {
    params: { residentId },
    body: { rev: 0, facts: { name: '画眉演示', phone: other.phone }, why: '更正' },
  })
  for (const text of [someone.idNumber, other.phone, '画眉演示', 'hmys', '演示苑1幢101室'])
    await street.call('searchResidents', { body: { text } })
  for (const field of ['name', 'idNumber', 'phone', 'address', 'registeredAddress'] as const)
    await street.call('revealResident', { params: { residentId }, body: { field, purpose: 'verify', note: null } })
  // Failures are where logs talk most.
  await expect(
    street.call('updateResident', {
      params: { residentId },
      body: { rev: 0, facts: { name: '鹦鹉演示', idNumber: someone.idNumber.slice(0, 17) }, why: '更正' },
    }),
  ).rejects.toMatchObject({ code: 'invalid_input' })
  const canaries = {
    idNumber: someone.idNumber,
    idNumberWithoutEnds: someone.idNumber.slice(4, 16),
    phone: someone.phone,
    newPhone: other.phone,
    name: '金丝雀演示',
    newName: '画眉演示',
    otherName: '夜莺演示',
    pinyin: 'huameiyanshi',
    firstLetters: 'hmys',
    refusedName: '鹦鹉演示',
    registeredAddress: '77 号',
    registeredDoor: '808 室',
    flat: '演示苑1幢101室',
    building: '演示苑1幢',
    flatId: grid.flats[0]?.[0] ?? '',
  }
  const dump = await everything()
  expect(dump.length).toBeGreaterThan(5_000)
  expect(dump).toContain(residentId)
  await expect.poll(() => logged.includes('"operation":"searchResidents"')).toBe(true)
  for (const [name, canary] of Object.entries(canaries)) {
    expect(canary.length, name).toBeGreaterThan(2)
    expect(dump.includes(canary), `${name} in the database`).toBe(false)
    expect(
      dump.includes(
        Buffer.from(canary)
          .toString('base64')
          .replace(/..?=*$/, ''),
      ),
      `${name} in the database, base64`,
    ).toBe(false)
    expect(logged.includes(canary), `${name} in the log`).toBe(false)
  }
})

test('the grep bites: what is level 2 is found', async () => {
  await person(street, grid, { birthDate: '1931-07-13' })
  expect(await everything()).toContain('1931-07-13')
})
