import { parameter } from './parameter.ts'

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

/** Someone younger than so many years needs a guardian's consent. */
export const guardianAge = parameter({
  key: 'personal_data.guardian_age',
  unit: 'years',
  values: [{ from: '2021-11-01', value: 14, source: { title: '个人信息保护法', number: null, article: '第三十一条' }, confidence: 'text' }],
})
