import { type LawSource, parameter } from './parameter.ts'

const provincial = (article: string): LawSource => ({ title: '浙江省社会救助条例', number: null, article })
const assistanceLaw = (article: string): LawSource => ({ title: '中华人民共和国社会救助法', number: null, article })
const BOOKS_BEGIN = '2024-01-01'

/** An application is accepted, or what is missing is told all at once, within so many working days; for aid our own promise after 行政许可法. */
export const acceptanceWorkingDays = parameter({
  key: 'assistance.acceptance',
  unit: 'working_days',
  values: [
    {
      from: BOOKS_BEGIN,
      value: 5,
      source: { title: '中华人民共和国行政许可法', number: null, article: '第三十二条' },
      confidence: 'memory',
      illustrative: true,
    },
  ],
})

/** The street looks into an application within so many working days of accepting it. */
export const reviewWorkingDays = parameter({
  key: 'assistance.review',
  unit: 'working_days',
  values: [{ from: BOOKS_BEGIN, value: 15, source: provincial('第十一条'), confidence: 'text' }],
})

/** The district decides within so many working days of the street's proposal. */
export const decisionWorkingDays = parameter({
  key: 'assistance.decision',
  unit: 'working_days',
  values: [{ from: BOOKS_BEGIN, value: 5, source: provincial('第十一条'), confidence: 'text' }],
})

/** So many working days the person has to hand in what was missing; our own number, no law sets one. */
export const supplementWorkingDays = parameter({
  key: 'assistance.supplement',
  unit: 'working_days',
  values: [{ from: BOOKS_BEGIN, value: 10, source: assistanceLaw('第四十条'), confidence: 'text', illustrative: true }],
})

/** Who applied may object to a decision for so many days, with us; our own number, as long as for 行政复议. */
export const objectionDays = parameter({
  key: 'assistance.objection',
  unit: 'days',
  values: [{ from: BOOKS_BEGIN, value: 60, source: assistanceLaw('第六十八条'), confidence: 'text', illustrative: true }],
})

/** An objection is answered within so many days. */
export const objectionAnswerDays = parameter({
  key: 'assistance.objection_answer',
  unit: 'days',
  values: [{ from: BOOKS_BEGIN, value: 15, source: provincial('第五十八条'), confidence: 'text' }],
})

/** 行政复议 can be applied for within so many days of knowing of the decision. */
export const reconsiderationDays = parameter({
  key: 'assistance.reconsideration',
  unit: 'days',
  values: [
    {
      from: BOOKS_BEGIN,
      value: 60,
      source: {
        title: '中华人民共和国行政复议法',
        number: null,
        article: '第二十条',
        quotation: '可以自知道或者应当知道该行政行为之日起六十日内提出行政复议申请；但是法律规定的申请期限超过六十日的除外',
      },
      confidence: 'text',
    },
  ],
})

/** A lawsuit can be brought within so many months of knowing of the decision. */
export const lawsuitMonths = parameter({
  key: 'assistance.lawsuit',
  unit: 'months',
  values: [
    {
      from: BOOKS_BEGIN,
      value: 6,
      source: {
        title: '中华人民共和国行政诉讼法',
        number: null,
        article: '第四十六条',
        quotation: '直接向人民法院提起诉讼的，应当自知道或者应当知道作出行政行为之日起六个月内提出',
      },
      confidence: 'text',
    },
  ],
})

/** Before a benefit is reduced or stopped the person has so many working days to speak; the law sets the hearing, the number is ours. */
export const hearingWorkingDays = parameter({
  key: 'assistance.hearing',
  unit: 'working_days',
  values: [{ from: BOOKS_BEGIN, value: 10, source: assistanceLaw('第四十八条'), confidence: 'text', illustrative: true }],
})

/** Who was told of a policy and did not look, apply or decline within so many days is visited; the duty is the law's, the number ours. */
export const unansweredDays = parameter({
  key: 'assistance.unanswered',
  unit: 'days',
  values: [{ from: BOOKS_BEGIN, value: 30, source: assistanceLaw('第三十九条'), confidence: 'text', illustrative: true }],
})

/** Of one payment at most so many percent are kept back for what was paid too much; the duty to pay back is the law's, the share ours. */
export const setOffSharePercent = parameter({
  key: 'assistance.set_off_share',
  unit: 'percent',
  values: [{ from: BOOKS_BEGIN, value: 20, source: assistanceLaw('第七十三条'), confidence: 'memory', illustrative: true }],
})

/** Who has reached so many years decides for themself: heard with their household, and may be paid for it. */
export const fullAgeYears = parameter({
  key: 'person.full_age',
  unit: 'years',
  values: [
    { from: '2021-01-01', value: 18, source: { title: '中华人民共和国民法典', number: null, article: '第十七条' }, confidence: 'memory' },
  ],
})
