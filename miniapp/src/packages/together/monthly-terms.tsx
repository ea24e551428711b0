import { formatYuan } from '@minsheng/shared/units/money'
import { useState } from 'react'
import { giftLimits } from '../../platform/routes.gen'
import { Choice } from '../../ui/choice'
import { goToField } from '../../ui/element/go-to-field'
import { Field } from '../../ui/field'
import { Heading } from '../../ui/heading'
import { readAmount } from '../donation/giving/amount-words'
import { dayWords, untilChoices } from './words'

const FIRST_DAY = 1
const LAST_DAY = 28

export interface Terms {
  amountFen: number
  dayOfMonth: number
  until: string | null
}

const plain = (fen: number) => formatYuan(fen).replaceAll(',', '').replace(/\.00$/, '')

function readDay(text: string): { day: number | null; error: string | null } {
  const day = /^\d{1,2}$/.test(text.trim()) ? Number(text) : Number.NaN
  const isDay = day >= FIRST_DAY && day <= LAST_DAY
  return isDay ? { day, error: null } : { day: null, error: '请填 1 到 28 之间的数，每个月都有这一天' }
}

/** How much, on which day, until when. */
export function useMonthlyTerms(first: Terms, today: string) {
  const [amount, setAmount] = useState(plain(first.amountFen))
  const [day, setDay] = useState(String(first.dayOfMonth))
  const [until, setUntil] = useState(first.until ?? '')
  const [tried, setTried] = useState(false)
  const [read, readOn] = [readAmount(amount, giftLimits), readDay(day)]
  // A last day that was chosen earlier stays a choice.
  const choices = untilChoices(today)
  const untils = choices.some(({ value }) => value === until) ? choices : [...choices, { value: until, label: `到${dayWords(until)}` }]
  return {
    fields: (
      <>
        <Field
          name='monthly-amount'
          label='每月捐多少（元）'
          before='¥'
          large
          keyboard='decimal'
          maxLength={12}
          value={amount}
          error={tried ? read.error : null}
          onInput={setAmount}
        />
        <Field
          name='monthly-day'
          label='每月几日提醒'
          hint='1 到 28，早上 9 点提醒'
          keyboard='whole'
          maxLength={2}
          value={day}
          error={tried ? readOn.error : null}
          onInput={setDay}
        />
        <Heading level={2}>到什么时候</Heading>
        <Choice label='到什么时候' options={untils} value={until} onChoose={setUntil} />
      </>
    ),
    /** The terms, or null after leading to what is wrong. */
    check(): Terms | null {
      setTried(true)
      if (read.fen === null) goToField('monthly-amount')
      else if (readOn.day === null) goToField('monthly-day')
      return read.fen === null || readOn.day === null ? null : { amountFen: read.fen, dayOfMonth: readOn.day, until: until || null }
    },
  }
}
