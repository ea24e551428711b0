import { parameter } from './parameter.ts'

const law = (article: string) => ({ title: '慈善法', number: null, article })
/** The charity law as amended on 2023-12-29. */
const LAW_FROM = '2024-09-05'
const filingGuide = { title: '公开募捐方案备案指引（试行）', number: null, article: null }
const disclosureRules = { title: '慈善组织信息公开办法', number: '民政部令第81号', article: null }

/** A campaign or project that lasts longer than this tells of itself while it runs. */
export const longRunMonths = parameter({
  key: 'charity.long_run',
  unit: 'months',
  values: [{ from: LAW_FROM, value: 6, source: law('第七十九条'), confidence: 'text' }],
})

/** At least once in so many months a long campaign or project tells how it goes. */
export const periodicReportMonths = parameter({
  key: 'charity.periodic_report',
  unit: 'months',
  values: [{ from: LAW_FROM, value: 3, source: law('第七十九条'), confidence: 'text' }],
})

/** Within so many months of its end a campaign, and a project, tells everything. */
export const finalReportMonths = parameter({
  key: 'charity.final_report',
  unit: 'months',
  values: [{ from: LAW_FROM, value: 3, source: law('第七十九条'), confidence: 'text' }],
})

/** The yearly report is published by the end of so many months of the next year: 31 May. */
export const annualReportMonths = parameter({
  key: 'charity.annual_report',
  unit: 'months',
  values: [{ from: '2026-01-01', value: 5, source: disclosureRules, confidence: 'part' }],
})

/** A plan is filed at least so many days before the campaign begins. */
export const filingLeadDays = parameter({
  key: 'charity.filing_lead',
  unit: 'days',
  values: [{ from: '2026-01-01', value: 10, source: filingGuide, confidence: 'second_hand' }],
})

/** In an emergency the plan is filed at most so many days after the campaign began. */
export const emergencyFilingDays = parameter({
  key: 'charity.emergency_filing',
  unit: 'days',
  values: [{ from: LAW_FROM, value: 10, source: law('第七十三条'), confidence: 'part' }],
})

/** In an emergency what came in is published at least every so many days. */
export const emergencyReportDays = parameter({
  key: 'charity.emergency_report',
  unit: 'days',
  values: [{ from: LAW_FROM, value: 5, source: law('第七十二条'), confidence: 'part' }],
})

/** A donor who can't be reached about a changed use is told by a public notice of so many days. */
export const unreachableDonorNoticeDays = parameter({
  key: 'charity.unreachable_notice',
  unit: 'days',
  values: [
    {
      from: '2019-01-01',
      value: 60,
      source: { title: '浙江省实施〈中华人民共和国慈善法〉办法', number: null, article: '第十八条' },
      confidence: 'text',
    },
  ],
})
