/** Conditions that many policies have, in one wording. */

const fact = (name: string, rest: Record<string, unknown>) => ({ fact: name, ...rest })
export const has = (policy: string) => ({ policy, in: ['enjoying', 'entitled'] })
export const hasAny = (...policies: string[]) => ({ any: policies.map(has) })

/** Nobody is asked whether they live: it counts unless a register says otherwise. */
const isGone = { all: [fact('vitalStatus', { known: true }), fact('vitalStatus', { in: ['deceased', 'missing'] })] }
export const alive = { words: '本人健在', when: { not: isGone } }
export const registered = { words: '户籍在上城区', when: fact('registeredIn', { eq: 'district' }) }
export const registeredChild = { words: '孩子的户籍在上城区', when: fact('registeredIn', { eq: 'district' }) }
export const homeRegistered = { words: '家里至少一人户籍在上城区', when: { someMember: fact('registeredIn', { eq: 'district' }) } }
/** Full years; the day of the birthday counts. */
export const ageFrom = (years: number) => ({ value: { ageAt: 'birthDate' }, gte: years })
export const ageBelow = (years: number) => ({ value: { ageAt: 'birthDate' }, lt: years })

/** 一、二级 of any kind, or 三级 and 四级 of mind. */
export const isSeverelyDisabled = {
  any: [
    fact('disabilityGrade', { in: ['first', 'second'] }),
    {
      all: [
        fact('disabilityGrade', { in: ['third', 'fourth'] }),
        { any: [fact('disabilityTypes', { has: 'intellectual' }), fact('disabilityTypes', { has: 'mental' })] },
      ],
    },
  ],
}
export const needsCare = fact('careLevel', { in: ['moderate', 'severe', 'total'] })
/** Standings that show that a family has little. */
export const hasLittle = hasAny('minimum-living', 'minimum-living-single', 'low-income-family', 'extreme-hardship')
export const familyHasLittle = hasAny('minimum-living', 'low-income-family')

const incapable = [
  'severe_disability',
  'serious_illness',
  'imprisoned',
  'drug_rehabilitation',
  'restricted',
  'lost_contact',
  'unfit',
  'deported',
]
export const parentGone = (parent: 'father' | 'mother') => fact(`${parent}Situation`, { in: ['died', 'missing'] })
export const parentCannot = (parent: 'father' | 'mother') => fact(`${parent}Situation`, { in: ['died', 'missing', ...incapable] })
export { fact }
