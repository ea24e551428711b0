import { dated, type Parameter, parameter, sourceWords } from './parameter.ts'

/** A correction that someone asks for is answered within so many working days. */
export const correctionWorkingDays = parameter({
  key: 'personal_data.correction',
  unit: 'working_days',
  values: [
    {
      from: '2025-08-01',
      value: 10,
      source: { title: '政务数据共享条例', number: null, article: '第二十六条' },
      confidence: 'text',
    },
  ],
})

/** A decision made by a machine is looked at by a person within so many working days of being asked; our own promise. */
export const reviewWorkingDays = parameter({
  key: 'personal_data.review',
  unit: 'working_days',
  values: [
    {
      from: '2021-11-01',
      value: 10,
      source: { title: '个人信息保护法', number: null, article: '第二十四条' },
      confidence: 'text',
      illustrative: true,
    },
  ],
})

/** Books of money, vouchers and receipts are kept so many years. */
export const accountingYears = parameter({
  key: 'personal_data.accounting',
  unit: 'years',
  values: [
    {
      from: '2016-01-01',
      value: 30,
      source: { title: '会计档案管理办法', number: '财政部 国家档案局令第79号', article: null },
      confidence: 'memory',
    },
  ],
})

/** What was passed on to others, and by whose consent, is kept so many years. */
export const sharingRecordYears = parameter({
  key: 'personal_data.sharing_record',
  unit: 'years',
  values: [
    { from: '2025-01-01', value: 3, source: { title: '网络数据安全管理条例', number: null, article: '第十二条' }, confidence: 'text' },
  ],
})

/** Someone younger than so many years needs a guardian's consent. */
export const guardianAge = parameter({
  key: 'personal_data.guardian_age',
  unit: 'years',
  values: [{ from: '2021-11-01', value: 14, source: { title: '个人信息保护法', number: null, article: '第三十一条' }, confidence: 'text' }],
})

/**
 * `保存 3 年，依据《网络数据安全管理条例》第十二条`: how long something is kept, for a person.
 * @throws NoValueInForce
 */
export function keptWords(years: Parameter, date: string): string {
  const { value, source } = dated(years, date)
  // In brackets already, a document's number would stand in brackets within brackets.
  return `保存 ${value} 年，依据${sourceWords(source)}`
}
