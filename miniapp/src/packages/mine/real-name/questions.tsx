import type { RealName } from '@minsheng/shared/contracts/privacy'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Tick } from '../../../ui/choice'
import { Box, Words } from '../../../ui/element'
import { ErrorSummary } from '../../../ui/error-summary'
import { Facts } from '../../../ui/facts'
import { Field } from '../../../ui/field'
import { Heading } from '../../../ui/heading'
import { Steps } from '../../../ui/steps'
import { steps } from './form'
import type { RealNameEntry } from './use-real-name'

interface QuestionProps {
  entry: RealNameEntry
  text: RealName['text']
}

function HowItIsUsed({ text }: Pick<QuestionProps, 'text'>) {
  return (
    <Card tone='calm'>
      <Heading level={2}>身份证号怎么用</Heading>
      {text.paragraphs.map((line) => (
        <Words key={line} className='mine__line'>
          {line}
        </Words>
      ))}
    </Card>
  )
}

function NameField({ entry: { form, change, errors } }: Pick<QuestionProps, 'entry'>) {
  return (
    <Field
      name='card-name'
      label='姓名'
      hint='和身份证上一样'
      maxLength={30}
      value={form.name}
      error={errors.name ?? null}
      onInput={(name) => change({ name })}
    />
  )
}

function NumberField({ entry: { form, change, errors } }: Pick<QuestionProps, 'entry'>) {
  return (
    <Field
      name='card-number'
      label='身份证号'
      hint='18 位，最后一位可能是字母 X'
      keyboard='id-card'
      large
      maxLength={24}
      value={form.idNumber}
      error={errors.idNumber ?? null}
      onInput={(idNumber) => change({ idNumber })}
    />
  )
}

function Agreed({ entry: { form, change, errors } }: Pick<QuestionProps, 'entry'>) {
  return (
    <>
      <Tick label='我看过了，同意送去核对' on={form.agreed} onChange={(agreed) => change({ agreed })} />
      <Box role='alert'>{errors.agreed ? <Words className='mine__failure'>{errors.agreed}</Words> : null}</Box>
    </>
  )
}

const Problem = ({ words }: { words: string | null }) => (
  <Box role='alert'>{words ? <Words className='mine__failure'>{words}</Words> : null}</Box>
)

/** 标准版: everything on one page. */
export function Together({ entry, text }: QuestionProps) {
  const { errors } = entry
  const listed = [
    ...(errors.name ? [{ field: 'card-name', message: errors.name }] : []),
    ...(errors.idNumber ? [{ field: 'card-number', message: errors.idNumber }] : []),
  ]
  return (
    <>
      <HowItIsUsed text={text} />
      {listed.length > 1 ? <ErrorSummary errors={listed} /> : null}
      <NameField entry={entry} />
      <NumberField entry={entry} />
      <Agreed entry={entry} />
      <Problem words={entry.problem} />
      <Button onPress={() => entry.send(text.version)} busyWords='正在核对…'>
        认证
      </Button>
    </>
  )
}

/** 关怀版: one question at a time, and a last look at what was typed. */
export function OneByOne({ entry, text }: QuestionProps) {
  const { form, step } = entry
  return (
    <>
      <Steps names={steps} now={step} />
      {step === 0 ? <HowItIsUsed text={text} /> : null}
      {step === 1 ? <NameField entry={entry} /> : null}
      {step === 2 ? <NumberField entry={entry} /> : null}
      {step === 3 ? (
        <>
          <Facts
            rows={[
              { label: '姓名', value: form.name.trim() },
              { label: '身份证号', value: form.idNumber.trim() },
            ]}
          />
          <Agreed entry={entry} />
        </>
      ) : null}
      <Problem words={entry.problem} />
      <Button onPress={() => entry.next(text.version)} busyWords='正在核对…'>
        {step === steps.length - 1 ? '认证' : '下一步'}
      </Button>
      {step > 0 ? (
        <Button kind='quiet' onPress={entry.back}>
          上一步
        </Button>
      ) : null}
    </>
  )
}
