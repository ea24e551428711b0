import { sourceWords } from '../../law/parameter.ts'
import { ruleFacts } from '../facts.ts'
import type { Catalogue, OnlyOnce, PolicyCase } from '../policy/definition.ts'
import type { Condition } from '../rule/language.ts'
import { readCondition, readQuantity } from '../rule/parse-condition.ts'
import { benefitWords, confidenceWords, groupWords, payoutFromWords, rhythmWords, statusWords } from '../words/choices.ts'
import { conditionWords } from '../words/condition.ts'
import { amountSentences, numberWords, type TitlesById, yuanWords } from '../words/quantity.ts'
import type { GroupContent, ParameterContent, PolicyContent, Published } from './content.ts'

/** One line of a version as people read it. */
export interface ReadingLine {
  /** 条件, 金额, 依据 … */
  topic: string
  text: string
}

/** Titles of what a catalogue holds. */
export const titlesIn = ({ parameters, policies }: Catalogue): TitlesById => ({
  parameters: new Map(parameters.map(({ key, title }) => [key, title.replace(/（[^（）]*万分之几[^（）]*）$/, '')])),
  policies: new Map(policies.map(({ id, title }) => [id, title])),
})

export const valueOfParameter = (value: number, unit: ParameterContent['unit']): string =>
  unit === 'fen' ? yuanWords(value) : unit === 'bps' ? numberWords(value, 'share') : value === 1 ? '是' : '否'

/** What someone is to get in one rhythm, from the least to the most. */
export const rangeWords = (low: number, high: number): string =>
  low === 0 && high === 0 ? '没有金额' : low === high ? yuanWords(low) : `${yuanWords(low)} 至 ${yuanWords(high)}`

export const caseWords = ({ on, status, low, high }: Pick<PolicyCase, 'on' | 'status' | 'low' | 'high'>): string =>
  `${on}，${statusWords[status]}，${rangeWords(low, high)}`

const period = (from: string, to: string | null) => (to === null ? `从 ${from} 起` : `从 ${from} 到 ${to}`)

const EXAMPLE = '例子'
/** Which example it is: whose it is and on which day, whatever should come out. */
const exampleOf = (text: string) => text.replace(/(：\d{4}-\d{2}-\d{2})，.*$/, '$1')

/** A published version in lines that people read, and that are held against another version's. */
export function readingOf(published: Published, catalogue: Catalogue): readonly ReadingLine[] {
  const titles = titlesIn(catalogue)
  const titleOf = (id: string) => titles.policies.get(id) ?? id
  const line = (topic: string, text: string): ReadingLine => ({ topic, text })
  const sources = (all: readonly { title: string; number: string | null; article: string | null; quotation?: string | null }[]) =>
    all.flatMap((source) => [
      line('依据', `${sourceWords(source)}${source.number && source.article ? `（${source.number}）` : ''}`),
      ...(source.quotation ? [line('原文摘录', source.quotation)] : []),
    ])
  const retired = ({ retires }: Published['content']) =>
    retires.map(({ policy, name }) => line('作废的旧例子', `${titleOf(policy)}，${name}`))
  const examples = (content: ParameterContent | GroupContent) => [
    ...content.cases.map((one) => line(EXAMPLE, `${titleOf(one.policy)}，${one.name}：${caseWords(one)}`)),
    ...retired(content),
  ]
  if (published.kind === 'parameter') {
    const { title, unit, value } = published.content
    return [
      line('名称', title),
      line('数额', valueOfParameter(value.value, unit)),
      line('从哪天起', value.from),
      ...sources([value.source]),
      line('依据核对到', confidenceWords[value.confidence]),
      line('是否确认', value.illustrative === true ? '参考，还没有确认' : '已经确认'),
      ...examples(published.content),
    ]
  }
  if (published.kind === 'higherOf') {
    const { policies, source } = published.content
    return [line('只发最高的一项', policies.map(titleOf).join('、') || '不再择高'), ...sources([source]), ...examples(published.content)]
  }
  const { content } = published
  return [
    line('名称', content.title),
    line('一句话说明', content.summary),
    line('类别', groupWords[content.group]),
    line('按人还是按户', content.subject === 'household' ? '按户' : '按人'),
    line('给什么', benefitWords[content.benefit]),
    line('怎么办', content.applying === 'automatic' ? '不用申请' : '要申请'),
    ...content.materials.map((one) => line('材料', one)),
    line('施行时间', period(content.version.effectiveFrom, content.version.effectiveTo)),
    ...sources(content.version.sources),
    line('依据核对到', confidenceWords[content.version.confidence]),
    line('是否确认', content.version.illustrative ? '参考，还没有确认' : '已经确认'),
    ...rulesIn(content, catalogue, titles),
    // Absent from what was published before there was such.
    ...(content.version.onlyOnce ? onceLines(content.version.onlyOnce, content.subject) : []),
    ...content.version.excludedBy.map((id) => line('不能和它同时享受', titleOf(id))),
    ...content.version.minus.map((id) => line('要减去', titleOf(id))),
    ...content.version.disregardIncome.map((id) => line('不算收入', titleOf(id))),
    ...content.version.cases.map((one) => line(EXAMPLE, `${one.name}：${caseWords(one)}`)),
    ...retired(content),
  ]
}

