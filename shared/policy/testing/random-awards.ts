import fc from 'fast-check'
import type { Catalogue } from '../policy/definition.ts'
import type { Home } from '../population/population.ts'
import type { Awards, RuleSubject } from '../rule/subject.ts'

/** An award before it is known which policies there are, and who they may be awarded to. */
interface SketchedAward {
  policy: number
  member: number
  fen: number
}

const sketched: fc.Arbitrary<SketchedAward> = fc.record({
  policy: fc.nat(1_000),
  member: fc.nat(3),
  // Round what rules come to, nothing at all, and now and then more than 32 bits hold.
  fen: fc.oneof(
    { weight: 20, arbitrary: fc.integer({ min: 0, max: 20_000 }) },
    { weight: 1, arbitrary: fc.constantFrom(0, 5_000_000_000) },
  ),
})

/** Of three homes one has an award or two. */
const randomAwards: fc.Arbitrary<readonly SketchedAward[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.array(sketched, { minLength: 1, maxLength: 2 }) },
)

/** So many households, each with the awards it may have. */
export const homesOf = (subject: fc.Arbitrary<RuleSubject>, length: number) =>
  fc.array(fc.tuple(subject, randomAwards), { minLength: length, maxLength: length })

/** A household with what stands awarded to it and to each of its members. */
export interface AwardedHome {
  home: Home
  /** Each member as deciding sees them. */
  subjects: readonly RuleSubject[]
}

/** Gives awards of a catalogue to a household: what is a household's policy, to the household, all else to a member. */
export function awardedHome(
  { household, members }: RuleSubject,
  index: number,
  awards: readonly SketchedAward[],
  { policies }: Catalogue,
): AwardedHome {
  const to = (holder: number | 'home'): Awards =>
    Object.fromEntries(
      awards.flatMap(({ policy: at, member, fen }) => {
        const policy = policies[at % policies.length]
        if (!policy || (policy.subject === 'household' ? 'home' : member % members.length) !== holder) return []
        // What never gave any money is awarded without.
        const given = policy.versions.some(({ amount }) => amount) ? fen : 0
        return [[policy.id, { fen: given, fromMonth: '2026-01' }] as const]
      }),
    )
  const ofHome = to('home')
  return {
    home: {
      id: `h${index}`,
      facts: household,
      awarded: ofHome,
      members: members.map((facts, place) => ({ id: `p${index}-${place}`, facts, awarded: to(place) })),
    },
    subjects: members.map((person, place) => ({ person, household, members, awarded: { ...ofHome, ...to(place) } })),
  }
}
