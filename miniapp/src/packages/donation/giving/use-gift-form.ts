import { plainYuan } from '@minsheng/shared/units/money'
import { useState } from 'react'
import { giftLimits } from '../../../platform/routes.gen'
import { goToField } from '../../../ui/element/go-to-field'
import { readAmount } from './amount-words'

export const OTHER = 'other'
export const AMOUNT_FIELD = 'amount'
export const NAME_FIELD = 'donor-name'
const NAME_MAX = 20

/** What the person fills in: an amount (a chip, first the one that was asked for, else that the project names first; or typed), and under which name. */
export function useGiftForm(suggestedAmountsFen: readonly number[], wishedFen: number | null = null) {
  const firstFen = wishedFen ?? suggestedAmountsFen[0]
  const isChip = firstFen !== undefined && suggestedAmountsFen.includes(firstFen)
  const [chip, setChip] = useState<string>(isChip ? String(firstFen) : OTHER)
  const [typed, setTyped] = useState(isChip || wishedFen === null ? '' : plainYuan(wishedFen).replace(/\.00$/, ''))
  const [touched, setTouched] = useState(false)
  const [anonymous, setAnonymous] = useState(false)
  const [donorName, setDonorName] = useState('')

  const amount = chip === OTHER ? readAmount(typed, giftLimits) : { fen: Number(chip), error: null }
  const nameError = !anonymous && donorName.trim().length > NAME_MAX ? `称呼最多 ${NAME_MAX} 个字` : null

  return {
    chip,
    chooseChip(value: string) {
      setChip(value)
      setTouched(false)
      if (value === OTHER) setTimeout(() => goToField(AMOUNT_FIELD), 50)
    },
    typed,
    type: setTyped,
    leave: () => setTouched(typed !== ''),
    amountFen: amount.fen,
    amountError: touched ? amount.error : null,
    anonymous,
    setAnonymous,
    donorName,
    setDonorName,
    nameError,
    /** Shows what is wrong and leads to it; true when nothing is. */
    check() {
      setTouched(true)
      if (amount.fen === null) goToField(AMOUNT_FIELD)
      else if (nameError) goToField(NAME_FIELD)
      return amount.fen !== null && nameError === null
    },
  }
}
