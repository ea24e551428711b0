import type { BenefitList, BenefitQuestion } from '@minsheng/shared/contracts/policy'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { goInstead, listPage } from '../../../platform/navigate'
import { call, failureWords } from '../../../platform/request'
import { Button } from '../../../ui/button'
import { Choice, Tick } from '../../../ui/choice'
import { Box, Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Field } from '../../../ui/field'
import { Heading } from '../../../ui/heading'
import { Page } from '../../../ui/page'
import '../../mine/style.scss'
import { type Answered, type AnswerValue, readTyped } from '../answer'
import { peopleInTrial, tryForPeople, tryWith } from '../trial'
import { Unopened } from '../unopened'
import { kindOf, type ListKind, opened, useBenefits } from '../use-list'
import { questionsHere } from '../words'

/** Who is tried out with is asked these first: most else follows from them. */
const first = ['birthDate', 'registeredIn']

const nextOf = (list: BenefitList, skipped: readonly string[]): readonly BenefitQuestion[] => {
  const open = questionsHere(list).filter(({ fact }) => !skipped.includes(fact))
  return [
    ...first.flatMap((fact) => open.filter((question) => question.fact === fact)),
    ...open.filter(({ fact }) => !first.includes(fact)),
  ]
}

/** In a trial nobody is known, so it is asked how many live together. */
const PEOPLE = 'people'
/** As many as a trial takes. */
const MOST_PEOPLE = 13

/** What is asked: a question of the list, or that one. */
type Asked = Omit<BenefitQuestion, 'fact'> & { fact: BenefitQuestion['fact'] | typeof PEOPLE }

const peopleQuestion: Asked = {
  fact: PEOPLE,
  title: '家里几口人',
  question: '连本人在内，家里一共几口人？',
  about: 'household',
  type: 'int',
  hint: null,
  options: [],
  unit: '口人',
  worthFen: 0,
  policies: ['按家庭人数算的政策'],
}

async function send(kind: ListKind, { fact, about }: Asked, value: AnswerValue): Promise<BenefitList> {
  if (fact === PEOPLE) return tryForPeople(Number(value))
  return kind === 'mine' ? call('answerBenefitQuestions', { body: { answers: [{ fact, value }] } }) : tryWith({ fact, about }, value)
}

/** Asks one thing at a time, what decides most first; every question can be passed over. */
export default function AskPage() {
  const kind = kindOf(useRouter().params.of)
  const remote = useBenefits(kind)
  const [skipped, setSkipped] = useState<readonly string[]>([])
  const [answered, setAnswered] = useState(0)
  const list = remote.data?.list ?? null
  const asksPeople = kind === 'trial' && answered + skipped.length >= first.length && peopleInTrial() === null && !skipped.includes(PEOPLE)
  const [question] = list ? (asksPeople ? [peopleQuestion] : nextOf(list, skipped)) : []
  const title = kind === 'mine' ? '几个问题' : '试算'
  const end = () => goInstead(listPage(kind))

  if (list && !question) {
    return (
      <Page title={title} heading={false}>
        <Empty level={1} icon='circle-check/success' title='问完了' advice='按您的回答，清单已经重新算过。'>
          <Button onPress={end}>看清单</Button>
        </Empty>
      </Page>
    )
  }
  return (
    <Page title={title} heading={!question} remote={remote}>
      {remote.data && !list ? <Unopened answer={remote.data} /> : null}
      {question ? (
        <Asking
          key={question.fact}
          question={question}
          number={answered + skipped.length + 1}
          onAnswer={async (value) => {
            const next = await send(kind, question, value)
            remote.set(opened(next))
            setAnswered(answered + 1)
          }}
          onSkip={() => setSkipped([...skipped, question.fact])}
          onEnd={end}
        />
      ) : null}
      {question ? (
        <Words className='mine__small'>
          {kind === 'mine'
            ? '您的回答会记为本人申报，办理的时候由部门核对，不会因为填错而处罚。'
            : '试算填的内容不保存，也不会和您的姓名连在一起。'}
        </Words>
      ) : null}
    </Page>
  )
}

