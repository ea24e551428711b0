import type { FeedLine } from '@minsheng/shared/contracts/feed'
import { birthDateOf } from '@minsheng/shared/units/id-number'
import { seedPlaces } from '../seed/people/places.ts'
import { seedResidents } from '../seed/people/residents.ts'

/** A user of 浙里办: always with a name and a number, for its accounts are real-name. */
export interface ZlbPerson {
  userId: string
  name: string
  idNumber: string
  /** Null for someone who never gave one. */
  phone: string | null
}

type SeedPerson = Extract<FeedLine, { type: 'person' }>
const ELDER_AGE = 65

/** The example: the first elder of the synthetic district with a mobile number of their own; nobody real. */
export function examplePerson(today: string): ZlbPerson {
  const people = [...seedResidents(seedPlaces(), today)].filter((line): line is SeedPerson => line.type === 'person')
  const phones = people.map(({ facts }) => facts.phone)
  const found = people.find(
    ({ facts }) =>
      facts.idNumber &&
      /^1[3-9]\d{9}$/.test(facts.phone ?? '') &&
      phones.indexOf(facts.phone) === phones.lastIndexOf(facts.phone) &&
      Number(today.slice(0, 4)) - Number(birthDateOf(facts.idNumber).slice(0, 4)) >= ELDER_AGE,
  )
  if (!found?.facts.idNumber) throw new Error('the synthetic district has no elder with a phone')
  return {
    userId: `zlb${found.facts.idNumber.slice(-6)}`,
    name: found.facts.name,
    idNumber: found.facts.idNumber,
    phone: found.facts.phone,
  }
}
