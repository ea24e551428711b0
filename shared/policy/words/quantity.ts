import type { Condition, Quantity, Rounding, RuleFact } from '../rule/language.ts'

/** Titles that words are made with, by id; what has none is called by its id. */
export interface TitlesById {
  parameters: ReadonlyMap<string, string>
  policies: ReadonlyMap<string, string>
}

const roundingWords: Record<Rounding, string> = { half_up: '四舍五入到分', down: '舍去不足一分的', up: '不足一分按一分' }

export const yuanWords = (fen: number): string =>
  `${(fen / 100).toLocaleString('zh-CN', { minimumFractionDigits: fen % 100 === 0 ? 0 : 2, maximumFractionDigits: 2 })} 元`

/** What a plain number means beside something: money, years, months or a count. */
export type NumberMeaning = 'fen' | 'years' | 'months' | 'count' | 'share' | 'date'

/** What a quantity is measured in, as far as it can be told. */
export function meaningOf(quantity: Quantity): NumberMeaning | null {
  switch (quantity.kind) {
    case 'fact':
      return quantity.fact.type === 'moneyFen' ? 'fen' : 'count'
    case 'ageAt':
      return 'years'
    case 'monthsSince':
      return 'months'
    case 'dateOf':
    case 'date':
    case 'today':
      return 'date'
    case 'sub':
      return meaningOf(quantity.from) ?? meaningOf(quantity.take)
    case 'add':
    case 'max':
    case 'min':
      return quantity.of.map(meaningOf).find((found) => found !== null) ?? null
    case 'mulBps':
    case 'perMember':
    case 'prorataMonths':
      return meaningOf(quantity.of)
    default:
      return null
  }
}

export function numberWords(value: number, meaning: NumberMeaning | null): string {
  if (meaning === 'fen') return yuanWords(value)
  if (meaning === 'years') return `${value} 周岁`
  if (meaning === 'months') return `${value} 个月`
  if (meaning === 'share') return `${value / 100}%`
  return String(value)
}

const optionWords = (fact: RuleFact, code: string): string =>
  fact.type === 'bool' ? (code === 'true' ? '是' : '否') : 'options' in fact ? (fact.options[code] ?? code) : code

export const codesWords = (fact: RuleFact, codes: readonly string[]): string => codes.map((code) => optionWords(fact, code)).join('、')

const wrapped = (quantity: Quantity, words: string) => (['add', 'sub', 'mulBps'].includes(quantity.kind) ? `（${words}）` : words)

/**
 * A quantity as a clerk reads it: “低保标准 的 30%（四舍五入到分）”.
 * @param meaning what a bare number in it stands for; of an amount, fen
 */
export function quantityWords(
  quantity: Quantity,
  titles: TitlesById,
  meaning: NumberMeaning | null,
  conditions: (condition: Condition) => string,
): string {
  const inner = (of: Quantity, as: NumberMeaning | null = meaning): string => quantityWords(of, titles, as, conditions)
  switch (quantity.kind) {
    case 'number':
      return numberWords(quantity.value, meaning)
    case 'fact':
      return quantity.fact.title
    case 'param':
      return titles.parameters.get(quantity.id) ?? quantity.id
    case 'ageAt':
      return quantity.fact.name === 'birthDate' ? '周岁' : `从${quantity.fact.title}起的满年数`
    case 'monthsSince':
      return `从${quantity.fact.title}起的满月数`
    case 'dateOf':
      return quantity.fact.title
    case 'date':
      return quantity.date
    case 'today':
      return '当天'
    case 'add':
      return quantity.of.map((part) => inner(part)).join('，加 ')
    case 'sub':
      return `${wrapped(quantity.from, inner(quantity.from))} 减 ${wrapped(quantity.take, inner(quantity.take))}`
    case 'max':
    case 'min': {
      const [first, second] = quantity.of
      // 不少于 0 is how people say “never below nothing”.
      if (quantity.kind === 'max' && quantity.of.length === 2 && first?.kind === 'number' && first.value === 0 && second)
        return `${inner(second)}（算出来小于 0 的按 0）`
      return `${quantity.of.map((part) => wrapped(part, inner(part))).join('、')}中${quantity.kind === 'max' ? '最大' : '最小'}的`
    }
    case 'mulBps':
      return `${wrapped(quantity.of, inner(quantity.of))} 的 ${inner(quantity.bps, 'share')}（${roundingWords[quantity.round]}）`
    case 'perMember':
      return quantity.where
        ? `${wrapped(quantity.of, inner(quantity.of))} × 家里“${conditions(quantity.where)}”的人数`
        : `${wrapped(quantity.of, inner(quantity.of))} × 家庭人数`
    case 'prorataMonths':
      return `${wrapped(quantity.of, inner(quantity.of))} ÷ 12 × ${inner(quantity.months, 'months')}（最多 12 个月，${roundingWords[quantity.round]}）`
    case 'lookup':
      return `按“${quantity.fact.title}”：${quantity.cases.map(({ codes, give }) => `${codesWords(quantity.fact, codes)}的 ${inner(give)}`).join('；')}；其他的 ${inner(quantity.otherwise)}`
    case 'bands': {
      const of = meaningOf(quantity.of)
      const steps = quantity.steps.map(({ below, give }, index) => {
        const from = quantity.steps[index - 1]?.below
        return `${bandWords(from ?? null, below, of)}的 ${inner(give)}`
      })
      const last = quantity.steps.at(-1)?.below ?? null
      return `按${inner(quantity.of, null)}分档：${[...steps, `${bandWords(last, null, of)}的 ${inner(quantity.otherwise)}`].join('；')}`
    }
  }
}

/** `满 80、不满 90 周岁`: from the one, short of the other. */
export function bandWords(from: number | null, below: number | null, of: NumberMeaning | null): string {
  const say = (value: number) => (of === 'years' ? String(value) : numberWords(value, of))
  const unit = of === 'years' ? ' 周岁' : ''
  if (from === null && below !== null) return `不满 ${say(below)}${unit}`
  if (from !== null && below === null) return `满 ${say(from)}${unit}以上`
  if (from !== null && below !== null) return `满 ${say(from)}、不满 ${say(below)}${unit}`
  return '全部'
}

/** Lines of an amount, one for each case it makes: what a clerk reads beside the rule. */
export function amountSentences(amount: Quantity, titles: TitlesById, conditions: (condition: Condition) => string): readonly string[] {
  const say = (of: Quantity) => quantityWords(of, titles, 'fen', conditions)
  if (amount.kind === 'lookup')
    return [
      ...amount.cases.map(({ codes, give }) => `${amount.fact.title}是${codesWords(amount.fact, codes)}：${say(give)}`),
      `其他情况：${say(amount.otherwise)}`,
    ]
  if (amount.kind === 'bands') {
    const of = meaningOf(amount.of)
    return [
      ...amount.steps.map(({ below, give }, index) => `${bandWords(amount.steps[index - 1]?.below ?? null, below, of)}：${say(give)}`),
      `${bandWords(amount.steps.at(-1)?.below ?? null, null, of)}：${say(amount.otherwise)}`,
    ]
  }
  return [say(amount)]
}
