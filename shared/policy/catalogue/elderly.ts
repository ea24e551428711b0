import type { WrittenPolicy } from '../policy/written.ts'
import { BOOKS_BEGIN } from './books-begin.ts'
import { elderlyCases } from './cases/elderly.ts'
import { ageFrom, alive, fact, familyHasLittle, hasLittle, needsCare, registered } from './requirements.ts'
import { elderLaw, elderVoucher, hangzhouElderCare, homeAdaptation, homeCareCampaign, provincialElderCare } from './sources.ts'

const moderateOrWorse = { words: '经评估为中度、重度或完全失能', when: needsCare }
const poorOrAlone = { words: '家里是低保、低保边缘，或本人是特困人员', when: hasLittle }
const sixty = { words: '年满 60 周岁', when: ageFrom(60) }

const forHomeBed = [
  alive,
  registered,
  sixty,
  moderateOrWorse,
  poorOrAlone,
  { words: '住在家里', when: fact('careSetting', { eq: 'home' }) },
]

/** 老年人: allowances and care at home. */
export const elderlyPolicies: readonly WrittenPolicy[] = [
  {
    id: 'aged-allowance',
    title: '高龄津贴',
    group: 'elderly',
    subject: 'person',
    benefit: 'cash',
    summary: '满 80 周岁的老人，每月有高龄津贴，年纪越大越多。',
    applying: 'automatic',
    versions: [
      {
        number: 1,
        effectiveFrom: BOOKS_BEGIN,
        sources: [provincialElderCare, elderLaw],
        confidence: 'part',
        illustrative: true,
        cases: elderlyCases['aged-allowance'] ?? [],
        who: [alive, registered, { words: '年满 80 周岁', when: ageFrom(80) }],
        amount: {
          bandOf: { ageAt: 'birthDate' },
          steps: [
            { below: 80, give: 0 },
            { below: 90, give: { param: 'agedEighty' } },
            { below: 100, give: { param: 'agedNinety' } },
          ],
          otherwise: { param: 'agedHundred' },
        },
        payout: { every: 'month', day: 15, from: 'application' },
      },
    ],
  },
  {
    id: 'elder-service-subsidy',
    title: '养老服务补贴（电子津贴）',
    group: 'elderly',
    subject: 'person',
    benefit: 'serviceCredit',
    summary: '家里困难、生活不能自理的老人，每月有一笔只能用来买养老服务的津贴。',
    applying: 'application',
    materials: ['身份证', '老年人能力评估报告'],
    versions: [
      {
        number: 1,
        effectiveFrom: BOOKS_BEGIN,
        sources: [hangzhouElderCare],
        confidence: 'memory',
        illustrative: true,
        cases: elderlyCases['elder-service-subsidy'] ?? [],
        who: [alive, registered, sixty, poorOrAlone, { words: '经评估为失能', when: fact('careLevel', { ne: 'able' }) }],
        amount: {
          lookup: 'careLevel',
          cases: { able: 0, mild: { param: 'elderServiceMild' }, moderate: { param: 'elderServiceModerate' } },
          otherwise: { param: 'elderServiceSevere' },
        },
        payout: { every: 'month', day: 5, from: 'after_approval' },
      },
    ],
  },
  {
    id: 'disabled-elder-voucher',
    title: '失能老人养老服务消费补贴',
    group: 'elderly',
    subject: 'person',
    benefit: 'serviceCredit',
    summary: '中度以上失能的老人，买养老服务时可以用消费券抵一部分钱。',
    applying: 'application',
    materials: ['身份证', '老年人能力评估报告'],
    versions: [
      {
        number: 1,
        effectiveFrom: '2025-07-01',
        sources: [elderVoucher],
        confidence: 'memory',
        illustrative: true,
        cases: elderlyCases['disabled-elder-voucher'] ?? [],
        who: [alive, sixty, moderateOrWorse],
        amount: {
          lookup: 'careSetting',
          cases: { institution: { param: 'elderVoucherInstitution' } },
          otherwise: { param: 'elderVoucherHome' },
        },
        ceiling: true,
        payout: { every: 'month', day: 1, from: 'after_approval' },
      },
    ],
  },
  {
    id: 'home-bed-build',
    title: '家庭养老床位（建床补助）',
    group: 'elderly',
    subject: 'person',
    benefit: 'serviceCredit',
    summary: '把养老院的照护搬到家里：适老改造、呼叫设备，由政府补助。',
    applying: 'application',
    materials: ['身份证', '老年人能力评估报告', '住房情况'],
    versions: [
      {
        number: 1,
        effectiveFrom: BOOKS_BEGIN,
        sources: [homeCareCampaign],
        confidence: 'memory',
        illustrative: true,
        cases: elderlyCases['home-bed-build'] ?? [],
        who: forHomeBed,
        amount: { param: 'homeBedBuild' },
        ceiling: true,
        payout: { every: 'once', day: 28, from: 'after_approval' },
        onlyOnce: { per: 'subject', source: homeCareCampaign },
      },
    ],
  },
  {
    id: 'home-bed-run',
    title: '家庭养老床位（上门服务）',
    group: 'elderly',
    subject: 'person',
    benefit: 'serviceCredit',
    summary: '家庭养老床位建好以后，每月有上门照护服务的补助。',
    applying: 'application',
    materials: ['身份证', '老年人能力评估报告'],
    versions: [
      {
        number: 1,
        effectiveFrom: BOOKS_BEGIN,
        sources: [homeCareCampaign],
        confidence: 'memory',
        illustrative: true,
        cases: elderlyCases['home-bed-run'] ?? [],
        who: forHomeBed,
        amount: { param: 'homeBedRun' },
        payout: { every: 'month', day: 20, from: 'after_approval' },
      },
    ],
  },
  {
    id: 'home-adaptation',
    title: '居家适老化改造',
    group: 'elderly',
    subject: 'household',
    benefit: 'serviceCredit',
    summary: '困难家庭里有失能、高龄或残疾老人的，家里装扶手、改厕所，一户补助一次。',
    applying: 'application',
    materials: ['房产证或租房合同', '老人的身份证'],
    versions: [
      {
        number: 1,
        effectiveFrom: BOOKS_BEGIN,
        sources: [homeAdaptation],
        confidence: 'memory',
        illustrative: true,
        cases: elderlyCases['home-adaptation'] ?? [],
        who: [
          { words: '家里是低保或低保边缘家庭', when: familyHasLittle },
          {
            words: '家里有失能、80 周岁以上或残疾的老人',
            when: {
              someMember: { all: [ageFrom(60), { any: [needsCare, ageFrom(80), fact('disabilityGrade', { ne: 'none' })] }] },
            },
          },
        ],
        amount: { param: 'homeAdaptation' },
        ceiling: true,
        payout: { every: 'once', day: 28, from: 'after_approval' },
        onlyOnce: { per: 'subject', source: homeAdaptation },
      },
    ],
  },
]
