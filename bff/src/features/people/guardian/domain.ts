import type { Relation } from '@minsheng/shared/contracts/people'
import { ageOn } from '../resident/domain.ts'

/** Someone of a household as far as it tells who looks after its children. */
export interface FamilyMember {
  residentId: string
  birthDate: string
  sex: 'male' | 'female'
  /** What they are to the head. */
  relation: Relation | null
  /** A register says that they may or can look after no child: dead, missing, or guardianship was taken from them. */
  isBarred: boolean
}

/** What the registry knows of a child's own parents, wherever they live; null: nothing. */
export interface ParentsKnown {
  father: string | null
  mother: string | null
}

/** A parent of whom this is known is nobody's guardian any more (民法典 27, 36). */
const gone: readonly (string | null)[] = ['died', 'missing', 'unfit']

/** Under full age on a day: on the birthday itself they decide for themselves. */
export const isMinor = (birthDate: string, fullAge: number, date: string): boolean => ageOn(birthDate, date) < fullAge

/**
 * Who of a household is by the register the guardian of a child in it: parents by what each is to the head; where both parents
 * are known to be gone, grandparents. Nobody, where that does not tell it for sure: then a person has to be asked.
 * @param fullAge years @param date as of when
 * @remarks 民法典 27 (parents, then grandparents), 1072 (who brings up a spouse's child); who lives elsewhere is never among them
 */
export function guardiansIn(
  members: readonly FamilyMember[],
  childId: string,
  parents: ParentsKnown,
  fullAge: number,
  date: string,
): string[] {
  const child = members.find(({ residentId }) => residentId === childId)
  if (!child || !isMinor(child.birthDate, fullAge, date)) return []
  const grown = members.filter(({ residentId, birthDate }) => residentId !== childId && !isMinor(birthDate, fullAge, date))
  const who = (...relations: Relation[]) => grown.filter(({ relation }) => relation !== null && relations.includes(relation))
  const able = (some: readonly FamilyMember[]) =>
    some.filter(({ isBarred, sex }) => !isBarred && !gone.includes(sex === 'male' ? parents.father : parents.mother))
  const found = able(parentsOf(child.relation, who))
  if (found.length > 0) return found.map(({ residentId }) => residentId)
  if (!gone.includes(parents.father) || !gone.includes(parents.mother)) return []
  return grandparentsOf(child.relation, who)
    .filter(({ isBarred }) => !isBarred)
    .map(({ residentId }) => residentId)
}

type Who = (...relations: Relation[]) => FamilyMember[]

function parentsOf(relation: Relation | null, who: Who): FamilyMember[] {
  if (relation === 'child') return who('head', 'spouse')
  if (relation === 'sibling' || relation === 'head') return who('parent')
  if (relation !== 'grandchild') return []
  // Of several grown children of the head, the register does not say whose child it is.
  const [children, inLaws] = [who('child'), who('child_in_law')]
  return children.length > 1 || inLaws.length > 1 ? [] : [...children, ...inLaws]
}

function grandparentsOf(relation: Relation | null, who: Who): FamilyMember[] {
  if (relation === 'grandchild') return who('head', 'spouse')
  if (relation === 'child') return who('parent', 'parent_in_law')
  return relation === 'sibling' || relation === 'head' ? who('grandparent') : []
}