function onceLines({ per, event, source }: OnlyOnce, subject: PolicyContent['subject']): ReadingLine[] {
  const fact = event === null ? undefined : ruleFacts.get(event)
  const each = per === 'event' ? `每登记一次“${fact?.title ?? event}”` : subject === 'household' ? '一户' : '一人'
  return [{ topic: '只给一次', text: `${each}只给一次，依据${sourceWords(source)}` }]
}

/** Conditions and amount of a version in sentences; what can't be read yet is left out, its faults are told elsewhere. */
function rulesIn({ subject, version }: PolicyContent, { parameters, policies }: Catalogue, titles: TitlesById): readonly ReadingLine[] {
  const isHousehold = subject === 'household'
  const facts = isHousehold ? new Map([...ruleFacts].filter(([, fact]) => fact.subject === 'household')) : ruleFacts
  const names = {
    facts,
    ...(isHousehold ? { memberFacts: ruleFacts } : {}),
    parameters: new Set(parameters.map(({ key }) => key)),
    policies: new Set(policies.map(({ id }) => id)),
  }
  const say = (condition: Condition) => conditionWords(condition, titles)
  const sentence = (written: unknown) => {
    const read = readCondition(written, names)
    return read.ok ? say(read.value) : null
  }
  const { payout, held, amount } = version
  const given = amount === undefined || amount === null ? null : readQuantity(amount, names)
  const alreadyHeld = held === undefined || held === null ? null : sentence(held)
  return [
    ...version.who.map(({ words, when }) => {
      const said = sentence(when)
      return { topic: '条件', text: said === null ? words : `${words}（${said}）` }
    }),
    ...(given?.ok ? amountSentences(given.value, titles, say).map((text) => ({ topic: version.ceiling ? '金额上限' : '金额', text })) : []),
    ...(payout
      ? [
          {
            topic: '怎么发',
            text: `${rhythmWords[payout.every]}，${payout.day} 日前发，${payout.every === 'once' ? '批准以后发' : payoutFromWords[payout.from]}`,
          },
        ]
      : []),
    ...(alreadyHeld === null ? [] : [{ topic: '怎样算已经在享受', text: alreadyHeld }]),
  ]
}

/** One thing that is otherwise than before. */
export interface Difference {
  topic: string
  before: string | null
  after: string | null
}

/** What is otherwise from one version to the next, in the order of the new one; nothing of what stayed. */
export function differencesOf(before: readonly ReadingLine[], after: readonly ReadingLine[]): readonly Difference[] {
  const topics = [...new Set([...after, ...before].map(({ topic }) => topic))]
  return topics.flatMap((topic) => {
    const textsIn = (lines: readonly ReadingLine[]) => lines.filter((line) => line.topic === topic).map(({ text }) => text)
    const [was, is] = [textsIn(before), textsIn(after)]
    const come = is.filter((text) => !was.includes(text))
    const gone = was.filter(
      // An example that is not written again holds all the same: it is gone only where another takes its place.
      (text) => !is.includes(text) && (topic !== EXAMPLE || come.some((other) => exampleOf(other) === exampleOf(text))),
    )
    return Array.from({ length: Math.max(gone.length, come.length) }, (_, index) => ({
      topic,
      before: gone[index] ?? null,
      after: come[index] ?? null,
    }))
  })
}
