import type { LawSource } from '../../law/parameter.ts'
import type { WrittenParameter } from '../policy/written.ts'
import { BOOKS_BEGIN } from './books-begin.ts'
import {
  childcare,
  elderVoucher,
  hangzhouLowIncome,
  hardshipOpinion,
  minimumLivingStandard,
  provincialAllowances,
  provincialAssistance,
  statistics,
  toBeConfirmed,
} from './sources.ts'

const once = (from: string, value: number, source: LawSource, illustrative = true) => [
  { from, value, source, confidence: 'second_hand' as const, illustrative },
]
const yuan = (amount: number) => amount * 100

/** Figures that policies are worked out with, dated apart from them. Those that are not confirmed say so. */
export const parameters: readonly WrittenParameter[] = [
  {
    key: 'minimumLivingStandard',
    title: '最低生活保障标准（每人每月）',
    unit: 'fen',
    values: once(BOOKS_BEGIN, yuan(1_245), minimumLivingStandard, true),
  },
  {
    key: 'minimumLivingAssets',
    title: '低保家庭人均存款和有价证券上限',
    unit: 'fen',
    values: once(BOOKS_BEGIN, yuan(29_880), toBeConfirmed),
  },
  {
    key: 'lowIncomeAssets',
    title: '低保边缘家庭人均存款和有价证券上限',
    unit: 'fen',
    values: once(BOOKS_BEGIN, yuan(44_820), toBeConfirmed),
  },
  {
    key: 'lowIncomeBps',
    title: '低保边缘收入线（低保标准的万分之几）',
    unit: 'bps',
    values: once(BOOKS_BEGIN, 20_000, hangzhouLowIncome),
  },
  {
    key: 'disposableIncomeMonthly',
    title: '上年度当地居民人均可支配收入（每月）',
    unit: 'fen',
    values: once(BOOKS_BEGIN, yuan(6_500), toBeConfirmed),
  },
  { key: 'rigidSpendingBps', title: '刚性支出占家庭收入的比例', unit: 'bps', values: once(BOOKS_BEGIN, 6_000, toBeConfirmed) },
  {
    key: 'rigidSpendingAssets',
    title: '刚性支出困难家庭人均存款和有价证券上限',
    unit: 'fen',
    values: once(BOOKS_BEGIN, yuan(78_000), toBeConfirmed),
  },
  {
    key: 'hardshipBasicBps',
    title: '特困基本生活标准（低保标准的万分之几）',
    unit: 'bps',
    values: once(BOOKS_BEGIN, 13_000, hardshipOpinion, true),
  },
  { key: 'hardshipCareAble', title: '特困照料护理标准（全自理）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(249), toBeConfirmed) },
  { key: 'hardshipCarePartly', title: '特困照料护理标准（半护理）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(747), toBeConfirmed) },
  { key: 'hardshipCareWholly', title: '特困照料护理标准（全护理）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(1_494), toBeConfirmed) },
  {
    key: 'livingAllowanceBps',
    title: '困难残疾人生活补贴（低保标准的万分之几）',
    unit: 'bps',
    values: once(BOOKS_BEGIN, 3_000, provincialAllowances, false),
  },
  { key: 'careAllowanceFirst', title: '重度残疾人护理补贴（一级）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(500), toBeConfirmed) },
  { key: 'careAllowanceSecond', title: '重度残疾人护理补贴（二级）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(250), toBeConfirmed) },
  {
    key: 'careAllowanceThird',
    title: '重度残疾人护理补贴（三、四级智力和精神）',
    unit: 'fen',
    values: once(BOOKS_BEGIN, yuan(125), toBeConfirmed),
  },
  { key: 'agedEighty', title: '高龄津贴（80 至 89 周岁）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(50), toBeConfirmed) },
  { key: 'agedNinety', title: '高龄津贴（90 至 99 周岁）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(100), toBeConfirmed) },
  { key: 'agedHundred', title: '高龄津贴（100 周岁以上）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(300), toBeConfirmed) },
  { key: 'elderServiceMild', title: '养老服务补贴（轻度失能）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(125), toBeConfirmed) },
  { key: 'elderServiceModerate', title: '养老服务补贴（中度失能）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(250), toBeConfirmed) },
  { key: 'elderServiceSevere', title: '养老服务补贴（重度和完全失能）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(375), toBeConfirmed) },
  {
    key: 'elderVoucherHome',
    title: '失能老人养老服务消费补贴上限（居家）',
    unit: 'fen',
    values: once('2025-07-01', yuan(500), elderVoucher, true),
  },
  {
    key: 'elderVoucherInstitution',
    title: '失能老人养老服务消费补贴上限（机构）',
    unit: 'fen',
    values: once('2025-07-01', yuan(800), elderVoucher, true),
  },
  { key: 'homeBedBuild', title: '家庭养老床位建设补助上限', unit: 'fen', values: once(BOOKS_BEGIN, yuan(5_000), toBeConfirmed) },
  { key: 'homeBedRun', title: '家庭养老床位运营补助', unit: 'fen', values: once(BOOKS_BEGIN, yuan(300), toBeConfirmed) },
  { key: 'homeAdaptation', title: '居家适老化改造补助上限（每户）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(6_000), toBeConfirmed) },
  { key: 'orphanInstitution', title: '孤儿基本生活费（福利机构）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(3_000), toBeConfirmed) },
  { key: 'orphanScattered', title: '孤儿基本生活费（社会散居）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(2_400), toBeConfirmed) },
  {
    key: 'childInNeedBps',
    title: '困境儿童基本生活费（散居孤儿标准的万分之几）',
    unit: 'bps',
    values: once(BOOKS_BEGIN, 5_000, toBeConfirmed),
  },
  {
    key: 'temporaryReliefTimes',
    title: '临时救助最高倍数（低保标准的万分之几）',
    unit: 'bps',
    values: once(BOOKS_BEGIN, 60_000, provincialAssistance, true),
  },
  { key: 'priceLinePassed', title: '物价指数达到启动线（1 为是）', unit: 'flag', values: once(BOOKS_BEGIN, 0, statistics, true) },
  { key: 'priceSubsidy', title: '价格临时补贴', unit: 'fen', values: once(BOOKS_BEGIN, yuan(60), toBeConfirmed) },
  { key: 'disabledCarePlace', title: '残疾人托养补贴', unit: 'fen', values: once(BOOKS_BEGIN, yuan(600), toBeConfirmed) },
  { key: 'onlyChildDied', title: '计划生育特别扶助金（独生子女去世）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(590), toBeConfirmed) },
  {
    key: 'onlyChildDisabled',
    title: '计划生育特别扶助金（独生子女伤残）',
    unit: 'fen',
    values: once(BOOKS_BEGIN, yuan(460), toBeConfirmed),
  },
  {
    key: 'childcareMonthly',
    title: '育儿补贴（每孩每月，一年 3,600 元）',
    unit: 'fen',
    values: once('2025-01-01', yuan(300), childcare, false),
  },
]
