import type { WrittenPolicy } from '../policy/written.ts'
import { BOOKS_BEGIN } from './books-begin.ts'
import { livelihoodCases } from './cases/livelihood.ts'
import { ageBelow, ageFrom, alive, fact, hasAny, homeRegistered, isSeverelyDisabled, registered } from './requirements.ts'
import { assistanceLaw, hardshipOpinion, hardshipRules, minimumLivingRules, provincialAssistance, temporaryRelief } from './sources.ts'

const assistance = (kind: string) => fact('assistance', { eq: kind })
const perHead = (param: string) => ({ perMember: { param } })
/**
 * Whoever is 特困 is not counted with the others, nor paid a second time (国发〔2016〕14号): of whom no register says so is.
 */
const notInHardship = { not: { all: [fact('assistance', { known: true }), assistance('extreme_hardship')] } }
const perHeadOfOthers = (param: string) => ({ perMember: { param }, where: notInHardship })
const incomeBelow = (limit: unknown) => fact('householdIncomeFen', { lt: limit })
const incomeUpTo = (limit: unknown) => fact('householdIncomeFen', { lte: limit })
const assetsWithin = (param: string) => fact('householdAssetsFen', { lte: perHead(param) })

/** 两项补贴 are no income (国发〔2015〕52号). */
const allowances = ['disabled-living-allowance', 'disabled-care-allowance']

/** A minor keeps it after 18 while at a secondary school (社会救助法 16). */
const stillAtSchool = {
  all: [fact('assistance', { known: true }), assistance('extreme_hardship'), fact('schooling', { in: ['junior', 'senior', 'special'] })],
}

