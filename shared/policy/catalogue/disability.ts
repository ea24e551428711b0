import type { WrittenPolicy } from '../policy/written.ts'
import { BOOKS_BEGIN } from './books-begin.ts'
import { disabilityCases } from './cases/disability.ts'
import { ageBelow, ageFrom, alive, fact, hasAny, isSeverelyDisabled, registered, registeredChild } from './requirements.ts'
import { childRehabilitation, disabledDayCare, provincialAllowances, twoAllowances } from './sources.ts'

const isOfMind = { any: [fact('disabilityTypes', { has: 'intellectual' }), fact('disabilityTypes', { has: 'mental' })] }

/** 残疾人: allowances, rehabilitation, care. */
export const disabilityPolicies: readonly WrittenPolicy[] = [
  {
    id: 'disabled-living-allowance',
    title: '困难残疾人生活补贴',
    group: 'disability',
    subject: 'person',
    benefit: 'cash',
    summary: '有残疾证的低保、低保边缘家庭成员，每月有生活补贴。',
    applying: 'automatic',
    materials: ['残疾证'],
    versions: [
      {
        number: 1,
        effectiveFrom: BOOKS_BEGIN,
        sources: [twoAllowances, provincialAllowances],
        confidence: 'second_hand',
        illustrative: false,
        cases: disabilityCases['disabled-living-allowance'] ?? [],
        who: [
          alive,
          registered,
          { words: '有残疾证', when: fact('disabilityGrade', { ne: 'none' }) },
          { words: '是低保或低保边缘家庭成员', when: hasAny('minimum-living', 'minimum-living-single', 'low-income-family') },
          { words: '没有领孤儿基本生活费', when: { not: hasAny('orphan-living') } },
        ],
        amount: { mulBps: [{ param: 'minimumLivingStandard' }, { param: 'livingAllowanceBps' }], round: 'half_up' },
        payout: { every: 'month', day: 10, from: 'application' },
        excludedBy: ['extreme-hardship'],
      },
    ],
  },
  {
    id: 'disabled-care-allowance',
    title: '重度残疾人护理补贴',
    group: 'disability',
    subject: 'person',
    benefit: 'cash',
    summary: '重度残疾、需要别人长期照护的，每月有护理补贴。',
    applying: 'automatic',
    materials: ['残疾证'],
    versions: [
      {
        number: 1,
        effectiveFrom: BOOKS_BEGIN,
        sources: [twoAllowances, provincialAllowances],
        confidence: 'second_hand',
        illustrative: true,
        cases: disabilityCases['disabled-care-allowance'] ?? [],
        who: [
          alive,
          registered,
          { words: '一级或二级残疾，或三级、四级智力、精神残疾', when: isSeverelyDisabled },
          { words: '需要长期照护满 6 个月', when: { value: { monthsSince: 'longTermCareSince' }, gte: 6 } },
          { words: '没有领工伤生活护理费', when: fact('workInjuryCare', { eq: false }) },
        ],
        amount: {
          lookup: 'disabilityGrade',
          cases: { first: { param: 'careAllowanceFirst' }, second: { param: 'careAllowanceSecond' } },
          otherwise: { param: 'careAllowanceThird' },
        },
        payout: { every: 'month', day: 10, from: 'application' },
        excludedBy: ['extreme-hardship'],
      },
    ],
  },
  {
    id: 'disabled-child-rehabilitation',
    title: '残疾儿童康复救助',
    group: 'disability',
    subject: 'person',
    benefit: 'inKind',
    summary: '6 岁以下的残疾孩子，可以在定点机构免费做康复训练。',
    applying: 'application',
    materials: ['孩子的户口簿', '残疾证或医院诊断证明'],
    versions: [
      {
        number: 1,
        effectiveFrom: BOOKS_BEGIN,
        sources: [childRehabilitation],
        confidence: 'memory',
        illustrative: true,
        cases: disabilityCases['disabled-child-rehabilitation'] ?? [],
        who: [
          alive,
          registeredChild,
          { words: '不满 7 周岁', when: ageBelow(7) },
          { words: '有残疾证或残疾诊断', when: fact('disabilityGrade', { ne: 'none' }) },
        ],
      },
    ],
  },
  {
    id: 'disabled-day-care',
    title: '残疾人托养补贴',
    group: 'disability',
    subject: 'person',
    benefit: 'serviceCredit',
    summary: '重度智力、精神残疾人在托养机构或家里接受托养服务，有补贴。',
    applying: 'application',
    materials: ['残疾证', '托养机构的协议'],
    versions: [
      {
        number: 1,
        effectiveFrom: BOOKS_BEGIN,
        sources: [disabledDayCare],
        confidence: 'memory',
        illustrative: true,
        cases: disabilityCases['disabled-day-care'] ?? [],
        who: [
          alive,
          registered,
          { words: '年满 16 周岁、不满 60 周岁', when: { all: [ageFrom(16), ageBelow(60)] } },
          { words: '重度智力或精神残疾', when: { all: [isSeverelyDisabled, isOfMind] } },
        ],
        amount: { param: 'disabledCarePlace' },
        payout: { every: 'month', day: 20, from: 'after_approval' },
      },
    ],
  },
]
