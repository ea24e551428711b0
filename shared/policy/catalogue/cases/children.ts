import type { WrittenCase } from '../../policy/written.ts'
import { child, ON, poorHome, richHome } from './people.ts'

const healthy = { ...child, seriousIllness: false, disabilityGrade: 'none', legalSupport: 'able' }
const of = (fatherSituation: string, motherSituation: string, rest: WrittenCase['person'] = {}) => ({
  ...healthy,
  fatherSituation,
  motherSituation,
  careSetting: 'home',
  ...rest,
})

/** Cases of 儿童. */
export const childrenCases: Record<string, WrittenCase[]> = {
  'orphan-living': [
    { name: '父母都去世，住亲戚家', on: ON, person: of('died', 'died'), status: 'entitled', low: 240_000, high: 240_000 },
    {
      name: '福利机构',
      on: ON,
      person: of('died', 'missing', { careSetting: 'institution' }),
      status: 'entitled',
      low: 300_000,
      high: 300_000,
    },
    { name: '18 周岁前一天', on: '2034-05-19', person: of('died', 'died'), status: 'entitled', low: 240_000, high: 240_000 },
    { name: '18 周岁当天', on: '2034-05-20', person: of('died', 'died'), status: 'not' },
    { name: '母亲能抚养', on: ON, person: of('died', 'able'), status: 'not' },
    {
      name: '不知道母亲的情况',
      on: ON,
      person: { ...healthy, fatherSituation: 'died', careSetting: 'home' },
      status: 'possible',
      low: 240_000,
      high: 240_000,
    },
  ],
  'unsupported-child': [
    {
      name: '父亲去世，母亲失联',
      on: ON,
      person: of('died', 'lost_contact'),
      household: richHome,
      status: 'entitled',
      low: 240_000,
      high: 240_000,
    },
    {
      name: '父亲服刑，母亲重残',
      on: ON,
      person: of('imprisoned', 'severe_disability'),
      household: richHome,
      status: 'entitled',
      low: 240_000,
      high: 240_000,
    },
    { name: '母亲能抚养', on: ON, person: of('imprisoned', 'able'), household: richHome, status: 'not' },
    { name: '父母都去世是孤儿', on: ON, person: of('died', 'missing'), household: richHome, status: 'not' },
  ],
  'child-in-need': [
    {
      name: '低保家庭，散居孤儿的一半',
      on: ON,
      person: of('able', 'able'),
      household: poorHome,
      status: 'entitled',
      low: 120_000,
      high: 120_000,
    },
    {
      name: '自己重病',
      on: ON,
      person: of('able', 'able', { seriousIllness: true }),
      household: richHome,
      status: 'entitled',
      low: 120_000,
      high: 120_000,
    },
    { name: '都没有', on: ON, person: of('able', 'able'), household: richHome, status: 'not' },
    { name: '事实无人抚养的不重复', on: ON, person: of('died', 'lost_contact'), household: poorHome, status: 'excluded' },
  ],
  'childcare-subsidy': [
    { name: '3 周岁前一天', on: ON, person: { ...child, birthDate: '2023-12-01' }, status: 'entitled', low: 30_000, high: 30_000 },
    { name: '3 周岁当天', on: ON, person: { ...child, birthDate: '2023-11-30' }, status: 'not' },
    { name: '户籍不在本区', on: ON, person: { ...child, birthDate: '2025-11-30', registeredIn: 'province' }, status: 'not' },
  ],
}
