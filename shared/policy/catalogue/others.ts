import type { WrittenPolicy } from '../policy/written.ts'
import { BOOKS_BEGIN } from './books-begin.ts'
import { elderlyCases } from './cases/elderly.ts'
import { livelihoodCases } from './cases/livelihood.ts'
import { ageFrom, alive, fact, hasAny, hasLittle, registered } from './requirements.ts'
import { assistanceLaw, familyPlanning, funerals, medicalAid } from './sources.ts'

const hasLost = fact('onlyChildLoss', { in: ['died', 'disabled'] })
const wifeOfFortyNine = { all: [fact('sex', { eq: 'female' }), ageFrom(49)] }

/** 医疗、计生、殡葬. */
export const otherPolicies: readonly WrittenPolicy[] = [
  {
    id: 'medical-aid',
    title: '医疗救助',
    group: 'medical',
    subject: 'person',
    benefit: 'feeWaiver',
    summary: '困难群众看病，医保报销以后自己付的部分，再由医疗救助报销七成以上。',
    applying: 'automatic',
    versions: [
      {
        number: 1,
        effectiveFrom: BOOKS_BEGIN,
        sources: [medicalAid, assistanceLaw('第二十四条')],
        confidence: 'part',
        illustrative: false,
        cases: livelihoodCases['medical-aid'] ?? [],
        who: [
          alive,
          { words: '是低保、低保边缘、特困或刚性支出困难家庭成员', when: { any: [hasLittle, hasAny('rigid-spending')] } },
          { words: '参加了基本医疗保险', when: fact('medicalInsurance', { ne: 'none' }) },
        ],
      },
    ],
  },
  {
    id: 'family-planning-support',
    title: '计划生育特别扶助',
    group: 'family',
    subject: 'person',
    benefit: 'cash',
    summary: '独生子女去世或伤残的父母，每月有扶助金。',
    applying: 'application',
    materials: ['身份证和户口簿', '独生子女情况的证明'],
    versions: [
      {
        number: 1,
        effectiveFrom: BOOKS_BEGIN,
        sources: [familyPlanning],
        confidence: 'memory',
        illustrative: true,
        cases: elderlyCases['family-planning-support'] ?? [],
        who: [
          alive,
          registered,
          { words: '独生子女去世或伤残', when: hasLost },
          {
            words: '女方年满 49 周岁',
            when: { any: [wifeOfFortyNine, { all: [fact('sex', { eq: 'male' }), { someMember: { all: [wifeOfFortyNine, hasLost] } }] }] },
          },
        ],
        amount: {
          lookup: 'onlyChildLoss',
          cases: { died: { param: 'onlyChildDied' }, disabled: { param: 'onlyChildDisabled' } },
          otherwise: 0,
        },
        payout: { every: 'month', day: 20, from: 'after_approval' },
      },
    ],
  },
  {
    id: 'funeral-waiver',
    title: '惠民殡葬',
    group: 'funeral',
    subject: 'person',
    benefit: 'feeWaiver',
    summary: '本市户籍的居民去世，遗体接运、冷藏、火化和骨灰寄存免收基本费用。',
    applying: 'application',
    materials: ['死亡证明', '逝者的户口簿'],
    versions: [
      {
        number: 1,
        effectiveFrom: BOOKS_BEGIN,
        sources: [funerals],
        confidence: 'memory',
        illustrative: true,
        cases: elderlyCases['funeral-waiver'] ?? [],
        // Once for each who died.
        onlyOnce: { per: 'subject', source: funerals },
        who: [
          { words: '本人已经去世', when: { all: [fact('vitalStatus', { known: true }), fact('vitalStatus', { eq: 'deceased' })] } },
          { words: '户籍在杭州', when: fact('registeredIn', { in: ['district', 'city'] }) },
        ],
      },
    ],
  },
]
