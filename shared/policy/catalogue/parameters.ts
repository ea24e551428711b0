import type { WrittenParameter } from '../policy/written.ts'
import { BOOKS_BEGIN } from './books-begin.ts'

const once = (from: string, value: number, source: string, illustrative = true) => [{ from, value, source, illustrative }]
const yuan = (amount: number) => amount * 100
const NOT_CONFIRMED = '待区民政局确认'

/** Figures that policies are worked out with, dated apart from them. Those that are not confirmed say so. */
export const parameters: readonly WrittenParameter[] = [
  {
    id: 'minimumLivingStandard',
    title: '最低生活保障标准（每人每月）',
    unit: 'fen',
    values: once(BOOKS_BEGIN, yuan(1_245), '杭州市最低生活保障标准', true),
  },
  {
    id: 'minimumLivingAssets',
    title: '低保家庭人均存款和有价证券上限',
    unit: 'fen',
    values: once(BOOKS_BEGIN, yuan(29_880), NOT_CONFIRMED),
  },
  {
    id: 'lowIncomeAssets',
    title: '低保边缘家庭人均存款和有价证券上限',
    unit: 'fen',
    values: once(BOOKS_BEGIN, yuan(44_820), NOT_CONFIRMED),
  },
  {
    id: 'lowIncomeBps',
    title: '低保边缘收入线（低保标准的万分之几）',
    unit: 'bps',
    values: once(BOOKS_BEGIN, 20_000, '杭州市低保边缘家庭认定办法（2022）', false),
  },
  {
    id: 'disposableIncomeMonthly',
    title: '上年度当地居民人均可支配收入（每月）',
    unit: 'fen',
    values: once(BOOKS_BEGIN, yuan(6_500), NOT_CONFIRMED),
  },
  { id: 'rigidSpendingBps', title: '刚性支出占家庭收入的比例', unit: 'bps', values: once(BOOKS_BEGIN, 6_000, NOT_CONFIRMED) },
  {
    id: 'rigidSpendingAssets',
    title: '刚性支出困难家庭人均存款和有价证券上限',
    unit: 'fen',
    values: once(BOOKS_BEGIN, yuan(78_000), NOT_CONFIRMED),
  },
  {
    id: 'hardshipBasicBps',
    title: '特困基本生活标准（低保标准的万分之几）',
    unit: 'bps',
    values: once(BOOKS_BEGIN, 13_000, '国发〔2016〕14号', true),
  },
  { id: 'hardshipCareAble', title: '特困照料护理标准（全自理）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(249), NOT_CONFIRMED) },
  { id: 'hardshipCarePartly', title: '特困照料护理标准（半护理）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(747), NOT_CONFIRMED) },
  { id: 'hardshipCareWholly', title: '特困照料护理标准（全护理）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(1_494), NOT_CONFIRMED) },
  {
    id: 'livingAllowanceBps',
    title: '困难残疾人生活补贴（低保标准的万分之几）',
    unit: 'bps',
    values: once(BOOKS_BEGIN, 3_000, '浙民福〔2021〕191号', false),
  },
  { id: 'careAllowanceFirst', title: '重度残疾人护理补贴（一级）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(500), NOT_CONFIRMED) },
  { id: 'careAllowanceSecond', title: '重度残疾人护理补贴（二级）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(250), NOT_CONFIRMED) },
  {
    id: 'careAllowanceThird',
    title: '重度残疾人护理补贴（三、四级智力和精神）',
    unit: 'fen',
    values: once(BOOKS_BEGIN, yuan(125), NOT_CONFIRMED),
  },
  { id: 'agedEighty', title: '高龄津贴（80 至 89 周岁）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(50), NOT_CONFIRMED) },
  { id: 'agedNinety', title: '高龄津贴（90 至 99 周岁）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(100), NOT_CONFIRMED) },
  { id: 'agedHundred', title: '高龄津贴（100 周岁以上）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(300), NOT_CONFIRMED) },
  { id: 'elderServiceMild', title: '养老服务补贴（轻度失能）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(125), NOT_CONFIRMED) },
  { id: 'elderServiceModerate', title: '养老服务补贴（中度失能）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(250), NOT_CONFIRMED) },
  { id: 'elderServiceSevere', title: '养老服务补贴（重度和完全失能）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(375), NOT_CONFIRMED) },
  {
    id: 'elderVoucherHome',
    title: '失能老人养老服务消费补贴上限（居家）',
    unit: 'fen',
    values: once('2025-07-01', yuan(500), '民政部 财政部（2025）', true),
  },
  {
    id: 'elderVoucherInstitution',
    title: '失能老人养老服务消费补贴上限（机构）',
    unit: 'fen',
    values: once('2025-07-01', yuan(800), '民政部 财政部（2025）', true),
  },
  { id: 'homeBedBuild', title: '家庭养老床位建设补助上限', unit: 'fen', values: once(BOOKS_BEGIN, yuan(5_000), NOT_CONFIRMED) },
  { id: 'homeBedRun', title: '家庭养老床位运营补助', unit: 'fen', values: once(BOOKS_BEGIN, yuan(300), NOT_CONFIRMED) },
  { id: 'homeAdaptation', title: '居家适老化改造补助上限（每户）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(6_000), NOT_CONFIRMED) },
  { id: 'orphanInstitution', title: '孤儿基本生活费（福利机构）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(3_000), NOT_CONFIRMED) },
  { id: 'orphanScattered', title: '孤儿基本生活费（社会散居）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(2_400), NOT_CONFIRMED) },
  {
    id: 'childInNeedBps',
    title: '困境儿童基本生活费（散居孤儿标准的万分之几）',
    unit: 'bps',
    values: once(BOOKS_BEGIN, 5_000, NOT_CONFIRMED),
  },
  {
    id: 'temporaryReliefTimes',
    title: '临时救助最高倍数（低保标准的万分之几）',
    unit: 'bps',
    values: once(BOOKS_BEGIN, 60_000, '浙江省社会救助条例 39 条', true),
  },
  { id: 'priceLinePassed', title: '物价指数达到启动线（1 为是）', unit: 'flag', values: once(BOOKS_BEGIN, 0, '逐月由统计数据给出', true) },
  { id: 'priceSubsidy', title: '价格临时补贴', unit: 'fen', values: once(BOOKS_BEGIN, yuan(60), NOT_CONFIRMED) },
  { id: 'disabledCarePlace', title: '残疾人托养补贴', unit: 'fen', values: once(BOOKS_BEGIN, yuan(600), NOT_CONFIRMED) },
  { id: 'onlyChildDied', title: '计划生育特别扶助金（独生子女去世）', unit: 'fen', values: once(BOOKS_BEGIN, yuan(590), NOT_CONFIRMED) },
  {
    id: 'onlyChildDisabled',
    title: '计划生育特别扶助金（独生子女伤残）',
    unit: 'fen',
    values: once(BOOKS_BEGIN, yuan(460), NOT_CONFIRMED),
  },
  {
    id: 'childcareMonthly',
    title: '育儿补贴（每孩每月，一年 3,600 元）',
    unit: 'fen',
    values: once('2025-01-01', yuan(300), '育儿补贴制度实施方案（2025）', false),
  },
]