interface AskingProps {
  question: Asked
  number: number
  onAnswer: (value: AnswerValue) => Promise<void>
  onSkip: () => void
  onEnd: () => void
}

function Asking({ question, number, onAnswer, onSkip, onEnd }: AskingProps) {
  const [text, setText] = useState('')
  const [codes, setCodes] = useState<readonly string[]>([])
  const [chosen, setChosen] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const picks = question.type === 'enum' || question.type === 'bool'

  const answer = async () => {
    const value = readAnswer(question, { text, codes, chosen })
    if (!value.ok) {
      setError(value.advice)
      return
    }
    try {
      await onAnswer(value.value)
    } catch (thrown) {
      const { title, advice } = failureWords(thrown)
      setError(advice ? `${title}。${advice}` : title)
    }
  }
  const options =
    question.type === 'bool'
      ? [
          { value: 'true', label: '是' },
          { value: 'false', label: '不是' },
        ]
      : question.options.map(({ code, words }) => ({ value: code, label: words }))
  return (
    <>
      <Words className='mine__small'>{`第 ${number} 个问题`}</Words>
      <Heading level={1}>{question.question}</Heading>
      {question.hint ? <Words>{question.hint}</Words> : null}
      <Words className='mine__small'>{`关系到：${question.policies.slice(0, 3).join('、')}${question.policies.length > 3 ? '等' : ''}`}</Words>
      {picks ? (
        <Choice
          label={question.question}
          options={options}
          value={chosen}
          onChoose={(value) => {
            setChosen(value)
            setError(null)
          }}
        />
      ) : null}
      {question.type === 'set'
        ? options.map(({ value, label }) => (
            <Tick
              key={value}
              label={label}
              on={codes.includes(value)}
              onChange={(on) => setCodes(on ? [...codes, value] : codes.filter((code) => code !== value))}
            />
          ))
        : null}
      {picks || question.type === 'set' ? null : (
        <Field
          name='answer'
          label={question.title}
          hint={hints[question.type] ?? `单位：${question.unit ?? ''}`}
          before={question.type === 'moneyFen' ? '¥' : undefined}
          keyboard={question.type === 'date' ? 'text' : question.type === 'moneyFen' ? 'decimal' : 'whole'}
          maxLength={16}
          value={text}
          onInput={(value) => {
            setText(value)
            setError(null)
          }}
        />
      )}
      <Box role='alert'>{error ? <Words className='mine__failure'>{error}</Words> : null}</Box>
      <Button onPress={answer} busyWords='正在算…'>
        下一个
      </Button>
      <Button kind='secondary' onPress={onSkip}>
        不清楚，先跳过
      </Button>
      <Button kind='quiet' onPress={onEnd}>
        先到这里，看清单
      </Button>
    </>
  )
}

const hints: Partial<Record<BenefitQuestion['type'], string>> = {
  date: '年、月、日，比如 1950-5-2',
  moneyFen: '按元填写，没有就填 0',
}

function readAnswer(question: Asked, given: { text: string; codes: readonly string[]; chosen: string | null }): Answered {
  if (question.type === 'set') return { ok: true, value: [...given.codes] }
  if (question.type !== 'enum' && question.type !== 'bool') {
    const typed = readTyped(question, given.text)
    const tooMany = question.fact === PEOPLE && typed.ok && (Number(typed.value) < 1 || Number(typed.value) > MOST_PEOPLE)
    return tooMany ? { ok: false, advice: `请填 1 到 ${MOST_PEOPLE} 之间的数` } : typed
  }
  if (given.chosen === null) return { ok: false, advice: '请选一项，不知道可以点“不清楚，先跳过”' }
  return { ok: true, value: question.type === 'bool' ? given.chosen === 'true' : given.chosen }
}
