import type { WrittenCase } from '../../policy/written.ts'
import { adult, elder, home, lowHome, ON, poorHome, richHome } from './people.ts'

const born = (birthDate: string) => ({ ...elder, birthDate })
const able = { ...elder, legalSupport: 'able', disabilityGrade: 'none', seriousIllness: false }
const frail = (careLevel: string) => ({ ...able, careLevel, careSetting: 'home' })

/** Cases of 老年人. */
export const elderlyCases: Record<string, WrittenCase[]> = {
  'aged-allowance': [
    { name: '80 周岁当天', on: ON, person: born('1946-11-30'), status: 'entitled', low: 5_000, high: 5_000 },
    { name: '80 周岁前一天', on: ON, person: born('1946-12-01'), status: 'not' },
    { name: '90 周岁前一天', on: ON, person: born('1936-12-01'), status: 'entitled', low: 5_000, high: 5_000 },
    { name: '90 周岁当天', on: ON, person: born('1936-11-30'), status: 'entitled', low: 10_000, high: 10_000 },
    { name: '100 周岁当天', on: ON, person: born('1926-11-30'), status: 'entitled', low: 30_000, high: 30_000 },
    {
      name: '2 月 29 日出生，平年 2 月 28 日满',
      on: '2026-02-28',
      person: born('1936-02-29'),
      status: 'entitled',
      low: 10_000,
      high: 10_000,
    },
    {
      name: '2 月 29 日出生，平年 2 月 27 日未满',
      on: '2026-02-27',
      person: born('1936-02-29'),
      status: 'entitled',
      low: 5_000,
      high: 5_000,
    },
    { name: '户籍在别的区', on: ON, person: { ...born('1936-11-30'), registeredIn: 'city' }, status: 'not' },
    { name: '已经去世', on: ON, person: { ...born('1936-11-30'), vitalStatus: 'deceased' }, status: 'not' },
    { name: '不知道户籍', on: ON, person: { birthDate: '1936-11-30' }, status: 'possible', low: 10_000, high: 10_000 },
  ],
  'elder-service-subsidy': [
    {
      name: '低保，中度失能',
      on: ON,
      person: { ...frail('moderate') },
      household: poorHome,
      status: 'entitled',
      low: 25_000,
      high: 25_000,
    },
    { name: '低边，重度失能', on: ON, person: { ...frail('severe') }, household: lowHome, status: 'entitled', low: 37_500, high: 37_500 },
    { name: '能力完好', on: ON, person: { ...frail('able') }, household: poorHome, status: 'not' },
    { name: '家里宽裕', on: ON, person: { ...frail('severe') }, household: richHome, status: 'not' },
  ],
  'disabled-elder-voucher': [
    { name: '居家，中度', on: ON, person: frail('moderate'), status: 'entitled', low: 0, high: 50_000 },
    { name: '机构，完全失能', on: ON, person: { ...frail('total'), careSetting: 'institution' }, status: 'entitled', low: 0, high: 80_000 },
    { name: '轻度没有', on: ON, person: frail('mild'), status: 'not' },
    { name: '施行前一天', on: '2025-06-30', person: frail('moderate'), status: 'upcoming', low: 0, high: 50_000 },
  ],
  'home-bed-build': [
    { name: '低保，重度失能，住家里', on: ON, person: frail('severe'), household: poorHome, status: 'entitled', low: 0, high: 500_000 },
    { name: '住养老院', on: ON, person: { ...frail('severe'), careSetting: 'institution' }, household: poorHome, status: 'not' },
    { name: '家里宽裕', on: ON, person: frail('severe'), household: richHome, status: 'not' },
  ],
  'home-bed-run': [
    { name: '低边，中度失能', on: ON, person: frail('moderate'), household: lowHome, status: 'entitled', low: 30_000, high: 30_000 },
    { name: '轻度失能', on: ON, person: frail('mild'), household: lowHome, status: 'not' },
    { name: '59 周岁', on: ON, person: { ...frail('severe'), birthDate: '1966-12-01' }, household: lowHome, status: 'not' },
  ],
  'home-adaptation': [
    {
      name: '低保，家里有 80 周岁老人',
      on: ON,
      person: adult,
      household: home(100_000),
      others: [{ ...able, careLevel: 'able' }],
      status: 'entitled',
      low: 0,
      high: 600_000,
    },
    { name: '家里没有老人', on: ON, person: adult, household: poorHome, status: 'not' },
    { name: '家里宽裕', on: ON, person: able, household: richHome, status: 'not' },
  ],
  'family-planning-support': [
    {
      name: '49 周岁，独生子女去世',
      on: ON,
      person: { ...elder, birthDate: '1977-11-30', onlyChildLoss: 'died' },
      status: 'entitled',
      low: 59_000,
      high: 59_000,
    },
    { name: '49 周岁前一天', on: ON, person: { ...elder, birthDate: '1977-12-01', onlyChildLoss: 'died' }, status: 'not' },
    { name: '独生子女伤残', on: ON, person: { ...elder, onlyChildLoss: 'disabled' }, status: 'entitled', low: 46_000, high: 46_000 },
    {
      name: '丈夫看妻子的年龄',
      on: ON,
      person: { ...adult, onlyChildLoss: 'died' },
      others: [{ ...elder, onlyChildLoss: 'died' }],
      status: 'entitled',
      low: 59_000,
      high: 59_000,
    },
  ],
  'funeral-waiver': [
    { name: '本区居民去世', on: ON, person: { ...elder, vitalStatus: 'deceased' }, status: 'entitled' },
    { name: '健在', on: ON, person: { ...elder, vitalStatus: 'alive' }, status: 'not' },
    { name: '没有人说过去世', on: ON, person: elder, status: 'not' },
  ],
}
