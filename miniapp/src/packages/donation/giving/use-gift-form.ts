import { useState } from 'react'
import { giftLimits } from '../../../platform/routes.gen'
import { readAmount } from './amount-words'

export const OTHER = 'other'
const NAME_MAX = 20

/** What the person fills in: an amount (a chip, or typed), and under which name. */
export function useGiftForm(suggestedAmountsFen: readonly number[]) {
  const [chip, setChip] = useState<string>(suggestedAmountsFen[0] === undefined ? OTHER : String(suggestedAmountsFen[0]))
  const [typed, setTyped] = useState('')
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
    },
    typed,
    type(value: string) {
      setTyped(value)
      // While a wrong amount is being mended, its sentence follows along.
      if (touched) setTouched(true)
    },
    leave: () => setTouched(typed !== ''),
    amountFen: amount.fen,
    amountError: touched ? amount.error : null,
    anonymous,
    setAnonymous,
    donorName,
    setDonorName,
    nameError,
    /** Shows what is wrong; true when nothing is. */
    check() {
      setTouched(true)
      return amount.fen !== null && nameError === null
    },
  }
}
