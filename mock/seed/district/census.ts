import type { FeedLine } from '@minsheng/shared/contracts/feed'
import type { SeededRandom } from '../people/random.ts'

type Relation = Extract<FeedLine, { type: 'person' }>['relation']

export interface Member {
  relation: Relation
  age: number
  sex: 'male' | 'female'
}

/**
 * What the made-up district is shaped like. Shares in percent, people for each household.
 * @remarks Bulletin of the seventh census for 杭州市, 1 November 2020 (上城区: 1,323,467 people); ages of the district alone
 * are not published there, so the city's stand for them.
 */
export const census = { under15: 13.0, from60: 16.9, from65: 11.7, household: 2.36, menForHundredWomen: 108.7 } as const

/** How often each kind of household comes, of a hundred. */
const kinds = [
  ['oneYoung', 11],
  ['oneMiddle', 8.5],
  ['oneOld', 5],
  ['coupleYoung', 8],
  ['coupleMiddle', 9],
  ['coupleOld', 9.5],
  ['sharing', 8],
  ['oneChild', 18.5],
  ['twoChildren', 6],
  ['threeGenerations', 8],
  ['grownChild', 8],
] as const

type Kind = (typeof kinds)[number][0]
const total = kinds.reduce((sum, [, share]) => sum + share, 0)

function kindOf(random: SeededRandom): Kind {
  let left = random.next() * total
  for (const [kind, share] of kinds) {
    left -= share
    if (left < 0) return kind
  }
  return 'oneYoung'
}

const other = (sex: Member['sex']): Member['sex'] => (sex === 'male' ? 'female' : 'male')
/** Older ages come less often: a slope from the youngest to the oldest. */
const sloping = (random: SeededRandom, least: number, most: number) =>
  least + Math.floor((most - least + 1) * Math.min(random.next(), random.next()))

/** One household as the census saw them. */
export function householdOf(random: SeededRandom): Member[] {
  const sex = (share = 0.54): Member['sex'] => (random.chance(share) ? 'male' : 'female')
  const head = (age: number, share?: number): Member => ({ relation: 'head', age, sex: sex(share) })
  const couple = (age: number): Member[] => {
    const first = head(age, 0.7)
    return [first, { relation: 'spouse', age: Math.max(20, age - random.between(-2, 4)), sex: other(first.sex) }]
  }
  const child = (parentAge: number): Member => ({ relation: 'child', age: Math.max(0, parentAge - random.between(26, 36)), sex: sex() })
  switch (kindOf(random)) {
    case 'oneYoung':
      return [head(random.between(20, 39), 0.64)]
    case 'oneMiddle':
      return [head(random.between(40, 59), 0.64)]
    case 'oneOld':
      return [head(sloping(random, 62, 98), 0.32)]
    case 'coupleYoung':
      return couple(random.between(24, 39))
    case 'coupleMiddle':
      return couple(random.between(40, 60))
    case 'coupleOld':
      return couple(sloping(random, 61, 92))
    case 'sharing':
      return [head(random.between(20, 36), 0.64), { relation: 'other', age: random.between(20, 36), sex: sex(0.64) }]
    case 'oneChild': {
      const age = random.between(27, 52)
      return [...couple(age), child(age)]
    }
    case 'twoChildren': {
      const age = random.between(29, 46)
      return [...couple(age), child(age), child(age - 3)]
    }
    case 'threeGenerations': {
      const age = random.between(30, 48)
      const elder = age + random.between(24, 30)
      const elders: Member[] = [{ relation: 'parent', age: elder, sex: 'female' }]
      return [
        ...couple(age),
        child(age),
        ...elders,
        ...(random.chance(0.5) ? [{ ...elders[0], age: elder + 2, sex: 'male' } as Member] : []),
      ]
    }
    case 'grownChild': {
      const age = random.between(50, 64)
      return [...couple(age), { relation: 'child', age: age - random.between(24, 30), sex: sex() }]
    }
  }
}
