import type { WrittenCase } from '../../policy/written.ts'
import { adult, child, elder, home, lowHome, ON, poorHome, richHome } from './people.ts'

const able = { ...adult, monthlyIncomeFen: 200_000, seriousIllness: false, legalSupport: 'able' }
const disabled = (disabilityGrade: string, ...disabilityTypes: string[]) => ({ ...able, disabilityGrade, disabilityTypes })
const cared = (grade: string, since = '2026-05-30', ...types: string[]) => ({
  ...disabled(grade, ...types),
  longTermCareSince: since,
  workInjuryCare: false,
})

/** Cases of 残疾人. */
export const disabilityCases: Record<string, WrittenCase[]> = {
  'disabled-living-allowance': [
    {
      name: '低保的标准三成，373.50 元',
      on: ON,
      person: disabled('fourth', 'physical'),
      household: poorHome,
      status: 'entitled',
      low: 37_350,
      high: 37_350,
    },
    {
      name: '低边家庭也有',
      on: ON,
      person: disabled('second', 'visual'),
      household: lowHome,
      status: 'entitled',
      low: 37_350,
      high: 37_350,
    },
    { name: '没有残疾证', on: ON, person: disabled('none'), household: poorHome, status: 'not' },
    { name: '家里宽裕', on: ON, person: disabled('second', 'visual'), household: richHome, status: 'not' },
    {
      name: '特困人员不重复领',
      on: ON,
      person: { ...elder, disabilityGrade: 'second', disabilityTypes: ['visual'], monthlyIncomeFen: 0, legalSupport: 'none' },
      household: home(0),
      status: 'excluded',
    },
    {
      name: '孤儿不重复领',
      on: ON,
      person: {
        ...child,
        disabilityGrade: 'second',
        disabilityTypes: ['visual'],
        fatherSituation: 'died',
        motherSituation: 'died',
        legalSupport: 'able',
      },
      household: poorHome,
      status: 'not',
    },
  ],
  'disabled-care-allowance': [
    { name: '一级，正好满 6 个月', on: ON, person: cared('first'), household: richHome, status: 'entitled', low: 50_000, high: 50_000 },
    { name: '一级，差一天满 6 个月', on: '2026-11-29', person: cared('first'), household: richHome, status: 'not' },
    { name: '二级', on: ON, person: cared('second'), household: richHome, status: 'entitled', low: 25_000, high: 25_000 },
    {
      name: '四级智力',
      on: ON,
      person: cared('fourth', '2026-05-30', 'intellectual'),
      household: richHome,
      status: 'entitled',
      low: 12_500,
      high: 12_500,
    },
    { name: '三级肢体', on: ON, person: cared('third', '2026-05-30', 'physical'), household: richHome, status: 'not' },
    { name: '领工伤护理费', on: ON, person: { ...cared('first'), workInjuryCare: true }, household: richHome, status: 'not' },
    {
      name: '养老服务补贴更高时，择高',
      on: ON,
      person: { ...cared('second'), birthDate: '1950-01-01', careLevel: 'severe' },
      household: lowHome,
      status: 'excluded',
    },
    {
      name: '护理补贴更高时，择高',
      on: ON,
      person: { ...cared('first'), birthDate: '1950-01-01', careLevel: 'severe' },
      household: lowHome,
      status: 'entitled',
      low: 50_000,
      high: 50_000,
    },
  ],
  'disabled-child-rehabilitation': [
    {
      name: '7 周岁前一天',
      on: '2023-05-19'.replace('2023', '2026'),
      person: { ...child, birthDate: '2019-05-20', disabilityGrade: 'third' },
      status: 'entitled',
    },
    { name: '7 周岁当天', on: '2026-05-20', person: { ...child, birthDate: '2019-05-20', disabilityGrade: 'third' }, status: 'not' },
    { name: '没有残疾', on: ON, person: { ...child, birthDate: '2022-05-20', disabilityGrade: 'none' }, status: 'not' },
  ],
  'disabled-day-care': [
    {
      name: '16 周岁当天',
      on: ON,
      person: { ...disabled('second', 'mental'), birthDate: '2010-11-30' },
      status: 'entitled',
      low: 60_000,
      high: 60_000,
    },
    { name: '16 周岁前一天', on: ON, person: { ...disabled('second', 'mental'), birthDate: '2010-12-01' }, status: 'not' },
    {
      name: '60 周岁前一天',
      on: ON,
      person: { ...disabled('second', 'mental'), birthDate: '1966-12-01' },
      status: 'entitled',
      low: 60_000,
      high: 60_000,
    },
    { name: '60 周岁当天', on: ON, person: { ...disabled('second', 'mental'), birthDate: '1966-11-30' }, status: 'not' },
    { name: '重度肢体残疾', on: ON, person: disabled('first', 'physical'), status: 'not' },
  ],
}