/** 社会救助: what keeps a family going when its own income does not. */
export const livelihoodPolicies: readonly WrittenPolicy[] = [
  {
    id: 'minimum-living',
    title: '最低生活保障（低保）',
    group: 'livelihood',
    subject: 'household',
    benefit: 'cash',
    summary: '家里人均收入低于低保标准的，每月补到标准。',
    applying: 'application',
    materials: ['家庭成员身份证和户口簿', '授权核对家庭经济状况的委托书'],
    versions: [
      {
        number: 1,
        effectiveFrom: '2026-07-01',
        sources: [assistanceLaw('第十八条、第二十条'), minimumLivingRules, hardshipOpinion],
        confidence: 'part',
        illustrative: true,
        cases: livelihoodCases['minimum-living'] ?? [],
        disregardIncome: allowances,
        who: [
          homeRegistered,
          { words: '家里有人不是特困人员（特困人员另有供养，不算在低保里）', when: { someMember: notInHardship } },
          { words: '全家人均月收入低于低保标准', when: incomeBelow(perHeadOfOthers('minimumLivingStandard')) },
          { words: '存款和有价证券不超过规定', when: fact('householdAssetsFen', { lte: perHeadOfOthers('minimumLivingAssets') }) },
          { words: '名下没有机动车', when: fact('vehiclesOwned', { eq: 0 }) },
          { words: '名下住房不超过两套', when: fact('homesOwned', { lte: 2 }) },
        ],
        amount: { max: [0, { sub: [perHeadOfOthers('minimumLivingStandard'), { fact: 'householdIncomeFen' }] }] },
        payout: { every: 'month', day: 10, from: 'after_approval' },
        held: { someMember: assistance('minimum_living') },
      },
    ],
  },
  {
    id: 'low-income-family',
    title: '低保边缘家庭',
    group: 'livelihood',
    subject: 'household',
    benefit: 'recognition',
    summary: '家里收入比低保标准高一些、仍有困难的，认定后可以享受医疗、教育等专项救助。',
    applying: 'application',
    materials: ['家庭成员身份证和户口簿', '授权核对家庭经济状况的委托书'],
    versions: [
      {
        number: 1,
        effectiveFrom: '2026-07-01',
        sources: [assistanceLaw('第二十一条')],
        confidence: 'part',
        illustrative: true,
        cases: livelihoodCases['low-income-family'] ?? [],
        disregardIncome: allowances,
        who: [
          homeRegistered,
          {
            words: '全家人均月收入不超过低保标准的两倍',
            when: incomeUpTo({ perMember: { mulBps: [{ param: 'minimumLivingStandard' }, { param: 'lowIncomeBps' }], round: 'half_up' } }),
          },
          { words: '存款和有价证券不超过规定', when: assetsWithin('lowIncomeAssets') },
        ],
        excludedBy: ['minimum-living'],
        held: { someMember: assistance('low_income') },
      },
    ],
  },
  {
    id: 'minimum-living-single',
    title: '单人低保（重残、重病）',
    group: 'livelihood',
    subject: 'person',
    benefit: 'cash',
    summary: '低保边缘家庭里的重度残疾人、重病患者，可以单独享受低保。',
    applying: 'application',
    materials: ['身份证', '残疾证或医院诊断证明'],
    versions: [
      {
        number: 1,
        effectiveFrom: '2026-07-01',
        sources: [assistanceLaw('第二十一条')],
        confidence: 'part',
        illustrative: true,
        cases: livelihoodCases['minimum-living-single'] ?? [],
        who: [
          alive,
          { words: '家庭是低保边缘家庭', when: hasAny('low-income-family') },
          { words: '重度残疾或患重大疾病', when: { any: [isSeverelyDisabled, fact('seriousIllness', { eq: true })] } },
        ],
        amount: { param: 'minimumLivingStandard' },
        payout: { every: 'month', day: 10, from: 'after_approval' },
        excludedBy: ['extreme-hardship'],
      },
    ],
  },
  {
    id: 'extreme-hardship',
    title: '特困人员救助供养',
    group: 'livelihood',
    subject: 'person',
    benefit: 'cash',
    summary: '没有劳动能力、没有收入、也没有人照顾的老人、残疾人和孩子，由国家供养。',
    applying: 'application',
    materials: ['身份证和户口簿', '劳动能力、收入和家庭情况的说明'],
    versions: [
      {
        number: 1,
        effectiveFrom: BOOKS_BEGIN,
        sources: [assistanceLaw('第十六条、第十七条'), hardshipOpinion, hardshipRules],
        confidence: 'part',
        illustrative: true,
        cases: livelihoodCases['extreme-hardship'] ?? [],
        who: [
          alive,
          registered,
          {
            words: '年满 60 周岁、重度残疾，或不满 18 周岁（原来是特困、还在上中学的，毕业前都算）',
            when: { any: [ageFrom(60), isSeverelyDisabled, ageBelow(18), stillAtSchool] },
          },
          {
            words: '没有劳动能力',
            when: { any: [ageFrom(60), isSeverelyDisabled, ageBelow(18), stillAtSchool, fact('employment', { eq: 'unable' })] },
          },
          { words: '本人收入低于低保标准', when: fact('monthlyIncomeFen', { lt: { param: 'minimumLivingStandard' } }) },
          { words: '没有人能赡养、抚养或扶养', when: fact('legalSupport', { in: ['unable', 'none'] }) },
        ],
        amount: {
          add: [
            { mulBps: [{ param: 'minimumLivingStandard' }, { param: 'hardshipBasicBps' }], round: 'half_up' },
            {
              lookup: 'careLevel',
              cases: {
                moderate: { param: 'hardshipCarePartly' },
                severe: { param: 'hardshipCareWholly' },
                total: { param: 'hardshipCareWholly' },
              },
              otherwise: { param: 'hardshipCareAble' },
            },
          ],
        },
        payout: { every: 'month', day: 10, from: 'after_approval' },
        // 孤儿 have their own (国发〔2016〕14号).
        excludedBy: ['orphan-living'],
        held: assistance('extreme_hardship'),
      },
    ],
  },
  {
    id: 'rigid-spending',
    title: '刚性支出困难家庭',
    group: 'livelihood',
    subject: 'household',
    benefit: 'recognition',
    summary: '看病、上学等必须的花费太大、家里承受不起的，认定后可以享受专项救助。',
    applying: 'application',
    materials: ['家庭成员身份证和户口簿', '看病、上学等费用的单据'],
    versions: [
      {
        number: 1,
        effectiveFrom: '2026-07-01',
        sources: [assistanceLaw('第二十二条')],
        confidence: 'part',
        illustrative: true,
        cases: livelihoodCases['rigid-spending'] ?? [],
        who: [
          homeRegistered,
          { words: '全家人均月收入低于上年度当地居民平均', when: incomeBelow(perHead('disposableIncomeMonthly')) },
          { words: '存款和有价证券不超过规定', when: assetsWithin('rigidSpendingAssets') },
          {
            words: '必须的花费占收入的比例达到规定',
            when: fact('necessarySpendingFen', {
              gte: { mulBps: [{ fact: 'householdIncomeFen' }, { param: 'rigidSpendingBps' }], round: 'up' },
            }),
          },
        ],
        excludedBy: ['minimum-living', 'low-income-family'],
        held: { someMember: assistance('rigid_spending') },
      },
    ],
  },
  {
    id: 'price-subsidy',
    title: '价格临时补贴',
    group: 'livelihood',
    subject: 'person',
    benefit: 'cash',
    summary: '物价涨得多的月份，困难群众自动多发一笔补贴。',
    applying: 'automatic',
    versions: [
      {
        number: 1,
        effectiveFrom: BOOKS_BEGIN,
        sources: [assistanceLaw('第三十二条')],
        confidence: 'part',
        illustrative: true,
        cases: livelihoodCases['price-subsidy'] ?? [],
        who: [
          alive,
          { words: '这个月物价指数达到启动线', when: { value: { param: 'priceLinePassed' }, eq: 1 } },
          {
            words: '是低保、单人低保、特困人员，或孤儿、事实无人抚养儿童',
            when: hasAny('minimum-living', 'minimum-living-single', 'extreme-hardship', 'orphan-living', 'unsupported-child'),
          },
        ],
        amount: { param: 'priceSubsidy' },
        payout: { every: 'month', day: 28, from: 'application' },
      },
    ],
  },
  {
    id: 'temporary-relief',
    title: '临时救助',
    group: 'livelihood',
    subject: 'household',
    benefit: 'cash',
    summary: '家里突然出事、一时过不下去的，可以申请一次性救助，急的可以先救后补手续。',
    applying: 'application',
    materials: ['身份证', '遇到困难的说明（单据可以后补）'],
    versions: [
      {
        number: 1,
        effectiveFrom: BOOKS_BEGIN,
        sources: [temporaryRelief, provincialAssistance],
        confidence: 'memory',
        illustrative: true,
        cases: livelihoodCases['temporary-relief'] ?? [],
        who: [{ words: '家里最近突然遇到困难', when: fact('suddenHardship', { ne: 'none' }) }],
        amount: { perMember: { mulBps: [{ param: 'minimumLivingStandard' }, { param: 'temporaryReliefTimes' }], round: 'down' } },
        ceiling: true,
        payout: { every: 'once', day: 28, from: 'after_approval' },
        // For each emergency; another one, told after the grant, is helped with again.
        onlyOnce: { per: 'event', event: 'suddenHardship', source: temporaryRelief },
      },
    ],
  },
]
