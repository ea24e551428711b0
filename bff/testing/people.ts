import { randomInt } from 'node:crypto'
import type { Relation } from '@minsheng/shared/contracts/people'
import { idNumberCheckCharacter } from '@minsheng/shared/units/id-number'
import { key, type SignedIn } from './actors.ts'
import type { TestApp } from './app.ts'
import type { TestGrid } from './grid.ts'

let sequence = 0

/** A well-formed ID number of a region code that was never given out; no other call gives the same. */
export function freshIdNumber(birthDate = '1949-06-15', sex: 'male' | 'female' = 'female'): string {
  sequence += 1
  const count = (sequence * 2 + (sex === 'male' ? 1 : 0)) % 1_000
  const head = `33019${sequence % 10}${birthDate.replaceAll('-', '')}${String(count).padStart(3, '0')}`
  return `${head}${idNumberCheckCharacter(head)}`
}

export const freshPhone = () => `199${String(randomInt(0, 100_000_000)).padStart(8, '0')}`

export interface TestPerson {
  name: string
  idNumber: string
  phone: string
  householdId: string
  residentId: string
  registeredAddress: string
}

/** A person in a household of their own in a flat of this grid, registered by someone who may. */
export async function person(
  clerk: SignedIn,
  grid: TestGrid,
  at: { grid?: number; name?: string; birthDate?: string; flat?: number } = {},
): Promise<TestPerson> {
  const placeId = grid.flats[at.grid ?? 0]?.[at.flat ?? 0] ?? ''
  const household = await clerk.call('createHousehold', { body: { placeId }, idempotencyKey: key() })
  return member(clerk, household.id, at)
}

/** One more person in a household. */
export async function member(
  clerk: SignedIn,
  householdId: string,
  of: { name?: string; birthDate?: string; relation?: Relation } = {},
): Promise<TestPerson> {
  const facts = {
    name: of.name ?? '王小明',
    idNumber: freshIdNumber(of.birthDate),
    phone: freshPhone(),
    birthDate: null,
    sex: null,
    registeredAddress: '演示省演示市户籍路 77 号 808 室',
  }
  const resident = await clerk.call('createResident', {
    body: { householdId, relation: of.relation ?? 'head', from: '2021-05-01', facts, source: 'visit' },
    idempotencyKey: key(),
  })
  return {
    name: facts.name,
    idNumber: facts.idNumber,
    phone: facts.phone,
    registeredAddress: facts.registeredAddress,
    householdId,
    residentId: resident.id,
  }
}

/** The one box: what someone is found by, and where to look. */
export const find = (who: SignedIn, text: string, more: object = {}) => who.call('searchResidents', { body: { text, ...more } })
export const idsOf = async (who: SignedIn, text: string, more: object = {}) => (await find(who, text, more)).items.map((item) => item.id)

/** Every document of every collection, as it lies in the database, in one text. */
export async function rawDump(test: TestApp, names: readonly string[]): Promise<string> {
  const parts: string[] = []
  for (const name of names) {
    const rows = await test.db.collection(name).find({}, { raw: true }).toArray()
    for (const row of rows) {
      const bytes = row as unknown as Buffer
      parts.push(`\n#${name}\n`, bytes.toString('utf8'), bytes.toString('utf16le'))
    }
  }
  return parts.join('')
}
