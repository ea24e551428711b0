import type { WrittenPolicy } from '../policy/written.ts'
import { BOOKS_BEGIN } from './books-begin.ts'
import { childrenCases } from './cases/children.ts'
import { ageBelow, alive, fact, hasAny, isSeverelyDisabled, parentCannot, parentGone, registeredChild } from './requirements.ts'
import { childcare, childrenInNeed, orphans, unsupportedChildren, unsupportedChildrenFurther } from './sources.ts'

const minor = { words: '不满 18 周岁', when: ageBelow(18) }
const bothGone = { all: [parentGone('father'), parentGone('mother')] }
const situation = (kind: string) => fact('childSituation', { eq: kind })

/** 儿童: orphans, children without support, children in need, and every child under three. */
export const childrenPolicies: readonly WrittenPolicy[] = [
  {
    id: 'orphan-living',
    title: '孤儿基本生活费',
    group: 'children',
    subject: 'person',
    benefit: 'cash',
    summary: '父母都去世或查找不到的孩子，每月有基本生活费。',
    applying: 'application',
    materials: ['孩子的户口簿', '父母去世或宣告失踪的证明'],
    versions: [
      {
        number: 1,
        effectiveFrom: BOOKS_BEGIN,
        sources: [orphans],
        confidence: 'memory',
        illustrative: true,
        cases: childrenCases['orphan-living'] ?? [],
        who: [alive, registeredChild, minor, { words: '父母都去世或查找不到', when: bothGone }],
        amount: {
          lookup: 'careSetting',
          cases: { institution: { param: 'orphanInstitution' } },
          otherwise: { param: 'orphanScattered' },
        },
        payout: { every: 'month', day: 10, from: 'after_approval' },
        held: situation('orphan'),
      },
    ],
  },
  {
    id: 'unsupported-child',
    title: '事实无人抚养儿童基本生活补贴',
    group: 'children',
    subject: 'person',
    benefit: 'cash',
    summary: '父母虽在，但都没有能力抚养的孩子，按散居孤儿的标准补足。',
    applying: 'application',
    materials: ['孩子的户口簿', '父母情况的证明（能查到的不用交）'],
    versions: [
      {
        number: 1,
        effectiveFrom: BOOKS_BEGIN,
        sources: [unsupportedChildren, unsupportedChildrenFurther],
        confidence: 'memory',
        illustrative: true,
        cases: childrenCases['unsupported-child'] ?? [],
        who: [
          alive,
          registeredChild,
          minor,
          {
            words: '父母都不能抚养（重残、重病、服刑、戒毒、失联、去世等）',
            when: { all: [parentCannot('father'), parentCannot('mother')] },
          },
          { words: '父母不是都去世或查找不到', when: { not: bothGone } },
        ],
        amount: { param: 'orphanScattered' },
        payout: { every: 'month', day: 10, from: 'after_approval' },
        excludedBy: ['orphan-living', 'extreme-hardship'],
        minus: ['minimum-living-single'],
        held: situation('unsupported'),
      },
    ],
  },
  {
    id: 'child-in-need',
    title: '困境儿童基本生活补贴',
    group: 'children',
    subject: 'person',
    benefit: 'cash',
    summary: '家里困难，或自己重病、重残的孩子，每月有生活补贴。',
    applying: 'application',
    materials: ['孩子的户口簿', '残疾证或医院诊断证明'],
    versions: [
      {
        number: 1,
        effectiveFrom: BOOKS_BEGIN,
        sources: [childrenInNeed],
        confidence: 'memory',
        illustrative: true,
        cases: childrenCases['child-in-need'] ?? [],
        who: [
          alive,
          registeredChild,
          minor,
          {
            words: '家里是低保或低保边缘，或孩子自己重病、重残',
            when: { any: [hasAny('minimum-living', 'low-income-family'), fact('seriousIllness', { eq: true }), isSeverelyDisabled] },
          },
        ],
        amount: { mulBps: [{ param: 'orphanScattered' }, { param: 'childInNeedBps' }], round: 'half_up' },
        payout: { every: 'month', day: 10, from: 'after_approval' },
        excludedBy: ['orphan-living', 'unsupported-child', 'extreme-hardship'],
        held: situation('in_need'),
      },
    ],
  },
  {
    id: 'childcare-subsidy',
    title: '育儿补贴',
    group: 'children',
    subject: 'person',
    benefit: 'cash',
    summary: '3 周岁以下的孩子，每月 300 元，一年 3,600 元。',
    applying: 'application',
    materials: ['孩子的出生医学证明或户口簿'],
    versions: [
      {
        number: 1,
        effectiveFrom: '2025-01-01',
        sources: [childcare],
        confidence: 'memory',
        illustrative: false,
        cases: childrenCases['childcare-subsidy'] ?? [],
        who: [alive, registeredChild, { words: '不满 3 周岁', when: ageBelow(3) }],
        amount: { param: 'childcareMonthly' },
        payout: { every: 'month', day: 20, from: 'application' },
      },
    ],
  },
]
