import type { Comparator, Condition, Quantity } from '../rule/language.ts'
import { statusWords } from './choices.ts'
import { codesWords, meaningOf, numberWords, quantityWords, type TitlesById } from './quantity.ts'

const comparatorWords: Record<Comparator, string> = { eq: '等于', lt: '低于', lte: '不超过', gt: '高于', gte: '不低于' }
const opposites: Record<Comparator, string> = { eq: '不等于', lt: '不低于', lte: '高于', gt: '不超过', gte: '低于' }

const years: Record<Comparator, (words: string) => string> = {
  gte: (of) => `年满 ${of}`,
  lt: (of) => `不满 ${of}`,
  eq: (of) => `正好 ${of}`,
  gt: (of) => `超过 ${of}`,
  lte: (of) => `不超过 ${of}`,
}

/** A condition as a clerk reads it: 户籍所在是本区，并且 年满 60 周岁. */
export function conditionWords(condition: Condition, titles: TitlesById): string {
  const say = (of: Condition): string => conditionWords(of, titles)
  const quantity = (of: Quantity, beside: Quantity) => quantityWords(of, titles, meaningOf(of) ?? meaningOf(beside), say)
  const grouped = (of: Condition) => (of.kind === 'all' || of.kind === 'any' ? `（${say(of)}）` : say(of))
  switch (condition.kind) {
    case 'all':
      return condition.of.map(grouped).join('，并且')
    case 'any':
      return condition.of.map(grouped).join('，或者')
    case 'not':
      return notWords(condition.of, titles)
    case 'atLeast':
      return `下面至少符合 ${condition.count} 条：${condition.of.map(grouped).join('；')}`
    case 'someMember':
      return `家里至少有一人${grouped(condition.of)}`
    case 'everyMember':
      return `家里每个人都${grouped(condition.of)}`
    case 'countMembers':
      return `家里${grouped(condition.of)}的人数${comparatorWords[condition.comparator]} ${condition.count} 人`
    case 'oneOf':
      return `“${condition.fact.title}”是${codesWords(condition.fact, condition.codes)}`
    case 'has':
      return `“${condition.fact.title}”里有${codesWords(condition.fact, [condition.code])}`
    case 'known':
      return `知道“${condition.fact.title}”`
    case 'compare': {
      const { left, comparator, right } = condition
      if (left.kind === 'ageAt' && right.kind === 'number') return years[comparator](numberWords(right.value, 'years'))
      return `${quantity(left, right)}${comparatorWords[comparator]} ${quantity(right, left)}`
    }
    case 'policy':
      return `“${titles.policies.get(condition.policy) ?? condition.policy}”${condition.statuses.map((status) => statusWords[status]).join('或')}`
  }
}

function notWords(of: Condition, titles: TitlesById): string {
  if (of.kind === 'oneOf') return `“${of.fact.title}”不是${codesWords(of.fact, of.codes)}`
  if (of.kind === 'compare') {
    const say = (quantity: Quantity, beside: Quantity) =>
      quantityWords(quantity, titles, meaningOf(quantity) ?? meaningOf(beside), (inner) => conditionWords(inner, titles))
    return `${say(of.left, of.right)}${opposites[of.comparator]} ${say(of.right, of.left)}`
  }
  return `不是：${conditionWords(of, titles)}`
}
