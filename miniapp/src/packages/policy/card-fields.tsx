import { bankCardDigits } from '@minsheng/shared/units/bank-card'
import { Words } from '../../ui/element'
import type { FieldError } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { type Filled, inFours } from './apply/check'

type CardFilled = Pick<Filled, 'bank' | 'number'>

interface CardFieldsProps {
  filled: CardFilled
  faults: readonly FieldError[]
  onChange: (change: Partial<CardFilled>) => void
}

const SHORTEST = 16

/** Bank and number of a card; a whole number stands once more as on the card, to be compared. */
export function CardFields({ filled, faults, onChange }: CardFieldsProps) {
  const errorOf = (field: keyof CardFilled) => faults.find((fault) => fault.field === field)?.message ?? null
  const isWhole = bankCardDigits(filled.number).length >= SHORTEST && errorOf('number') === null
  return (
    <>
      <Field
        name='bank'
        label='开户银行'
        hint='比如：杭州银行湖滨支行'
        value={filled.bank}
        maxLength={40}
        error={errorOf('bank')}
        onInput={(bank) => onChange({ bank })}
      />
      <Field
        name='number'
        label='银行卡号'
        hint='卡正面的 16 到 19 位数字'
        keyboard='whole'
        value={filled.number}
        maxLength={24}
        error={errorOf('number')}
        onInput={(number) => onChange({ number })}
      />
      {isWhole ? <Words className='mine__line'>{`请再对一遍：${inFours(filled.number)}`}</Words> : null}
    </>
  )
}
